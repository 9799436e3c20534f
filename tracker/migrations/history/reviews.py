"""The history of rounds of a report and remarks on it."""

import uuid

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

HISTORY = [
    migrations.CreateModel(
        name="SubmissionEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            ("id", models.BigIntegerField()),
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
                    to="tracker.submission",
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
            (
                "submitted_by",
                models.ForeignKey(
                    db_constraint=False,
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
    migrations.CreateModel(
        name="ReviewCommentEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            ("id", models.BigIntegerField()),
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
                    db_constraint=False,
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="accounts.appointment",
                ),
            ),
            (
                "author",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="accounts.appointment",
                ),
            ),
            (
                "entry",
                models.ForeignKey(
                    blank=True,
                    db_constraint=False,
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="tracker.progressentry",
                ),
            ),
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
                    to="tracker.reviewcomment",
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
    pgtrigger.migrations.AddTrigger(
        model_name="submission",
        trigger=pgtrigger.compiler.Trigger(
            name="insert_insert",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "tracker_submissionevent" ("created_at", "id", "is_late", "member_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "receipt_number", "receipt_sha256", "report_id", "round", "submitted_at", "submitted_by_id", "updated_at", "version", "versions") VALUES (NEW."created_at", NEW."id", NEW."is_late", NEW."member_id", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."public_id", NEW."receipt_number", NEW."receipt_sha256", NEW."report_id", NEW."round", NEW."submitted_at", NEW."submitted_by_id", NEW."updated_at", NEW."version", NEW."versions"); RETURN NULL;',
                hash="087c6c94706958bba4221d304ef27ea73cbf3cfe",
                operation="INSERT",
                pgid="pgtrigger_insert_insert_97213",
                table="tracker_submission",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="submission",
        trigger=pgtrigger.compiler.Trigger(
            name="update_update",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                func='INSERT INTO "tracker_submissionevent" ("created_at", "id", "is_late", "member_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "receipt_number", "receipt_sha256", "report_id", "round", "submitted_at", "submitted_by_id", "updated_at", "version", "versions") VALUES (NEW."created_at", NEW."id", NEW."is_late", NEW."member_id", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."public_id", NEW."receipt_number", NEW."receipt_sha256", NEW."report_id", NEW."round", NEW."submitted_at", NEW."submitted_by_id", NEW."updated_at", NEW."version", NEW."versions"); RETURN NULL;',
                hash="c4f838c9af4ddfc52aaf2e0d51f43a01f104f170",
                operation="UPDATE",
                pgid="pgtrigger_update_update_38024",
                table="tracker_submission",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="submission",
        trigger=pgtrigger.compiler.Trigger(
            name="delete_delete",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "tracker_submissionevent" ("created_at", "id", "is_late", "member_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "receipt_number", "receipt_sha256", "report_id", "round", "submitted_at", "submitted_by_id", "updated_at", "version", "versions") VALUES (OLD."created_at", OLD."id", OLD."is_late", OLD."member_id", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."public_id", OLD."receipt_number", OLD."receipt_sha256", OLD."report_id", OLD."round", OLD."submitted_at", OLD."submitted_by_id", OLD."updated_at", OLD."version", OLD."versions"); RETURN NULL;',
                hash="dc9c0242d78d84cb8f615c768ea6d23316496c6f",
                operation="DELETE",
                pgid="pgtrigger_delete_delete_a3e7b",
                table="tracker_submission",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="reviewcomment",
        trigger=pgtrigger.compiler.Trigger(
            name="insert_insert",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "tracker_reviewcommentevent" ("answer", "answered_at", "answered_by_id", "author_id", "created_at", "entry_id", "field", "id", "member_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "report_id", "resolved_at", "round", "sent_at", "text", "updated_at", "version") VALUES (NEW."answer", NEW."answered_at", NEW."answered_by_id", NEW."author_id", NEW."created_at", NEW."entry_id", NEW."field", NEW."id", NEW."member_id", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."public_id", NEW."report_id", NEW."resolved_at", NEW."round", NEW."sent_at", NEW."text", NEW."updated_at", NEW."version"); RETURN NULL;',
                hash="6f780de6baaa5e6baefe6c35bf4c91c75baffacd",
                operation="INSERT",
                pgid="pgtrigger_insert_insert_a4d0d",
                table="tracker_reviewcomment",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="reviewcomment",
        trigger=pgtrigger.compiler.Trigger(
            name="update_update",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                func='INSERT INTO "tracker_reviewcommentevent" ("answer", "answered_at", "answered_by_id", "author_id", "created_at", "entry_id", "field", "id", "member_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "report_id", "resolved_at", "round", "sent_at", "text", "updated_at", "version") VALUES (NEW."answer", NEW."answered_at", NEW."answered_by_id", NEW."author_id", NEW."created_at", NEW."entry_id", NEW."field", NEW."id", NEW."member_id", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."public_id", NEW."report_id", NEW."resolved_at", NEW."round", NEW."sent_at", NEW."text", NEW."updated_at", NEW."version"); RETURN NULL;',
                hash="633070486c7207a51f92f178faa001b1d9213f69",
                operation="UPDATE",
                pgid="pgtrigger_update_update_cfd30",
                table="tracker_reviewcomment",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="reviewcomment",
        trigger=pgtrigger.compiler.Trigger(
            name="delete_delete",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "tracker_reviewcommentevent" ("answer", "answered_at", "answered_by_id", "author_id", "created_at", "entry_id", "field", "id", "member_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "report_id", "resolved_at", "round", "sent_at", "text", "updated_at", "version") VALUES (OLD."answer", OLD."answered_at", OLD."answered_by_id", OLD."author_id", OLD."created_at", OLD."entry_id", OLD."field", OLD."id", OLD."member_id", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."public_id", OLD."report_id", OLD."resolved_at", OLD."round", OLD."sent_at", OLD."text", OLD."updated_at", OLD."version"); RETURN NULL;',
                hash="0b93ac5cd0f93387f9252dd9ad314a79f43f4f62",
                operation="DELETE",
                pgid="pgtrigger_delete_delete_4e6f7",
                table="tracker_reviewcomment",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="submissionevent",
        trigger=pgtrigger.compiler.Trigger(
            name="append_only",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                hash="7c2c26110232939a1ce90480223260739ea4b303",
                operation="UPDATE OR DELETE",
                pgid="pgtrigger_append_only_ac633",
                table="tracker_submissionevent",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="reviewcommentevent",
        trigger=pgtrigger.compiler.Trigger(
            name="append_only",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                hash="1f2ae7a29612f75dafdd1ddd477b798150e84538",
                operation="UPDATE OR DELETE",
                pgid="pgtrigger_append_only_ac117",
                table="tracker_reviewcommentevent",
                when="BEFORE",
            ),
        ),
    ),
]
