"""Mails, what holds them back, what orders them, and what people choose: the tables."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

TABLES = [
    migrations.CreateModel(
        name="OutgoingMail",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            (
                "to_address",
                models.EmailField(
                    blank=True,
                    help_text="For people without an account; else the person's address now.",
                    max_length=254,
                ),
            ),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("digest", "Reminders and news of your work"),
                        ("receipt", "Receipt of a submission"),
                        ("security", "Security of your account"),
                    ],
                    max_length=12,
                ),
            ),
            ("template", models.CharField(max_length=40)),
            (
                "facts",
                models.JSONField(
                    default=dict, help_text="Ids and dates; never confidential words."
                ),
            ),
            ("language", models.CharField(default="en", max_length=10)),
            ("local_date", models.DateField()),
            ("sequence", models.PositiveSmallIntegerField(default=1)),
            (
                "state",
                models.CharField(
                    choices=[
                        ("pending", "Pending"),
                        ("sending", "Sending"),
                        ("handed_over", "Handed over"),
                        ("sent", "Sent"),
                        ("failed", "Failed"),
                        ("cancelled", "Cancelled"),
                        ("ambiguous", "Ambiguous"),
                    ],
                    default="pending",
                    max_length=12,
                ),
            ),
            ("attempts", models.PositiveSmallIntegerField(default=0)),
            ("next_attempt_at", models.DateTimeField()),
            ("lease_until", models.DateTimeField(blank=True, null=True)),
            ("lease_token", models.UUIDField(blank=True, null=True)),
            ("message_id", models.CharField(max_length=120, unique=True)),
            ("subject_line", models.CharField(blank=True, max_length=200)),
            ("last_error", models.TextField(blank=True)),
            ("smtp_reply", models.TextField(blank=True)),
            ("handed_over_at", models.DateTimeField(blank=True, null=True)),
            ("sent_at", models.DateTimeField(blank=True, null=True)),
            ("created_at", models.DateTimeField(auto_now_add=True)),
            (
                "recipient",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="mails",
                    to=settings.AUTH_USER_MODEL,
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
            ("turn", models.PositiveIntegerField(default=0)),
        ],
        options={
            "ordering": ["next_attempt_at", "id"],
            "constraints": [
                models.UniqueConstraint(
                    fields=("recipient", "to_address", "kind", "local_date", "sequence"),
                    name="outgoing_mail_once",
                    nulls_distinct=False,
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("recipient__isnull", False),
                        models.Q(("to_address", ""), _negated=True),
                        _connector="XOR",
                    ),
                    name="outgoing_mail_to_a_person_or_an_address",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("state__in", ["sending", "handed_over"]), _negated=True),
                        models.Q(("lease_token__isnull", False), ("lease_until__isnull", False)),
                        _connector="OR",
                    ),
                    name="outgoing_mail_under_way_has_a_lease",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("state", "sent"), _negated=True),
                        ("sent_at__isnull", False),
                        _connector="OR",
                    ),
                    name="outgoing_mail_sent_has_a_time",
                ),
            ],
            "indexes": [
                models.Index(
                    condition=models.Q(("state__in", ["pending", "sending"])),
                    fields=["next_attempt_at"],
                    name="outgoing_mail_due",
                ),
                models.Index(
                    condition=models.Q(("state__in", ["sending", "handed_over"])),
                    fields=["lease_until"],
                    name="outgoing_mail_leases",
                ),
                models.Index(
                    condition=models.Q(("state", "pending")),
                    fields=["member", "turn"],
                    name="outgoing_mail_turns_of_member",
                ),
                models.Index(
                    condition=models.Q(("attempts", 0), ("kind", "digest"), ("state", "pending")),
                    fields=["turn"],
                    name="outgoing_mail_turns",
                ),
                models.Index(fields=["-next_attempt_at", "-id"], name="outgoing_mail_by_time"),
            ],
        },
    ),
    migrations.CreateModel(
        name="MailAttempt",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("lease_token", models.UUIDField()),
            (
                "outcome",
                models.CharField(
                    choices=[
                        ("pending", "Pending"),
                        ("sending", "Sending"),
                        ("handed_over", "Handed over"),
                        ("sent", "Sent"),
                        ("failed", "Failed"),
                        ("cancelled", "Cancelled"),
                        ("ambiguous", "Ambiguous"),
                    ],
                    max_length=12,
                ),
            ),
            ("detail", models.TextField(blank=True)),
            ("at", models.DateTimeField(auto_now_add=True)),
            (
                "mail",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="tries",
                    to="tracker.outgoingmail",
                ),
            ),
        ],
        options={
            "ordering": ["at", "id"],
        },
    ),
    migrations.CreateModel(
        name="MailHold",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("reason", models.CharField(max_length=200)),
            ("since", models.DateTimeField(auto_now_add=True)),
            ("released_at", models.DateTimeField(blank=True, null=True)),
        ],
        options={
            "ordering": ["-since"],
        },
    ),
    migrations.CreateModel(
        name="MailOrder",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("mails", models.PositiveIntegerField(default=1)),
            ("ordered_at", models.DateTimeField(auto_now_add=True)),
            (
                "mail",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="orders",
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
                "ordered_by",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="accounts.appointment",
                ),
            ),
        ],
        options={
            "ordering": ["-ordered_at", "-id"],
        },
    ),
    migrations.CreateModel(
        name="MailPreference",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
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
            (
                "frequency",
                models.CharField(
                    choices=[
                        ("now", "As it happens"),
                        ("weekly", "Once a week"),
                        ("off", "No mail"),
                    ],
                    max_length=8,
                ),
            ),
            (
                "user",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="mail_preferences",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
        ],
        options={
            "ordering": ["user", "topic"],
            "constraints": [
                models.UniqueConstraint(fields=("user", "topic"), name="mail_preference_once"),
                models.CheckConstraint(
                    condition=models.Q(("frequency__in", ["weekly", "off"])),
                    name="mail_preference_differs_from_none",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="MailPause",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("until", models.DateField()),
            ("since", models.DateTimeField(auto_now_add=True)),
            (
                "user",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="mail_pause",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
        ],
    ),
    migrations.CreateModel(
        name="CalendarFeed",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("digest", models.CharField(max_length=64, unique=True)),
            ("created_at", models.DateTimeField(auto_now_add=True)),
            (
                "user",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="calendar_feed",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
        ],
    ),
    migrations.CreateModel(
        name="Heartbeat",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("name", models.CharField(max_length=40, unique=True)),
            ("at", models.DateTimeField()),
            ("home", models.CharField(blank=True, db_default="", max_length=60)),
        ],
    ),
]
