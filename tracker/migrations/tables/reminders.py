"""Reminders, their rules and the lines of the inbox: the tables."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

TABLES = [
    migrations.CreateModel(
        name="ReminderRule",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("code", models.CharField(max_length=40, unique=True)),
            (
                "topic",
                models.CharField(
                    choices=[
                        ("deadlines", "Deadlines of reports, plans and figures"),
                        ("decisions", "Returned, accepted and published reports"),
                        ("comments", "Comments and answers"),
                        ("requests", "Requests to contributors"),
                        ("news", "News of the Network"),
                    ],
                    max_length=12,
                ),
            ),
            ("kind", models.CharField(max_length=20)),
            (
                "audience",
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.CharField(
                        choices=[
                            ("focal_point", "Focal point"),
                            ("deputy", "Deputy"),
                            ("contributor", "Contributor"),
                            ("clearing_officer", "Clearing officer"),
                            ("viewer", "Viewer"),
                            ("civil_society_monitor", "Civil-society monitor"),
                            ("reviewer", "Reviewer"),
                            ("co_chair", "Co-chair"),
                            ("administrator", "Administrator"),
                        ],
                        max_length=24,
                    ),
                    size=None,
                ),
            ),
            (
                "offsets",
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.SmallIntegerField(), blank=True, default=list, size=None
                ),
            ),
            ("is_active", models.BooleanField(default=True)),
            ("version", models.PositiveIntegerField(default=1)),
            ("updated_at", models.DateTimeField(auto_now=True)),
        ],
        options={
            "ordering": ["kind", "code"],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("audience__len__gte", 1)),
                    name="reminder_rule_has_an_audience",
                ),
                models.CheckConstraint(
                    condition=models.Q(("offsets__len__lte", 20)),
                    name="reminder_rule_of_at_most_20_days",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Reminder",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("dedup_key", models.CharField(max_length=255, unique=True)),
            ("subject", models.CharField(max_length=80)),
            ("rule", models.CharField(max_length=40)),
            ("due_on", models.DateField(help_text="The date the reminder is about.")),
            ("offset_days", models.SmallIntegerField()),
            ("due_at", models.DateTimeField()),
            ("local_date", models.DateField()),
            ("time_zone", models.CharField(max_length=64)),
            (
                "state",
                models.CharField(
                    choices=[
                        ("pending", "Pending"),
                        ("mailed", "In a mail"),
                        ("sent", "Sent"),
                        ("told", "In the inbox alone"),
                        ("cancelled", "Cancelled"),
                    ],
                    default="pending",
                    max_length=10,
                ),
            ),
            ("created_at", models.DateTimeField(auto_now_add=True)),
            ("updated_at", models.DateTimeField(auto_now=True)),
            (
                "mail",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="reminders",
                    to="tracker.outgoingmail",
                ),
            ),
            (
                "member",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="accounts.member",
                ),
            ),
            (
                "recipient",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="reminders",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "seat",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="+",
                    to="accounts.appointment",
                ),
            ),
            (
                "others",
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.CharField(max_length=24), blank=True, default=list, size=None
                ),
            ),
            ("others_on", models.DateField(blank=True, null=True)),
            (
                "topic",
                models.CharField(
                    choices=[
                        ("deadlines", "Deadlines of reports, plans and figures"),
                        ("decisions", "Returned, accepted and published reports"),
                        ("comments", "Comments and answers"),
                        ("requests", "Requests to contributors"),
                        ("news", "News of the Network"),
                    ],
                    max_length=12,
                ),
            ),
        ],
        options={
            "ordering": ["due_at", "id"],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        ("state__in", ["pending", "told", "cancelled"]),
                        ("mail__isnull", False),
                        _connector="OR",
                    ),
                    name="reminder_mailed_in_a_mail",
                )
            ],
            "indexes": [
                models.Index(
                    condition=models.Q(("state", "pending")),
                    fields=["due_at"],
                    name="reminder_pending_due",
                ),
                models.Index(fields=["subject", "state"], name="reminder_subject"),
            ],
        },
    ),
    migrations.CreateModel(
        name="Notice",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("dedup_key", models.CharField(max_length=255, unique=True)),
            ("subject", models.CharField(max_length=80)),
            ("text_code", models.CharField(max_length=40)),
            ("facts", models.JSONField(default=dict)),
            ("created_at", models.DateTimeField(auto_now_add=True)),
            ("cleared_at", models.DateTimeField(blank=True, null=True)),
            (
                "recipient",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="notices",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "seat",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="+",
                    to="accounts.appointment",
                ),
            ),
            ("rule", models.CharField(blank=True, max_length=40)),
        ],
        options={
            "ordering": ["-created_at", "-id"],
            "indexes": [
                models.Index(
                    condition=models.Q(("cleared_at__isnull", True)),
                    fields=["subject", "recipient"],
                    name="notice_standing",
                )
            ],
        },
    ),
]
