"""Actions and the recommendations they serve: the tables."""

import uuid

import django.core.validators
import django.db.models.deletion
import django.db.models.manager
from django.db import migrations, models

import accounts.composite
import tracker.validators

TABLES = [
    migrations.CreateModel(
        name="Action",
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
                "edition",
                models.CharField(
                    choices=[("working", "Working"), ("published", "Published")],
                    default="working",
                    editable=False,
                    max_length=10,
                ),
            ),
            (
                "confidentiality",
                models.CharField(
                    choices=[
                        ("public", "Everyone"),
                        ("network", "The Network"),
                        ("member", "The member and its reviewers"),
                        ("restricted", "Named people only"),
                    ],
                    default="member",
                    max_length=12,
                ),
            ),
            ("code", models.CharField(blank=True, max_length=60)),
            ("text", models.TextField(max_length=2000)),
            ("language", models.CharField(help_text="BCP 47 tag of the words.", max_length=35)),
            (
                "pillar",
                models.CharField(
                    blank=True,
                    choices=[
                        ("prevention", "Prevention"),
                        ("participation", "Participation"),
                        ("protection", "Protection"),
                        ("relief_recovery", "Relief and recovery"),
                        ("cross_cutting", "Cross-cutting"),
                    ],
                    max_length=20,
                ),
            ),
            ("objective", models.CharField(blank=True, max_length=300)),
            ("outcome", models.CharField(blank=True, max_length=300)),
            ("output", models.CharField(blank=True, max_length=300)),
            ("lead_institution", models.CharField(blank=True, max_length=200)),
            ("supporting_institutions", models.CharField(blank=True, max_length=500)),
            (
                "start_on",
                models.DateField(
                    blank=True, null=True, validators=[tracker.validators.plausible_date]
                ),
            ),
            (
                "due_on",
                models.DateField(
                    blank=True, null=True, validators=[tracker.validators.plausible_date]
                ),
            ),
            (
                "cost_estimate",
                models.DecimalField(
                    blank=True,
                    decimal_places=3,
                    max_digits=20,
                    null=True,
                    validators=[django.core.validators.MinValueValidator(0)],
                ),
            ),
            (
                "cost_currency",
                models.CharField(
                    blank=True,
                    max_length=3,
                    validators=[
                        django.core.validators.RegexValidator(
                            "^[A-Z]{3}$",
                            message="Write the currency as its three-letter code, such as KES or EUR.",
                        )
                    ],
                ),
            ),
            (
                "delivery",
                models.CharField(
                    choices=[
                        ("exceeded", "Exceeded"),
                        ("met", "Met"),
                        ("limited", "Limited progress"),
                        ("no_progress", "No progress"),
                        ("not_reported", "Not reported"),
                    ],
                    default="not_reported",
                    max_length=12,
                ),
            ),
            (
                "location_level",
                models.CharField(
                    choices=[
                        ("national", "National"),
                        ("provincial", "Provincial"),
                        ("local", "Local"),
                        ("unknown", "Not known"),
                    ],
                    default="unknown",
                    max_length=10,
                ),
            ),
            (
                "external_reference",
                models.CharField(
                    blank=True,
                    help_text="Such as the code of an action of the WPS-HA Compact.",
                    max_length=300,
                ),
            ),
            ("partner_networks", models.CharField(blank=True, max_length=500)),
            (
                "fate",
                models.CharField(
                    choices=[
                        ("undecided", "Not decided"),
                        ("kept", "Kept"),
                        ("merged", "Merged into another"),
                        ("dropped", "Dropped"),
                    ],
                    default="undecided",
                    max_length=10,
                ),
            ),
            ("fate_reason", models.TextField(blank=True, max_length=1000)),
            (
                "member",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="accounts.member",
                ),
            ),
            (
                "successor",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="origins",
                    to="tracker.action",
                ),
            ),
            (
                "plan",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="actions",
                    to="tracker.plan",
                ),
            ),
            (
                "recommendations",
                models.ManyToManyField(
                    blank=True, related_name="+", to="recommendations.recommendation"
                ),
            ),
        ],
        options={
            "ordering": ["plan", "id"],
            "abstract": False,
            "base_manager_name": "internal",
            "constraints": [
                models.UniqueConstraint(fields=("public_id", "edition"), name="action_public_id"),
                accounts.composite.MemberKey(name="action_member_key"),
                accounts.composite.SameMember("plan", name="action_plan_of_member"),
                accounts.composite.SameMember("successor", name="action_successor_of_member"),
                models.UniqueConstraint(
                    condition=models.Q(("code", ""), _negated=True),
                    fields=("member", "plan", "code", "edition"),
                    name="action_code_once_in_a_plan",
                ),
                models.CheckConstraint(
                    condition=models.Q(("text", ""), _negated=True), name="action_has_words"
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("start_on__isnull", True),
                        ("due_on__isnull", True),
                        ("due_on__gte", models.F("start_on")),
                        _connector="OR",
                    ),
                    name="action_days_in_order",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("cost_currency", ""), ("cost_estimate__isnull", True)),
                        models.Q(("cost_currency__regex", "^[A-Z]{3}$"), ("cost_estimate__gte", 0)),
                        _connector="OR",
                    ),
                    name="action_cost_with_its_currency",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        (
                            "delivery__in",
                            ["exceeded", "met", "limited", "no_progress", "not_reported"],
                        )
                    ),
                    name="action_delivery_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("fate__in", ("merged", "dropped")), _negated=True),
                        models.Q(("fate_reason", ""), _negated=True),
                        _connector="OR",
                    ),
                    name="action_fate_with_its_reason",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("edition", "working"),
                        ("confidentiality__in", ["public", "network"]),
                        _connector="OR",
                    ),
                    name="action_published_only_if_shared",
                ),
            ],
        },
        managers=[
            ("objects", django.db.models.manager.Manager()),
            ("internal", django.db.models.manager.Manager()),
        ],
    ),
]
