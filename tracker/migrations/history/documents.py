"""The history of documents made on request, and answers kept for scripts that ask twice."""

import uuid

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

HISTORY = [
    migrations.CreateModel(
        name="ExportJobEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("country_report", "Country report"),
                        ("meeting_pack", "Meeting pack"),
                        ("annual_pack", "Annual pack"),
                    ],
                    max_length=20,
                ),
            ),
            (
                "format",
                models.CharField(
                    choices=[("pdf", "PDF"), ("docx", "Word (DOCX)"), ("xlsx", "Workbook (XLSX)")],
                    max_length=8,
                ),
            ),
            ("language", models.CharField(max_length=10)),
            ("ordered_at", models.DateTimeField(auto_now_add=True)),
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
                "member",
                models.ForeignKey(
                    blank=True,
                    db_constraint=False,
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="accounts.member",
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
                    related_name="public_id_seat_kind_format_language_cycle_member_ordered_at_events",
                    to="tracker.exportjob",
                ),
            ),
            (
                "seat",
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
        model_name="exportjob",
        trigger=pgtrigger.compiler.Trigger(
            name="insert_insert",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "tracker_exportjobevent" ("cycle_id", "format", "kind", "language", "member_id", "ordered_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "seat_id") VALUES (NEW."cycle_id", NEW."format", NEW."kind", NEW."language", NEW."member_id", NEW."ordered_at", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."public_id", NEW."seat_id"); RETURN NULL;',
                hash="b98d7db166ad50c64d91f0574167a94a1a175dce",
                operation="INSERT",
                pgid="pgtrigger_insert_insert_6c0ba",
                table="tracker_exportjob",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="exportjob",
        trigger=pgtrigger.compiler.Trigger(
            name="delete_delete",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "tracker_exportjobevent" ("cycle_id", "format", "kind", "language", "member_id", "ordered_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "seat_id") VALUES (OLD."cycle_id", OLD."format", OLD."kind", OLD."language", OLD."member_id", OLD."ordered_at", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."public_id", OLD."seat_id"); RETURN NULL;',
                hash="b8a1b0a63a1a81a7b7d380c65fff72256f44c4f1",
                operation="DELETE",
                pgid="pgtrigger_delete_delete_582f3",
                table="tracker_exportjob",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="exportjobevent",
        trigger=pgtrigger.compiler.Trigger(
            name="append_only",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                hash="3a84d5a48125a7209c18577abb6b5594013790cd",
                operation="UPDATE OR DELETE",
                pgid="pgtrigger_append_only_94da6",
                table="tracker_exportjobevent",
                when="BEFORE",
            ),
        ),
    ),
]
