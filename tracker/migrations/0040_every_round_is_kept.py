"""Each submission of a report, and who took it to read."""

import uuid

import django.db.models.deletion
import django.db.models.manager
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import accounts.composite
from accounts.composite import PATIENCE
from accounts.history import guard_history


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0022_people_of_one_member"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("tracker", "0024_remarks_called_right"),
    ]

    operations = [
        PATIENCE,
        migrations.CreateModel(
            name="Submission",
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
                ("round", models.PositiveSmallIntegerField()),
                ("submitted_at", models.DateTimeField()),
                ("is_late", models.BooleanField(default=False)),
                ("receipt_number", models.CharField(blank=True, max_length=20)),
                ("receipt_sha256", models.CharField(blank=True, max_length=64)),
                ("versions", models.JSONField(blank=True, default=dict)),
            ],
            options={
                "ordering": ["report", "round"],
                "abstract": False,
                "base_manager_name": "internal",
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("internal", django.db.models.manager.Manager()),
            ],
        ),
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
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="report",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="report",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="report",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="report",
            name="reviewer_in_hand",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.appointment",
            ),
        ),
        migrations.AddField(
            model_name="reportevent",
            name="reviewer_in_hand",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="accounts.appointment",
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
        migrations.AddField(
            model_name="submission",
            name="member",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.member"
            ),
        ),
        migrations.AddField(
            model_name="submission",
            name="report",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="submissions",
                to="tracker.report",
            ),
        ),
        migrations.AddField(
            model_name="submission",
            name="submitted_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.appointment",
            ),
        ),
        migrations.AddField(
            model_name="submissionevent",
            name="member",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="accounts.member",
            ),
        ),
        migrations.AddField(
            model_name="submissionevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="submissionevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="tracker.submission",
            ),
        ),
        migrations.AddField(
            model_name="submissionevent",
            name="report",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="tracker.report",
            ),
        ),
        migrations.AddField(
            model_name="submissionevent",
            name="submitted_by",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="accounts.appointment",
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.UniqueConstraint(fields=("public_id",), name="submission_public_id"),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=accounts.composite.MemberKey(name="submission_member_key"),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=accounts.composite.SameMember("report", name="submission_report_of_member"),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.UniqueConstraint(
                fields=("member", "report", "round"), name="submission_once_per_round"
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.CheckConstraint(
                condition=models.Q(("round__gte", 1)), name="submission_round_counts"
            ),
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
        migrations.RunPython(guard_history, migrations.RunPython.noop),
        PATIENCE,
    ]
