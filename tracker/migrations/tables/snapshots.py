"""Sealed snapshots: the tables."""

import django.db.models.deletion
from django.db import migrations, models

TABLES = [
    migrations.CreateModel(
        name="Snapshot",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("number", models.PositiveSmallIntegerField()),
            ("code", models.CharField(max_length=30, unique=True)),
            ("sealed_at", models.DateTimeField()),
            ("header", models.TextField()),
            ("sha256", models.CharField(max_length=64)),
            (
                "cycle",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="snapshots",
                    to="tracker.reportingcycle",
                ),
            ),
            (
                "sealed_by",
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
            "ordering": ["-cycle__meeting_on", "-number"],
            "constraints": [
                models.UniqueConstraint(fields=("cycle", "number"), name="snapshot_number_once")
            ],
        },
    ),
    migrations.CreateModel(
        name="SnapshotRow",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "dataset",
                models.CharField(
                    choices=[
                        ("entries", "Entries"),
                        ("evidence", "Evidence"),
                        ("budget-lines", "Budget Lines"),
                        ("budget-figures", "Budget Figures"),
                        ("plans", "Plans"),
                        ("actions", "Actions"),
                        ("indicators", "Indicators"),
                        ("measurements", "Measurements"),
                    ],
                    max_length=16,
                ),
            ),
            ("position", models.PositiveIntegerField()),
            ("public_id", models.UUIDField()),
            ("text", models.TextField(blank=True)),
            ("nonce", models.CharField(blank=True, max_length=32)),
            ("sha256", models.CharField(max_length=64)),
            ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
            (
                "member",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="accounts.member",
                ),
            ),
            (
                "snapshot",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="rows",
                    to="tracker.snapshot",
                ),
            ),
        ],
        options={
            "ordering": ["snapshot", "dataset", "position"],
            "constraints": [
                models.UniqueConstraint(
                    fields=("snapshot", "dataset", "position"), name="snapshot_row_position_once"
                ),
                models.UniqueConstraint(
                    fields=("snapshot", "dataset", "public_id"), name="snapshot_row_once"
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("withdrawn_at__isnull", True),
                            models.Q(("text", ""), _negated=True),
                            models.Q(("nonce", ""), _negated=True),
                        ),
                        models.Q(("nonce", ""), ("text", ""), ("withdrawn_at__isnull", False)),
                        _connector="OR",
                    ),
                    name="snapshot_row_withdrawn_has_no_words",
                ),
            ],
            "indexes": [
                models.Index(fields=["member", "dataset"], name="snapshot_row_member"),
                models.Index(
                    condition=models.Q(("withdrawn_at__isnull", False)),
                    fields=["snapshot", "dataset"],
                    name="snapshot_row_withdrawn",
                ),
            ],
        },
    ),
]
