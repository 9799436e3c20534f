"""Views of civil society, and who read restricted rows: the tables."""

import uuid

import django.db.models.deletion
import django.db.models.manager
from django.db import migrations, models

import accounts.composite

TABLES = [
    migrations.CreateModel(
        name="CivilSocietyView",
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
                "view",
                models.CharField(
                    choices=[
                        ("concurs", "Concurs"),
                        ("concurs_in_part", "Concurs in part"),
                        ("differs", "Differs"),
                        ("no_view", "No view"),
                    ],
                    max_length=18,
                ),
            ),
            ("text", models.TextField(blank=True, max_length=3000)),
            (
                "language",
                models.CharField(default="en", help_text="BCP 47 tag of the words.", max_length=35),
            ),
            (
                "audience",
                models.CharField(
                    choices=[
                        ("secretariat", "The secretariat only"),
                        ("member", "The secretariat and the member’s present officials"),
                        ("network", "The Network"),
                        ("public", "Everyone"),
                    ],
                    default="secretariat",
                    max_length=12,
                ),
            ),
            ("shared_at", models.DateTimeField(auto_now_add=True)),
            ("show_name", models.BooleanField(default=False)),
            (
                "author",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="views",
                    to="accounts.appointment",
                ),
            ),
            (
                "cycle",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="views",
                    to="tracker.reportingcycle",
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
                "recommendation",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="recommendations.recommendation",
                ),
            ),
        ],
        options={
            "ordering": ["recommendation__code", "id"],
            "abstract": False,
            "base_manager_name": "internal",
            "constraints": [
                models.UniqueConstraint(fields=("public_id",), name="civil_society_view_public_id"),
                models.UniqueConstraint(
                    fields=("member", "cycle", "recommendation", "author"),
                    name="civil_society_view_once",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("view__in", ["concurs", "concurs_in_part", "differs", "no_view"])
                    ),
                    name="civil_society_view_known",
                ),
                accounts.composite.MemberKey(name="civil_society_view_member_key"),
                accounts.composite.SameMember("author", name="civil_society_view_author_of_member"),
            ],
        },
        managers=[
            ("objects", django.db.models.manager.Manager()),
            ("internal", django.db.models.manager.Manager()),
        ],
    ),
    migrations.CreateModel(
        name="RestrictedRead",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "kind",
                models.CharField(
                    help_text="The model of the row, such as Evidence.", max_length=40
                ),
            ),
            ("row", models.UUIDField(default=uuid.uuid4, help_text="Its public id.")),
            ("at", models.DateTimeField(auto_now_add=True)),
            (
                "member",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="accounts.member",
                ),
            ),
            (
                "seat",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="accounts.appointment",
                ),
            ),
        ],
        options={
            "ordering": ["-at", "-id"],
            "indexes": [models.Index(fields=["member", "-at"], name="restricted_read_newest")],
        },
    ),
]
