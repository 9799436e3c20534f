"""The history of sealed snapshots."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

HISTORY = [
    migrations.CreateModel(
        name="SnapshotEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            ("id", models.BigIntegerField()),
            ("number", models.PositiveSmallIntegerField()),
            ("code", models.CharField(max_length=30)),
            ("sealed_at", models.DateTimeField()),
            ("sha256", models.CharField(max_length=64)),
            (
                "cycle",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="tracker.reportingcycle",
                ),
            ),
            (
                "pgh_context",
                models.ForeignKey(
                    db_constraint=False,
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    to="pghistory.context",
                ),
            ),
            (
                "pgh_obj",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="events",
                    to="tracker.snapshot",
                ),
            ),
            (
                "sealed_by",
                models.ForeignKey(
                    blank=True,
                    db_constraint=False,
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="accounts.appointment",
                ),
            ),
        ],
        options={
            "abstract": False,
        },
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="snapshot",
        trigger=pgtrigger.compiler.Trigger(
            name="insert_insert",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "tracker_snapshotevent" ("code", "cycle_id", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sealed_at", "sealed_by_id", "sha256") VALUES (NEW."code", NEW."cycle_id", NEW."id", NEW."number", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."sealed_at", NEW."sealed_by_id", NEW."sha256"); RETURN NULL;',
                hash="46c8b960427d9eb9d0b68dac122207b8cbc166f1",
                operation="INSERT",
                pgid="pgtrigger_insert_insert_36fcc",
                table="tracker_snapshot",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="snapshotevent",
        trigger=pgtrigger.compiler.Trigger(
            name="append_only",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                hash="a9742b70cdca83c4b6b8662a441904131d68163d",
                operation="UPDATE OR DELETE",
                pgid="pgtrigger_append_only_e1126",
                table="tracker_snapshotevent",
                when="BEFORE",
            ),
        ),
    ),
]
