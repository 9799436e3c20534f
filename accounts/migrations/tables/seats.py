"""Seats: the tables."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import accounts.composite

TABLES = [
    migrations.CreateModel(
        name="Appointment",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            (
                "role",
                models.CharField(
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
            ),
            ("title", models.CharField(blank=True, max_length=160)),
            ("starts_on", models.DateField()),
            ("ends_on", models.DateField(blank=True, null=True)),
            ("delegated_from", models.DateField(blank=True, null=True)),
            ("delegated_until", models.DateField(blank=True, null=True)),
            ("created_at", models.DateTimeField(auto_now_add=True)),
            (
                "user",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="appointments",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "member",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="appointments",
                    to="accounts.member",
                ),
            ),
            ("end_reason", models.CharField(blank=True, max_length=300)),
            ("ended_at", models.DateTimeField(blank=True, null=True)),
            ("read_only_from", models.DateField(blank=True, null=True)),
            (
                "assigned_members",
                models.ManyToManyField(
                    blank=True, related_name="reviewed_by", to="accounts.member"
                ),
            ),
        ],
        options={
            "ordering": ["-starts_on", "id"],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("role__in", ["administrator", "co_chair", "reviewer"]),
                            ("member__isnull", True),
                        ),
                        models.Q(
                            models.Q(
                                ("role__in", ["administrator", "co_chair", "reviewer"]),
                                _negated=True,
                            ),
                            ("member__isnull", False),
                        ),
                        _connector="OR",
                    ),
                    name="appointment_member_unless_network_role",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("ends_on__isnull", True),
                        ("ends_on__gte", models.F("starts_on")),
                        _connector="OR",
                    ),
                    name="appointment_ends_after_it_starts",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("delegated_from__isnull", True), ("delegated_until__isnull", True)
                        ),
                        models.Q(
                            ("role", "deputy"),
                            ("delegated_from__isnull", False),
                            ("delegated_until__gte", models.F("delegated_from")),
                        ),
                        _connector="OR",
                    ),
                    name="appointment_delegation_is_a_deputys_and_dated",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("ended_at__isnull", True),
                        models.Q(("end_reason", ""), _negated=True),
                        _connector="OR",
                    ),
                    name="appointment_ended_with_a_reason",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("read_only_from__isnull", True),
                        models.Q(
                            ("ends_on__gte", models.F("read_only_from")), ("ends_on__isnull", False)
                        ),
                        _connector="OR",
                    ),
                    name="appointment_read_only_before_it_ends",
                ),
                accounts.composite.MemberKey(name="appointment_member_key"),
                models.UniqueConstraint(
                    fields=("member", "user", "role", "starts_on"),
                    name="appointment_once",
                    nulls_distinct=False,
                ),
            ],
        },
    ),
]
