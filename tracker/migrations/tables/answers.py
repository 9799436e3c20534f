"""Answers and who is named to read them: the tables."""

import uuid

import django.db.models.deletion
import django.db.models.manager
from django.db import migrations, models

import accounts.composite

TABLES = [
    migrations.CreateModel(
        name="ProgressEntry",
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
                "status",
                models.CharField(
                    choices=[
                        ("not_reported", "No report"),
                        ("not_started", "Not started"),
                        ("in_progress", "In progress"),
                        ("partial", "Partially implemented"),
                        ("full", "Fully implemented"),
                        ("suspended", "Suspended"),
                        ("not_applicable", "Not applicable"),
                    ],
                    default="not_reported",
                    max_length=16,
                ),
            ),
            ("status_reason", models.TextField(blank=True, max_length=1000)),
            ("planned_on", models.DateField(blank=True, null=True)),
            ("narrative", models.TextField(blank=True, max_length=3000)),
            ("obstacles", models.TextField(blank=True, max_length=3000)),
            ("next_steps", models.TextField(blank=True, max_length=3000)),
            (
                "language",
                models.CharField(default="en", help_text="BCP 47 tag of the words.", max_length=35),
            ),
            ("elements", models.JSONField(blank=True, default=dict)),
            ("confirmed", models.BooleanField(default=True)),
            ("carried_from", models.CharField(blank=True, max_length=20)),
            ("is_ready", models.BooleanField(default=False)),
            ("is_open", models.BooleanField(default=True)),
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
                "report",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="entries",
                    to="tracker.report",
                ),
            ),
            ("called_right", models.JSONField(blank=True, default=list)),
            (
                "named_readers",
                models.ManyToManyField(blank=True, related_name="+", to="accounts.appointment"),
            ),
        ],
        options={
            "ordering": ["recommendation__code"],
            "abstract": False,
            "base_manager_name": "internal",
            "constraints": [
                models.UniqueConstraint(fields=("public_id", "edition"), name="entry_public_id"),
                models.CheckConstraint(
                    condition=models.Q(
                        (
                            "status__in",
                            [
                                "not_reported",
                                "not_started",
                                "in_progress",
                                "partial",
                                "full",
                                "suspended",
                                "not_applicable",
                            ],
                        )
                    ),
                    name="entry_status_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("status__in", ("suspended", "not_applicable")), _negated=True),
                        models.Q(("status_reason", ""), _negated=True),
                        _connector="OR",
                    ),
                    name="entry_status_with_its_reason",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("edition", "working"),
                        ("confidentiality__in", ["public", "network"]),
                        _connector="OR",
                    ),
                    name="entry_published_only_if_shared",
                ),
                accounts.composite.MemberKey(name="entry_member_key"),
                accounts.composite.SameMember("report", name="entry_report_of_member"),
                models.UniqueConstraint(
                    fields=("member", "report", "recommendation", "edition"),
                    name="entry_once_per_recommendation",
                ),
            ],
            "indexes": [
                models.Index(
                    fields=["edition", "report", "recommendation"],
                    include=("member", "status", "confidentiality"),
                    name="entry_matrix",
                ),
                models.Index(fields=["-updated_at", "-public_id"], name="entry_newest"),
            ],
        },
        managers=[
            ("objects", django.db.models.manager.Manager()),
            ("internal", django.db.models.manager.Manager()),
        ],
    ),
]
