"""What is asked of whom: the tables."""

import uuid

import django.db.models.deletion
import django.db.models.manager
from django.db import migrations, models

import accounts.composite

TABLES = [
    migrations.CreateModel(
        name="Assignment",
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
            ("due_on", models.DateField()),
            ("ready_at", models.DateTimeField(blank=True, null=True)),
            (
                "appointment",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="assignments",
                    to="accounts.appointment",
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
                "budget_line",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="assignments",
                    to="tracker.budgetline",
                ),
            ),
            (
                "entry",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="assignments",
                    to="tracker.progressentry",
                ),
            ),
            (
                "invitation",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="assignments",
                    to="accounts.invitation",
                ),
            ),
            (
                "action",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="assignments",
                    to="tracker.action",
                ),
            ),
        ],
        options={
            "ordering": ["due_on", "id"],
            "abstract": False,
            "base_manager_name": "internal",
            "constraints": [
                models.UniqueConstraint(fields=("public_id",), name="assignment_public_id"),
                models.CheckConstraint(
                    condition=models.Q(
                        ("appointment__isnull", False),
                        ("invitation__isnull", False),
                        _connector="XOR",
                    ),
                    name="assignment_to_one_person",
                ),
                accounts.composite.MemberKey(name="assignment_member_key"),
                accounts.composite.SameMember("appointment", name="assignment_seat_of_member"),
                accounts.composite.SameMember("entry", name="assignment_entry_of_member"),
                accounts.composite.SameMember("budget_line", name="assignment_line_of_member"),
                accounts.composite.SameMember("invitation", name="assignment_invitation_of_member"),
                accounts.composite.SameMember("action", name="assignment_action_of_member"),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("action", None), ("budget_line", None), ("entry__isnull", False)),
                        models.Q(("action", None), ("budget_line__isnull", False), ("entry", None)),
                        models.Q(("action__isnull", False), ("budget_line", None), ("entry", None)),
                        _connector="OR",
                    ),
                    name="assignment_of_one_thing",
                ),
                models.UniqueConstraint(
                    fields=(
                        "member",
                        "appointment",
                        "invitation",
                        "entry",
                        "budget_line",
                        "action",
                    ),
                    name="assignment_once",
                    nulls_distinct=False,
                ),
            ],
        },
        managers=[
            ("objects", django.db.models.manager.Manager()),
            ("internal", django.db.models.manager.Manager()),
        ],
    ),
]
