"""The history of what is asked of whom."""

import uuid

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

HISTORY = [
    migrations.CreateModel(
        name="AssignmentEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            ("id", models.BigIntegerField()),
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
                    db_constraint=False,
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="accounts.appointment",
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
                    to="tracker.assignment",
                ),
            ),
            (
                "budget_line",
                models.ForeignKey(
                    blank=True,
                    db_constraint=False,
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="tracker.budgetline",
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
                "invitation",
                models.ForeignKey(
                    blank=True,
                    db_constraint=False,
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="accounts.invitation",
                ),
            ),
            (
                "action",
                models.ForeignKey(
                    blank=True,
                    db_constraint=False,
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="tracker.action",
                ),
            ),
        ],
        options={
            "abstract": False,
        },
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="assignment",
        trigger=pgtrigger.compiler.Trigger(
            name="insert_insert",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "tracker_assignmentevent" ("action_id", "appointment_id", "budget_line_id", "created_at", "due_on", "entry_id", "id", "invitation_id", "member_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "ready_at", "updated_at", "version") VALUES (NEW."action_id", NEW."appointment_id", NEW."budget_line_id", NEW."created_at", NEW."due_on", NEW."entry_id", NEW."id", NEW."invitation_id", NEW."member_id", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."public_id", NEW."ready_at", NEW."updated_at", NEW."version"); RETURN NULL;',
                hash="1c89144abe6367b43bc1dfaa29e15c03e404ea48",
                operation="INSERT",
                pgid="pgtrigger_insert_insert_ac9e9",
                table="tracker_assignment",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="assignment",
        trigger=pgtrigger.compiler.Trigger(
            name="update_update",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                func='INSERT INTO "tracker_assignmentevent" ("action_id", "appointment_id", "budget_line_id", "created_at", "due_on", "entry_id", "id", "invitation_id", "member_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "ready_at", "updated_at", "version") VALUES (NEW."action_id", NEW."appointment_id", NEW."budget_line_id", NEW."created_at", NEW."due_on", NEW."entry_id", NEW."id", NEW."invitation_id", NEW."member_id", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."public_id", NEW."ready_at", NEW."updated_at", NEW."version"); RETURN NULL;',
                hash="d04f040c919d5d44088c5f66c4412a2c0414ec54",
                operation="UPDATE",
                pgid="pgtrigger_update_update_7decd",
                table="tracker_assignment",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="assignment",
        trigger=pgtrigger.compiler.Trigger(
            name="delete_delete",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "tracker_assignmentevent" ("action_id", "appointment_id", "budget_line_id", "created_at", "due_on", "entry_id", "id", "invitation_id", "member_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "ready_at", "updated_at", "version") VALUES (OLD."action_id", OLD."appointment_id", OLD."budget_line_id", OLD."created_at", OLD."due_on", OLD."entry_id", OLD."id", OLD."invitation_id", OLD."member_id", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."public_id", OLD."ready_at", OLD."updated_at", OLD."version"); RETURN NULL;',
                hash="28fef8c24582faca1118e2b5b547d0d5277dfa72",
                operation="DELETE",
                pgid="pgtrigger_delete_delete_85529",
                table="tracker_assignment",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="assignmentevent",
        trigger=pgtrigger.compiler.Trigger(
            name="append_only",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                hash="117e6d4b09d4a8ced1d6dd5d97c883ee8a7455b8",
                operation="UPDATE OR DELETE",
                pgid="pgtrigger_append_only_9f8ac",
                table="tracker_assignmentevent",
                when="BEFORE",
            ),
        ),
    ),
]
