"""The history of cycles and reports."""

import uuid

import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

HISTORY = [
    migrations.CreateModel(
        name="ReportingCycleEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            ("id", models.BigIntegerField()),
            ("code", models.CharField(max_length=20)),
            ("meeting_on", models.DateField()),
            ("opens_on", models.DateField()),
            ("ministry_due_on", models.DateField()),
            ("due_on", models.DateField()),
            ("publishes_on", models.DateField()),
            ("closes_on", models.DateField()),
            ("created_at", models.DateTimeField(auto_now_add=True)),
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
                    to="tracker.reportingcycle",
                ),
            ),
            ("closed_at", models.DateTimeField(blank=True, null=True)),
            ("closed_reason", models.TextField(blank=True)),
            ("no_meeting_reason", models.TextField(blank=True)),
            ("version", models.PositiveIntegerField(default=1)),
        ],
        options={
            "abstract": False,
        },
    ),
    migrations.CreateModel(
        name="ReportEvent",
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
                "state",
                models.CharField(
                    choices=[
                        ("draft", "Draft"),
                        ("clearance", "Sent for clearance"),
                        ("submitted", "Submitted"),
                        ("returned", "Returned with comments"),
                        ("accepted", "Accepted"),
                        ("published", "Published"),
                        ("withdrawn", "Withdrawn"),
                    ],
                    default="draft",
                    max_length=12,
                ),
            ),
            ("state_since", models.DateTimeField(default=django.utils.timezone.now)),
            ("due_on", models.DateField()),
            ("round", models.PositiveSmallIntegerField(default=0)),
            ("cleared_at", models.DateTimeField(blank=True, null=True)),
            ("submitted_at", models.DateTimeField(blank=True, null=True)),
            (
                "is_late",
                models.BooleanField(default=False, help_text="First submitted after its due date."),
            ),
            ("accepted_at", models.DateTimeField(blank=True, null=True)),
            ("released_at", models.DateTimeField(blank=True, null=True)),
            ("published_at", models.DateTimeField(blank=True, null=True)),
            ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
            (
                "message",
                models.TextField(blank=True, help_text="The words that came with the last move."),
            ),
            ("receipt_number", models.CharField(blank=True, max_length=20)),
            ("receipt_sha256", models.CharField(blank=True, max_length=64)),
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
                    to="tracker.report",
                ),
            ),
            (
                "submitted_by",
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
                "reviewer_in_hand",
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
        model_name="reportingcycle",
        trigger=pgtrigger.compiler.Trigger(
            name="insert_insert",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "tracker_reportingcycleevent" ("closed_at", "closed_reason", "closes_on", "code", "created_at", "due_on", "id", "meeting_on", "ministry_due_on", "no_meeting_reason", "opens_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publishes_on", "version") VALUES (NEW."closed_at", NEW."closed_reason", NEW."closes_on", NEW."code", NEW."created_at", NEW."due_on", NEW."id", NEW."meeting_on", NEW."ministry_due_on", NEW."no_meeting_reason", NEW."opens_on", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."publishes_on", NEW."version"); RETURN NULL;',
                hash="12f3d0db352ef84df0f5740086fc033ba454451a",
                operation="INSERT",
                pgid="pgtrigger_insert_insert_dce6d",
                table="tracker_reportingcycle",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="reportingcycle",
        trigger=pgtrigger.compiler.Trigger(
            name="update_update",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                func='INSERT INTO "tracker_reportingcycleevent" ("closed_at", "closed_reason", "closes_on", "code", "created_at", "due_on", "id", "meeting_on", "ministry_due_on", "no_meeting_reason", "opens_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publishes_on", "version") VALUES (NEW."closed_at", NEW."closed_reason", NEW."closes_on", NEW."code", NEW."created_at", NEW."due_on", NEW."id", NEW."meeting_on", NEW."ministry_due_on", NEW."no_meeting_reason", NEW."opens_on", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."publishes_on", NEW."version"); RETURN NULL;',
                hash="1d23440f7bb93b468bce6c82f40958f32e3472db",
                operation="UPDATE",
                pgid="pgtrigger_update_update_0539d",
                table="tracker_reportingcycle",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="reportingcycle",
        trigger=pgtrigger.compiler.Trigger(
            name="delete_delete",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "tracker_reportingcycleevent" ("closed_at", "closed_reason", "closes_on", "code", "created_at", "due_on", "id", "meeting_on", "ministry_due_on", "no_meeting_reason", "opens_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publishes_on", "version") VALUES (OLD."closed_at", OLD."closed_reason", OLD."closes_on", OLD."code", OLD."created_at", OLD."due_on", OLD."id", OLD."meeting_on", OLD."ministry_due_on", OLD."no_meeting_reason", OLD."opens_on", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."publishes_on", OLD."version"); RETURN NULL;',
                hash="6702b36ba6068f84a7f5b21658e272742b4d7618",
                operation="DELETE",
                pgid="pgtrigger_delete_delete_4b48c",
                table="tracker_reportingcycle",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="report",
        trigger=pgtrigger.compiler.Trigger(
            name="insert_insert",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "tracker_reportevent" ("accepted_at", "cleared_at", "created_at", "cycle_id", "due_on", "id", "is_late", "member_id", "message", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "published_at", "receipt_number", "receipt_sha256", "released_at", "reviewer_in_hand_id", "round", "state", "state_since", "submitted_at", "submitted_by_id", "updated_at", "version", "withdrawn_at") VALUES (NEW."accepted_at", NEW."cleared_at", NEW."created_at", NEW."cycle_id", NEW."due_on", NEW."id", NEW."is_late", NEW."member_id", NEW."message", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."public_id", NEW."published_at", NEW."receipt_number", NEW."receipt_sha256", NEW."released_at", NEW."reviewer_in_hand_id", NEW."round", NEW."state", NEW."state_since", NEW."submitted_at", NEW."submitted_by_id", NEW."updated_at", NEW."version", NEW."withdrawn_at"); RETURN NULL;',
                hash="c19c371d782256ae34fd3afe53a83c2f5ed5302c",
                operation="INSERT",
                pgid="pgtrigger_insert_insert_2dbde",
                table="tracker_report",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="report",
        trigger=pgtrigger.compiler.Trigger(
            name="update_update",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                func='INSERT INTO "tracker_reportevent" ("accepted_at", "cleared_at", "created_at", "cycle_id", "due_on", "id", "is_late", "member_id", "message", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "published_at", "receipt_number", "receipt_sha256", "released_at", "reviewer_in_hand_id", "round", "state", "state_since", "submitted_at", "submitted_by_id", "updated_at", "version", "withdrawn_at") VALUES (NEW."accepted_at", NEW."cleared_at", NEW."created_at", NEW."cycle_id", NEW."due_on", NEW."id", NEW."is_late", NEW."member_id", NEW."message", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."public_id", NEW."published_at", NEW."receipt_number", NEW."receipt_sha256", NEW."released_at", NEW."reviewer_in_hand_id", NEW."round", NEW."state", NEW."state_since", NEW."submitted_at", NEW."submitted_by_id", NEW."updated_at", NEW."version", NEW."withdrawn_at"); RETURN NULL;',
                hash="58e5f00b12ed608b16ebba4689532cdd00e4f75b",
                operation="UPDATE",
                pgid="pgtrigger_update_update_6671c",
                table="tracker_report",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="report",
        trigger=pgtrigger.compiler.Trigger(
            name="delete_delete",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "tracker_reportevent" ("accepted_at", "cleared_at", "created_at", "cycle_id", "due_on", "id", "is_late", "member_id", "message", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "published_at", "receipt_number", "receipt_sha256", "released_at", "reviewer_in_hand_id", "round", "state", "state_since", "submitted_at", "submitted_by_id", "updated_at", "version", "withdrawn_at") VALUES (OLD."accepted_at", OLD."cleared_at", OLD."created_at", OLD."cycle_id", OLD."due_on", OLD."id", OLD."is_late", OLD."member_id", OLD."message", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."public_id", OLD."published_at", OLD."receipt_number", OLD."receipt_sha256", OLD."released_at", OLD."reviewer_in_hand_id", OLD."round", OLD."state", OLD."state_since", OLD."submitted_at", OLD."submitted_by_id", OLD."updated_at", OLD."version", OLD."withdrawn_at"); RETURN NULL;',
                hash="02660d405ca679070cd2296613cdab5d5fed2ede",
                operation="DELETE",
                pgid="pgtrigger_delete_delete_1cc0f",
                table="tracker_report",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="reportingcycleevent",
        trigger=pgtrigger.compiler.Trigger(
            name="append_only",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                hash="3a365b8a68e6fd3f86d52810900ce66e3e5bb811",
                operation="UPDATE OR DELETE",
                pgid="pgtrigger_append_only_1e0ef",
                table="tracker_reportingcycleevent",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="reportevent",
        trigger=pgtrigger.compiler.Trigger(
            name="append_only",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                hash="a88f0f8e081f394c2d56c11e04f0793235932c67",
                operation="UPDATE OR DELETE",
                pgid="pgtrigger_append_only_4794f",
                table="tracker_reportevent",
                when="BEFORE",
            ),
        ),
    ),
]
