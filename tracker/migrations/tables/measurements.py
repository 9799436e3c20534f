"""Measurements: the tables."""

import uuid

import django.db.models.deletion
import django.db.models.manager
from django.db import migrations, models

import accounts.composite
import tracker.validators

TABLES = [
    migrations.CreateModel(
        name="Measurement",
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
            ("period_start", models.DateField(validators=[tracker.validators.plausible_date])),
            ("period_end", models.DateField(validators=[tracker.validators.plausible_date])),
            ("value", models.DecimalField(blank=True, decimal_places=3, max_digits=20, null=True)),
            ("value_text", models.CharField(blank=True, max_length=600)),
            (
                "numerator",
                models.DecimalField(blank=True, decimal_places=3, max_digits=20, null=True),
            ),
            (
                "denominator",
                models.DecimalField(blank=True, decimal_places=3, max_digits=20, null=True),
            ),
            (
                "status",
                models.CharField(
                    choices=[("provisional", "Provisional"), ("final", "Final")], max_length=12
                ),
            ),
            ("break_in_series", models.BooleanField(default=False)),
            ("comment", models.TextField(blank=True, max_length=1000)),
            ("table", models.JSONField(blank=True, default=dict)),
            ("numbers_hidden", models.BooleanField(default=False, editable=False)),
            ("table_hidden", models.BooleanField(default=False, editable=False)),
            (
                "evidence",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="measurements",
                    to="tracker.evidence",
                ),
            ),
            (
                "indicator",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="measurements",
                    to="tracker.indicator",
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
                "report",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="measurements",
                    to="tracker.report",
                ),
            ),
        ],
        options={
            "ordering": ["indicator", "period_start", "id"],
            "abstract": False,
            "base_manager_name": "internal",
            "constraints": [
                models.UniqueConstraint(
                    fields=("public_id", "edition"), name="measurement_public_id"
                ),
                accounts.composite.MemberKey(name="measurement_member_key"),
                accounts.composite.SameMember("indicator", name="measurement_indicator_of_member"),
                accounts.composite.SameMember("report", name="measurement_report_of_member"),
                accounts.composite.SameMember("evidence", name="measurement_evidence_of_member"),
                models.UniqueConstraint(
                    fields=("member", "indicator", "period_start", "period_end", "edition"),
                    name="measurement_once",
                ),
                models.CheckConstraint(
                    condition=models.Q(("period_end__gte", models.F("period_start"))),
                    name="measurement_period_in_order",
                ),
                models.CheckConstraint(
                    condition=models.Q(("status__in", ["provisional", "final"])),
                    name="measurement_status_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("edition", "published"),
                        models.Q(("numbers_hidden", False), ("table_hidden", False)),
                        _connector="OR",
                    ),
                    name="measurement_exact_while_working",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("numbers_hidden", False),
                        models.Q(
                            ("denominator__isnull", True),
                            ("numerator__isnull", True),
                            ("value__isnull", True),
                        ),
                        _connector="OR",
                    ),
                    name="measurement_hidden_numbers_are_gone",
                ),
                models.CheckConstraint(
                    condition=models.Q(("table_hidden", False), ("table", {}), _connector="OR"),
                    name="measurement_hidden_table_is_gone",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("edition", "working"),
                        ("confidentiality__in", ["public", "network"]),
                        _connector="OR",
                    ),
                    name="measurement_published_only_if_shared",
                ),
            ],
        },
        managers=[
            ("objects", django.db.models.manager.Manager()),
            ("internal", django.db.models.manager.Manager()),
        ],
    ),
]
