"""The history of answers and who is named to read them."""

import uuid

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

HISTORY = [
    migrations.CreateModel(
        name="ProgressEntryEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            ("id", models.BigIntegerField()),
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
                    db_constraint=False,
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
                    related_name="events",
                    to="tracker.progressentry",
                ),
            ),
            (
                "recommendation",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="recommendations.recommendation",
                ),
            ),
            (
                "report",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="tracker.report",
                ),
            ),
        ],
        options={
            "abstract": False,
        },
    ),
    migrations.CreateModel(
        name="AnswerReader",
        fields=[],
        options={
            "proxy": True,
        },
        bases=("tracker.progressentry_named_readers",),
    ),
    migrations.CreateModel(
        name="AnswerReaderEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            ("id", models.BigIntegerField()),
            (
                "appointment",
                models.ForeignKey(
                    db_constraint=False,
                    db_tablespace="",
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="accounts.appointment",
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
                "progressentry",
                models.ForeignKey(
                    db_constraint=False,
                    db_tablespace="",
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="tracker.progressentry",
                ),
            ),
        ],
        options={
            "abstract": False,
        },
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="progressentry",
        trigger=pgtrigger.compiler.Trigger(
            name="insert_insert",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "tracker_progressentryevent" ("carried_from", "confidentiality", "confirmed", "created_at", "edition", "elements", "id", "is_open", "is_ready", "language", "member_id", "narrative", "next_steps", "obstacles", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_on", "public_id", "recommendation_id", "report_id", "status", "status_reason", "updated_at", "version") VALUES (NEW."carried_from", NEW."confidentiality", NEW."confirmed", NEW."created_at", NEW."edition", NEW."elements", NEW."id", NEW."is_open", NEW."is_ready", NEW."language", NEW."member_id", NEW."narrative", NEW."next_steps", NEW."obstacles", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."planned_on", NEW."public_id", NEW."recommendation_id", NEW."report_id", NEW."status", NEW."status_reason", NEW."updated_at", NEW."version"); RETURN NULL;',
                hash="8559b878afe2979eff7cfb1e650a82809367afe4",
                operation="INSERT",
                pgid="pgtrigger_insert_insert_15513",
                table="tracker_progressentry",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="progressentry",
        trigger=pgtrigger.compiler.Trigger(
            name="update_update",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition='WHEN (OLD."carried_from" IS DISTINCT FROM (NEW."carried_from") OR OLD."confidentiality" IS DISTINCT FROM (NEW."confidentiality") OR OLD."confirmed" IS DISTINCT FROM (NEW."confirmed") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."edition" IS DISTINCT FROM (NEW."edition") OR OLD."elements" IS DISTINCT FROM (NEW."elements") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_open" IS DISTINCT FROM (NEW."is_open") OR OLD."is_ready" IS DISTINCT FROM (NEW."is_ready") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."member_id" IS DISTINCT FROM (NEW."member_id") OR OLD."narrative" IS DISTINCT FROM (NEW."narrative") OR OLD."next_steps" IS DISTINCT FROM (NEW."next_steps") OR OLD."obstacles" IS DISTINCT FROM (NEW."obstacles") OR OLD."planned_on" IS DISTINCT FROM (NEW."planned_on") OR OLD."public_id" IS DISTINCT FROM (NEW."public_id") OR OLD."recommendation_id" IS DISTINCT FROM (NEW."recommendation_id") OR OLD."report_id" IS DISTINCT FROM (NEW."report_id") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."status_reason" IS DISTINCT FROM (NEW."status_reason") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at") OR OLD."version" IS DISTINCT FROM (NEW."version"))',
                func='INSERT INTO "tracker_progressentryevent" ("carried_from", "confidentiality", "confirmed", "created_at", "edition", "elements", "id", "is_open", "is_ready", "language", "member_id", "narrative", "next_steps", "obstacles", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_on", "public_id", "recommendation_id", "report_id", "status", "status_reason", "updated_at", "version") VALUES (NEW."carried_from", NEW."confidentiality", NEW."confirmed", NEW."created_at", NEW."edition", NEW."elements", NEW."id", NEW."is_open", NEW."is_ready", NEW."language", NEW."member_id", NEW."narrative", NEW."next_steps", NEW."obstacles", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."planned_on", NEW."public_id", NEW."recommendation_id", NEW."report_id", NEW."status", NEW."status_reason", NEW."updated_at", NEW."version"); RETURN NULL;',
                hash="0b8350d8835b5d273c7f3f87078749173729d52c",
                operation="UPDATE",
                pgid="pgtrigger_update_update_9dc3c",
                table="tracker_progressentry",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="progressentry",
        trigger=pgtrigger.compiler.Trigger(
            name="delete_delete",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "tracker_progressentryevent" ("carried_from", "confidentiality", "confirmed", "created_at", "edition", "elements", "id", "is_open", "is_ready", "language", "member_id", "narrative", "next_steps", "obstacles", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_on", "public_id", "recommendation_id", "report_id", "status", "status_reason", "updated_at", "version") VALUES (OLD."carried_from", OLD."confidentiality", OLD."confirmed", OLD."created_at", OLD."edition", OLD."elements", OLD."id", OLD."is_open", OLD."is_ready", OLD."language", OLD."member_id", OLD."narrative", OLD."next_steps", OLD."obstacles", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."planned_on", OLD."public_id", OLD."recommendation_id", OLD."report_id", OLD."status", OLD."status_reason", OLD."updated_at", OLD."version"); RETURN NULL;',
                hash="d95e3d973adba6c3e8c9574fdcbab3836ab15243",
                operation="DELETE",
                pgid="pgtrigger_delete_delete_8358c",
                table="tracker_progressentry",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="progressentryevent",
        trigger=pgtrigger.compiler.Trigger(
            name="append_only",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                hash="5d8659869c66fb39d1ef7285d7af4298e2d9d1b7",
                operation="UPDATE OR DELETE",
                pgid="pgtrigger_append_only_584b6",
                table="tracker_progressentryevent",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="answerreader",
        trigger=pgtrigger.compiler.Trigger(
            name="insert_insert",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "tracker_answerreaderevent" ("appointment_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "progressentry_id") VALUES (NEW."appointment_id", NEW."id", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."progressentry_id"); RETURN NULL;',
                hash="54074fc4ea79d3414bd7015b6af4aa2c64753197",
                operation="INSERT",
                pgid="pgtrigger_insert_insert_46c2b",
                table="tracker_progressentry_named_readers",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="answerreader",
        trigger=pgtrigger.compiler.Trigger(
            name="delete_delete",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "tracker_answerreaderevent" ("appointment_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "progressentry_id") VALUES (OLD."appointment_id", OLD."id", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."progressentry_id"); RETURN NULL;',
                hash="525904fde4666100fa844e03ed1a46340d076da0",
                operation="DELETE",
                pgid="pgtrigger_delete_delete_ff6ee",
                table="tracker_progressentry_named_readers",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="answerreaderevent",
        trigger=pgtrigger.compiler.Trigger(
            name="append_only",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                hash="35212613a8acc03e9b6079fb1d5f8c659b5d83d6",
                operation="UPDATE OR DELETE",
                pgid="pgtrigger_append_only_f5e48",
                table="tracker_answerreaderevent",
                when="BEFORE",
            ),
        ),
    ),
]
