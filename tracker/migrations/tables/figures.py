"""Figures of money and rates: the tables."""

import uuid

import django.core.validators
import django.db.models.deletion
import django.db.models.manager
from django.db import migrations, models

import accounts.composite
import tracker.validators

TABLES = [
    migrations.CreateModel(
        name="BudgetFigure",
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
            (
                "stage",
                models.CharField(
                    choices=[
                        ("estimated", "Estimated"),
                        ("pledged", "Pledged"),
                        ("allocated", "Allocated"),
                        ("committed", "Committed"),
                        ("disbursed", "Disbursed"),
                        ("spent", "Spent"),
                    ],
                    max_length=12,
                ),
            ),
            ("period_start", models.DateField(validators=[tracker.validators.plausible_date])),
            ("period_end", models.DateField(validators=[tracker.validators.plausible_date])),
            ("amount", models.DecimalField(blank=True, decimal_places=3, max_digits=20, null=True)),
            (
                "currency",
                models.CharField(
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
                "data_state",
                models.CharField(
                    choices=[
                        ("reported", "Reported"),
                        ("not_available", "Not available"),
                        ("not_disclosed", "Not disclosed"),
                        ("not_applicable", "Not applicable"),
                    ],
                    max_length=16,
                ),
            ),
            (
                "as_of",
                models.DateField(
                    blank=True, null=True, validators=[tracker.validators.plausible_date]
                ),
            ),
            (
                "quality",
                models.CharField(
                    blank=True,
                    choices=[
                        ("official", "Official"),
                        ("provisional", "Provisional"),
                        ("estimate", "Estimate"),
                    ],
                    max_length=12,
                ),
            ),
            (
                "member",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="accounts.member",
                ),
            ),
            (
                "line",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="figures",
                    to="tracker.budgetline",
                ),
            ),
            (
                "evidence",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="figures",
                    to="tracker.evidence",
                ),
            ),
            (
                "report",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="figures",
                    to="tracker.report",
                ),
            ),
            (
                "page_pin",
                models.CharField(
                    blank=True, help_text="Where in the document it stands.", max_length=60
                ),
            ),
        ],
        options={
            "ordering": ["line", "-period_start", "id"],
            "abstract": False,
            "base_manager_name": "internal",
            "constraints": [
                models.UniqueConstraint(
                    fields=("public_id", "edition"), name="budget_figure_public_id"
                ),
                models.CheckConstraint(
                    condition=models.Q(("period_end__gt", models.F("period_start"))),
                    name="budget_figure_period_in_order",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("amount__isnull", False), ("data_state", "reported")),
                        models.Q(
                            models.Q(("data_state", "reported"), _negated=True),
                            ("amount__isnull", True),
                        ),
                        _connector="OR",
                    ),
                    name="budget_figure_amount_exactly_when_reported",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("amount__isnull", True), ("amount__gte", 0), _connector="OR"
                    ),
                    name="budget_figure_amount_not_negative",
                ),
                models.CheckConstraint(
                    condition=models.Q(("currency__regex", "^[A-Z]{3}$")),
                    name="budget_figure_currency_code",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        (
                            "stage__in",
                            [
                                "estimated",
                                "pledged",
                                "allocated",
                                "committed",
                                "disbursed",
                                "spent",
                            ],
                        )
                    ),
                    name="budget_figure_stage_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("edition", "working"),
                        ("confidentiality__in", ["public", "network"]),
                        _connector="OR",
                    ),
                    name="budget_figure_published_only_if_shared",
                ),
                accounts.composite.MemberKey(name="budget_figure_member_key"),
                accounts.composite.SameMember("line", name="budget_figure_line_of_member"),
                accounts.composite.SameMember("report", name="budget_figure_report_of_member"),
                accounts.composite.SameMember("evidence", name="budget_figure_evidence_of_member"),
                models.UniqueConstraint(
                    fields=(
                        "member",
                        "line",
                        "stage",
                        "period_start",
                        "period_end",
                        "currency",
                        "edition",
                    ),
                    name="budget_figure_once",
                ),
            ],
            "indexes": [models.Index(fields=["-updated_at", "-public_id"], name="figure_newest")],
        },
        managers=[
            ("objects", django.db.models.manager.Manager()),
            ("internal", django.db.models.manager.Manager()),
        ],
    ),
    migrations.CreateModel(
        name="ExchangeRate",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "from_currency",
                models.CharField(
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
                "to_currency",
                models.CharField(
                    max_length=3,
                    validators=[
                        django.core.validators.RegexValidator(
                            "^[A-Z]{3}$",
                            message="Write the currency as its three-letter code, such as KES or EUR.",
                        )
                    ],
                ),
            ),
            ("rate", models.DecimalField(decimal_places=8, max_digits=20)),
            ("on", models.DateField(validators=[tracker.validators.plausible_date])),
            ("source", models.CharField(max_length=300)),
            ("is_current", models.BooleanField(default=True)),
            ("entered_at", models.DateTimeField(auto_now_add=True)),
            (
                "entered_by",
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
            "ordering": ["from_currency", "to_currency", "-on", "-id"],
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(("is_current", True)),
                    fields=("from_currency", "to_currency", "on"),
                    name="exchange_rate_once_a_day",
                ),
                models.CheckConstraint(
                    condition=models.Q(("rate__gt", 0)), name="exchange_rate_above_zero"
                ),
                models.CheckConstraint(
                    condition=models.Q(("from_currency", models.F("to_currency")), _negated=True),
                    name="exchange_rate_of_two_currencies",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("from_currency__regex", "^[A-Z]{3}$"), ("to_currency__regex", "^[A-Z]{3}$")
                    ),
                    name="exchange_rate_currency_codes",
                ),
                models.CheckConstraint(
                    condition=models.Q(("source", ""), _negated=True),
                    name="exchange_rate_has_a_source",
                ),
            ],
        },
    ),
]
