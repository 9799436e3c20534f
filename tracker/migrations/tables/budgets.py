"""Lines of money and who is named to read them: the tables."""

import uuid

import django.core.validators
import django.db.models.deletion
import django.db.models.manager
from django.db import migrations, models

import accounts.composite

TABLES = [
    migrations.CreateModel(
        name="BudgetLine",
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
            ("title", models.CharField(max_length=300)),
            ("body", models.CharField(blank=True, help_text="Who carries it out.", max_length=200)),
            (
                "source",
                models.CharField(
                    blank=True,
                    choices=[
                        ("national", "National budget"),
                        ("bilateral", "Bilateral partner"),
                        ("multilateral", "Multilateral organization"),
                        ("pooled_fund", "Pooled fund"),
                        ("private", "Private sector"),
                        ("cso_own", "Civil society’s own means"),
                    ],
                    max_length=16,
                ),
            ),
            (
                "commitment_origin",
                models.CharField(
                    blank=True,
                    choices=[
                        ("donor_conference", "Donor conference"),
                        ("peace_agreement", "Peace agreement"),
                        ("post_conflict_framework", "Post-conflict framework"),
                        ("national_budget", "National budget"),
                        ("other", "Other"),
                    ],
                    max_length=24,
                ),
            ),
            ("is_dedicated", models.BooleanField(blank=True, null=True)),
            (
                "share_percent",
                models.DecimalField(
                    blank=True,
                    decimal_places=2,
                    help_text="Part of the line for this agenda, where it is not dedicated.",
                    max_digits=5,
                    null=True,
                    validators=[
                        django.core.validators.MinValueValidator(0),
                        django.core.validators.MaxValueValidator(100),
                    ],
                ),
            ),
            (
                "recipient_kind",
                models.CharField(
                    blank=True,
                    choices=[
                        ("ministry", "Ministry"),
                        ("local_authority", "Local authority"),
                        ("cso", "Civil-society organization"),
                        ("wlo", "Women-led organization"),
                        ("international_organization", "International organization"),
                    ],
                    max_length=28,
                ),
            ),
            ("women_led", models.BooleanField(blank=True, null=True)),
            ("flexible", models.BooleanField(blank=True, null=True)),
            ("multi_year", models.BooleanField(blank=True, null=True)),
            (
                "gender_marker",
                models.CharField(
                    choices=[
                        ("0", "0, not targeted"),
                        ("1", "1, significant objective"),
                        ("2", "2, principal objective"),
                        ("not_screened", "Not screened"),
                    ],
                    default="not_screened",
                    max_length=14,
                ),
            ),
            ("embargo_until", models.DateField(blank=True, null=True)),
            (
                "member",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="accounts.member",
                ),
            ),
            (
                "recommendation",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="recommendations.recommendation",
                ),
            ),
            (
                "action",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="lines",
                    to="tracker.action",
                ),
            ),
            (
                "named_readers",
                models.ManyToManyField(blank=True, related_name="+", to="accounts.appointment"),
            ),
        ],
        options={
            "ordering": ["recommendation__code", "id"],
            "abstract": False,
            "base_manager_name": "internal",
            "constraints": [
                models.UniqueConstraint(
                    fields=("public_id", "edition"), name="budget_line_public_id"
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("share_percent__isnull", True),
                        models.Q(("share_percent__gte", 0), ("share_percent__lte", 100)),
                        _connector="OR",
                    ),
                    name="budget_line_share_is_a_percentage",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("edition", "working"),
                        ("confidentiality__in", ["public", "network"]),
                        _connector="OR",
                    ),
                    name="budget_line_published_only_if_shared",
                ),
                accounts.composite.MemberKey(name="budget_line_member_key"),
                accounts.composite.SameMember("action", name="budget_line_action_of_member"),
            ],
            "indexes": [models.Index(fields=["-updated_at", "-public_id"], name="line_newest")],
        },
        managers=[
            ("objects", django.db.models.manager.Manager()),
            ("internal", django.db.models.manager.Manager()),
        ],
    ),
]
