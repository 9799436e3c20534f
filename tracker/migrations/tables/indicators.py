"""Indicators, where they come from, and who is named to read them: the tables."""

import uuid

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.manager
from django.db import migrations, models

import accounts.composite
import tracker.validators

TABLES = [
    migrations.CreateModel(
        name="IndicatorFramework",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("code", models.SlugField(max_length=20, unique=True)),
            ("name", models.CharField(max_length=200)),
            (
                "source",
                models.CharField(
                    blank=True, help_text="The document it stands in.", max_length=300
                ),
            ),
            (
                "url",
                models.URLField(
                    blank=True,
                    max_length=500,
                    validators=[
                        django.core.validators.URLValidator(
                            message="Write a web address that begins with https:// or http://.",
                            schemes=["http", "https"],
                        )
                    ],
                ),
            ),
        ],
        options={
            "ordering": ["code"],
        },
    ),
    migrations.CreateModel(
        name="Indicator",
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
            ("text", models.TextField(max_length=600)),
            ("language", models.CharField(max_length=35)),
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
            (
                "level",
                models.CharField(
                    choices=[("impact", "Impact"), ("outcome", "Outcome"), ("output", "Output")],
                    max_length=10,
                ),
            ),
            (
                "nature",
                models.CharField(
                    blank=True,
                    choices=[
                        ("structural", "Structural: what is in place"),
                        ("process", "Process: what is done"),
                        ("outcome", "Outcome: what comes of it"),
                    ],
                    max_length=12,
                ),
            ),
            (
                "measure",
                models.CharField(
                    choices=[
                        ("unit", "A number"),
                        ("percentage", "A percentage"),
                        ("nominal", "Kinds without order, such as yes and no"),
                        ("ordinal", "Steps in an order"),
                        ("qualitative", "A description"),
                    ],
                    max_length=12,
                ),
            ),
            ("unit", models.CharField(blank=True, max_length=80)),
            (
                "direction",
                models.CharField(
                    blank=True,
                    choices=[
                        ("up", "More is better"),
                        ("down", "Less is better"),
                        ("steady", "It should stay as it is"),
                    ],
                    max_length=8,
                ),
            ),
            ("numerator_definition", models.CharField(blank=True, max_length=300)),
            ("denominator_definition", models.CharField(blank=True, max_length=300)),
            ("definition", models.TextField(blank=True, max_length=2000)),
            ("source", models.CharField(blank=True, max_length=200)),
            ("custodian", models.CharField(blank=True, max_length=200)),
            ("method", models.TextField(blank=True, max_length=2000)),
            (
                "frequency",
                models.CharField(
                    blank=True,
                    choices=[
                        ("quarterly", "Every quarter"),
                        ("half_yearly", "Every half-year"),
                        ("yearly", "Every year"),
                        ("two_yearly", "Every two years"),
                        ("other", "Otherwise"),
                    ],
                    max_length=12,
                ),
            ),
            ("disaggregation", models.JSONField(blank=True, default=dict)),
            (
                "baseline_value",
                models.DecimalField(blank=True, decimal_places=3, max_digits=20, null=True),
            ),
            (
                "baseline_date",
                models.DateField(
                    blank=True, null=True, validators=[tracker.validators.plausible_date]
                ),
            ),
            ("baseline_source", models.CharField(blank=True, max_length=200)),
            ("targets", models.JSONField(blank=True, default=list)),
            ("violence_data", models.BooleanField(default=False)),
            (
                "minimum_cell",
                models.PositiveSmallIntegerField(
                    default=5, validators=[django.core.validators.MinValueValidator(5)]
                ),
            ),
            (
                "recommendations",
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.CharField(max_length=12), blank=True, default=list, size=None
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
                    related_name="indicators",
                    to="tracker.report",
                ),
            ),
            (
                "framework",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="tracker.indicatorframework",
                ),
            ),
            (
                "named_readers",
                models.ManyToManyField(blank=True, related_name="+", to="accounts.appointment"),
            ),
        ],
        options={
            "ordering": ["framework__code", "code", "id"],
            "abstract": False,
            "base_manager_name": "internal",
            "constraints": [
                models.UniqueConstraint(
                    fields=("public_id", "edition"), name="indicator_public_id"
                ),
                accounts.composite.MemberKey(name="indicator_member_key"),
                accounts.composite.SameMember("report", name="indicator_report_of_member"),
                models.CheckConstraint(
                    condition=models.Q(
                        ("minimum_cell__gte", 10),
                        models.Q(("minimum_cell__gte", 5), ("violence_data", False)),
                        _connector="OR",
                    ),
                    name="indicator_minimum_cell_not_under_the_floor",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("measure__in", ["unit", "percentage", "nominal", "ordinal", "qualitative"])
                    ),
                    name="indicator_measure_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("edition", "working"),
                        ("confidentiality__in", ["public", "network"]),
                        _connector="OR",
                    ),
                    name="indicator_published_only_if_shared",
                ),
            ],
        },
        managers=[
            ("objects", django.db.models.manager.Manager()),
            ("internal", django.db.models.manager.Manager()),
        ],
    ),
]
