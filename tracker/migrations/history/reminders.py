"""The history of reminders, their rules and the lines of the inbox."""

import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

HISTORY = [
    migrations.CreateModel(
        name="ReminderRuleEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            ("id", models.BigIntegerField()),
            ("code", models.CharField(max_length=40)),
            (
                "topic",
                models.CharField(
                    choices=[
                        ("deadlines", "Deadlines of reports, plans and figures"),
                        ("decisions", "Returned, accepted and published reports"),
                        ("comments", "Comments and answers"),
                        ("requests", "Requests to contributors"),
                        ("news", "News of the Network"),
                    ],
                    max_length=12,
                ),
            ),
            ("kind", models.CharField(max_length=20)),
            (
                "audience",
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.CharField(
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
                    size=None,
                ),
            ),
            (
                "offsets",
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.SmallIntegerField(), blank=True, default=list, size=None
                ),
            ),
            ("is_active", models.BooleanField(default=True)),
            ("version", models.PositiveIntegerField(default=1)),
            ("updated_at", models.DateTimeField(auto_now=True)),
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
                    to="tracker.reminderrule",
                ),
            ),
        ],
        options={
            "abstract": False,
        },
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="reminderrule",
        trigger=pgtrigger.compiler.Trigger(
            name="insert_insert",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "tracker_reminderruleevent" ("audience", "code", "id", "is_active", "kind", "offsets", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "topic", "updated_at", "version") VALUES (NEW."audience", NEW."code", NEW."id", NEW."is_active", NEW."kind", NEW."offsets", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."topic", NEW."updated_at", NEW."version"); RETURN NULL;',
                hash="07440dca6d5f6b4a791e8838bf0efdf05c6ea112",
                operation="INSERT",
                pgid="pgtrigger_insert_insert_a9e7a",
                table="tracker_reminderrule",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="reminderrule",
        trigger=pgtrigger.compiler.Trigger(
            name="update_update",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                func='INSERT INTO "tracker_reminderruleevent" ("audience", "code", "id", "is_active", "kind", "offsets", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "topic", "updated_at", "version") VALUES (NEW."audience", NEW."code", NEW."id", NEW."is_active", NEW."kind", NEW."offsets", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."topic", NEW."updated_at", NEW."version"); RETURN NULL;',
                hash="f603091b7fb9800611fcee6788dcb69e04ea9909",
                operation="UPDATE",
                pgid="pgtrigger_update_update_28949",
                table="tracker_reminderrule",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="reminderrule",
        trigger=pgtrigger.compiler.Trigger(
            name="delete_delete",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "tracker_reminderruleevent" ("audience", "code", "id", "is_active", "kind", "offsets", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "topic", "updated_at", "version") VALUES (OLD."audience", OLD."code", OLD."id", OLD."is_active", OLD."kind", OLD."offsets", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."topic", OLD."updated_at", OLD."version"); RETURN NULL;',
                hash="23040685ce7548423b6cbd715a78916ff4251811",
                operation="DELETE",
                pgid="pgtrigger_delete_delete_db545",
                table="tracker_reminderrule",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="reminderruleevent",
        trigger=pgtrigger.compiler.Trigger(
            name="append_only",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                hash="8e87cbc386f3e1f356b9af9d85cf003badc30481",
                operation="UPDATE OR DELETE",
                pgid="pgtrigger_append_only_93b3e",
                table="tracker_reminderruleevent",
                when="BEFORE",
            ),
        ),
    ),
]
