"""Rounds of a report and remarks on it: the tables."""

import uuid

import django.db.models.deletion
import django.db.models.manager
from django.db import migrations, models

import accounts.composite

TABLES = [
    migrations.CreateModel(
        name="Submission",
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
            ("round", models.PositiveSmallIntegerField()),
            ("submitted_at", models.DateTimeField()),
            ("is_late", models.BooleanField(default=False)),
            ("receipt_number", models.CharField(blank=True, max_length=20)),
            ("receipt_sha256", models.CharField(blank=True, max_length=64)),
            ("versions", models.JSONField(blank=True, default=dict)),
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
                    related_name="submissions",
                    to="tracker.report",
                ),
            ),
            (
                "submitted_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="accounts.appointment",
                ),
            ),
        ],
        options={
            "ordering": ["report", "round"],
            "abstract": False,
            "base_manager_name": "internal",
            "constraints": [
                models.UniqueConstraint(fields=("public_id",), name="submission_public_id"),
                accounts.composite.MemberKey(name="submission_member_key"),
                accounts.composite.SameMember("report", name="submission_report_of_member"),
                models.UniqueConstraint(
                    fields=("member", "report", "round"), name="submission_once_per_round"
                ),
                models.CheckConstraint(
                    condition=models.Q(("round__gte", 1)), name="submission_round_counts"
                ),
            ],
        },
        managers=[
            ("objects", django.db.models.manager.Manager()),
            ("internal", django.db.models.manager.Manager()),
        ],
    ),
    migrations.CreateModel(
        name="ReviewComment",
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
            ("field", models.CharField(blank=True, max_length=40)),
            ("text", models.TextField(max_length=2000)),
            ("round", models.PositiveSmallIntegerField()),
            ("sent_at", models.DateTimeField(blank=True, null=True)),
            ("answer", models.TextField(blank=True, max_length=2000)),
            ("answered_at", models.DateTimeField(blank=True, null=True)),
            ("resolved_at", models.DateTimeField(blank=True, null=True)),
            (
                "answered_by",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="accounts.appointment",
                ),
            ),
            (
                "author",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="accounts.appointment",
                ),
            ),
            (
                "entry",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="comments",
                    to="tracker.progressentry",
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
                    related_name="comments",
                    to="tracker.report",
                ),
            ),
        ],
        options={
            "ordering": ["created_at", "id"],
            "abstract": False,
            "base_manager_name": "internal",
            "constraints": [
                models.UniqueConstraint(fields=("public_id",), name="review_comment_public_id"),
                models.CheckConstraint(
                    condition=models.Q(("text", ""), _negated=True),
                    name="review_comment_says_something",
                ),
                accounts.composite.MemberKey(name="review_comment_member_key"),
                accounts.composite.SameMember("report", name="review_comment_report_of_member"),
                accounts.composite.SameMember("entry", name="review_comment_entry_of_member"),
            ],
        },
        managers=[
            ("objects", django.db.models.manager.Manager()),
            ("internal", django.db.models.manager.Manager()),
        ],
    ),
]
