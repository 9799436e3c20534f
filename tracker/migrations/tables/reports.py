"""Cycles and reports: the tables."""

import uuid

import django.db.models.deletion
import django.db.models.manager
import django.utils.timezone
from django.db import migrations, models

import accounts.composite

TABLES = [
    migrations.CreateModel(
        name="ReportingCycle",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("code", models.CharField(max_length=20, unique=True)),
            ("meeting_on", models.DateField()),
            ("opens_on", models.DateField()),
            ("ministry_due_on", models.DateField()),
            ("due_on", models.DateField()),
            ("publishes_on", models.DateField()),
            ("closes_on", models.DateField()),
            ("created_at", models.DateTimeField(auto_now_add=True)),
            ("closed_at", models.DateTimeField(blank=True, null=True)),
            ("closed_reason", models.TextField(blank=True)),
            ("no_meeting_reason", models.TextField(blank=True)),
            ("version", models.PositiveIntegerField(default=1)),
        ],
        options={
            "ordering": ["-meeting_on"],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        ("due_on__lte", models.F("publishes_on")),
                        ("ministry_due_on__lte", models.F("due_on")),
                        ("opens_on__lte", models.F("ministry_due_on")),
                        ("publishes_on__lte", models.F("closes_on")),
                    ),
                    name="cycle_dates_in_order",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("closed_at__isnull", True),
                        models.Q(("closed_reason", ""), _negated=True),
                        _connector="OR",
                    ),
                    name="cycle_closed_with_a_reason",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Report",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
            ("version", models.PositiveIntegerField(default=1)),
            ("created_at", models.DateTimeField(auto_now_add=True)),
            ("updated_at", models.DateTimeField(auto_now=True)),
            (
                "state",
                models.CharField(
                    choices=[
                        ("draft", "Draft"),
                        ("clearance", "Sent for clearance"),
                        ("submitted", "Submitted"),
                        ("returned", "Returned with comments"),
                        ("accepted", "Accepted"),
                        ("published", "Published"),
                        ("withdrawn", "Withdrawn"),
                    ],
                    default="draft",
                    max_length=12,
                ),
            ),
            ("state_since", models.DateTimeField(default=django.utils.timezone.now)),
            ("due_on", models.DateField()),
            ("round", models.PositiveSmallIntegerField(default=0)),
            ("cleared_at", models.DateTimeField(blank=True, null=True)),
            ("submitted_at", models.DateTimeField(blank=True, null=True)),
            (
                "is_late",
                models.BooleanField(default=False, help_text="First submitted after its due date."),
            ),
            ("accepted_at", models.DateTimeField(blank=True, null=True)),
            ("released_at", models.DateTimeField(blank=True, null=True)),
            ("published_at", models.DateTimeField(blank=True, null=True)),
            ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
            (
                "message",
                models.TextField(blank=True, help_text="The words that came with the last move."),
            ),
            ("receipt_number", models.CharField(blank=True, max_length=20)),
            ("receipt_sha256", models.CharField(blank=True, max_length=64)),
            (
                "member",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="accounts.member",
                ),
            ),
            (
                "submitted_by",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="accounts.appointment",
                ),
            ),
            (
                "cycle",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="reports",
                    to="tracker.reportingcycle",
                ),
            ),
            (
                "reviewer_in_hand",
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
            "ordering": ["-cycle__meeting_on", "member__code"],
            "abstract": False,
            "base_manager_name": "internal",
            "constraints": [
                models.UniqueConstraint(fields=("public_id",), name="report_public_id"),
                models.UniqueConstraint(fields=("member", "cycle"), name="report_once_per_cycle"),
                models.CheckConstraint(
                    condition=models.Q(
                        (
                            "state__in",
                            [
                                "draft",
                                "clearance",
                                "submitted",
                                "returned",
                                "accepted",
                                "published",
                                "withdrawn",
                            ],
                        )
                    ),
                    name="report_state_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("state__in", ["draft", "clearance"]),
                        models.Q(
                            ("round__gte", 1),
                            ("submitted_at__isnull", False),
                            ("submitted_by__isnull", False),
                        ),
                        _connector="OR",
                    ),
                    name="report_submitted_before_review",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("state", "published"), _negated=True),
                        models.Q(
                            ("published_at__isnull", False),
                            ("released_at__isnull", False),
                            ("withdrawn_at__isnull", True),
                        ),
                        _connector="OR",
                    ),
                    name="report_published_by_two_acts",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("state", "withdrawn"), _negated=True),
                        ("withdrawn_at__isnull", False),
                        _connector="OR",
                    ),
                    name="report_withdrawn_has_a_time",
                ),
                accounts.composite.MemberKey(name="report_member_key"),
            ],
            "indexes": [models.Index(fields=["cycle", "state"], name="report_cycle_state")],
        },
        managers=[
            ("objects", django.db.models.manager.Manager()),
            ("internal", django.db.models.manager.Manager()),
        ],
    ),
]
