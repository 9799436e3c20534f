"""Invitations and hand-overs: the tables."""

import uuid

import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.manager
import django.utils.timezone
from django.db import migrations, models

import accounts.composite

TABLES = [
    migrations.CreateModel(
        name="Invitation",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            ("email", models.EmailField(max_length=254)),
            ("name", models.CharField(blank=True, max_length=120)),
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
            ("language", models.CharField(default="en", max_length=10)),
            ("nonce", models.UUIDField(default=uuid.uuid4)),
            ("created_at", models.DateTimeField(auto_now_add=True)),
            ("sent_at", models.DateTimeField(default=django.utils.timezone.now)),
            ("expires_at", models.DateTimeField()),
            ("accepted_at", models.DateTimeField(blank=True, null=True)),
            ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
            (
                "invited_by",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="invitations_made",
                    to="accounts.appointment",
                ),
            ),
            (
                "member",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="invitations",
                    to="accounts.member",
                ),
            ),
            (
                "replaces",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="succeeded_by",
                    to="accounts.appointment",
                ),
            ),
            (
                "seat",
                models.OneToOneField(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="invitation",
                    to="accounts.appointment",
                ),
            ),
            (
                "assigned_members",
                models.ManyToManyField(blank=True, related_name="+", to="accounts.member"),
            ),
        ],
        options={
            "ordering": ["-created_at", "-id"],
            "base_manager_name": "internal",
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
                    name="invitation_member_unless_network_role",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("accepted_at__isnull", True), ("seat__isnull", True)),
                        models.Q(
                            ("accepted_at__isnull", False),
                            ("seat__isnull", False),
                            ("withdrawn_at__isnull", True),
                        ),
                        _connector="OR",
                    ),
                    name="invitation_accepted_makes_a_seat",
                ),
                models.UniqueConstraint(
                    models.F("member"),
                    models.F("role"),
                    django.db.models.functions.text.Lower("email"),
                    condition=models.Q(
                        ("accepted_at__isnull", True), ("withdrawn_at__isnull", True)
                    ),
                    name="invitation_open_once",
                    nulls_distinct=False,
                ),
                accounts.composite.MemberKey(name="invitation_member_key"),
                accounts.composite.SameMember("seat", name="invitation_seat_of_member"),
                accounts.composite.SameMember("replaces", name="invitation_replaces_of_member"),
            ],
        },
        managers=[
            ("objects", django.db.models.manager.Manager()),
            ("internal", django.db.models.manager.Manager()),
        ],
    ),
    migrations.CreateModel(
        name="HandOver",
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
            ("last_day", models.DateField()),
            ("note", models.TextField(blank=True, max_length=4000)),
            ("taken_back_at", models.DateTimeField(blank=True, null=True)),
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
                    related_name="hand_overs",
                    to="accounts.appointment",
                ),
            ),
            (
                "invitation",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="hand_over",
                    to="accounts.invitation",
                ),
            ),
        ],
        options={
            "ordering": ["-created_at", "-id"],
            "abstract": False,
            "base_manager_name": "internal",
            "constraints": [
                models.UniqueConstraint(fields=("public_id",), name="hand_over_public_id"),
                models.UniqueConstraint(
                    condition=models.Q(("taken_back_at__isnull", True)),
                    fields=("member", "seat"),
                    name="hand_over_once_at_a_time",
                ),
                accounts.composite.MemberKey(name="hand_over_member_key"),
                accounts.composite.SameMember("seat", name="hand_over_seat_of_member"),
                accounts.composite.SameMember("invitation", name="hand_over_invitation_of_member"),
            ],
        },
        managers=[
            ("objects", django.db.models.manager.Manager()),
            ("internal", django.db.models.manager.Manager()),
        ],
    ),
]
