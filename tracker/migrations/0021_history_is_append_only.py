import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from accounts.history import guard_history


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0020_history_is_append_only"),
        ("tracker", "0020_restricted_text_only_as_its_hash"),
    ]

    operations = [
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
            ],
            options={
                "abstract": False,
            },
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
        pgtrigger.migrations.AddTrigger(
            model_name="budgetfigureevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="bc01ead44f82369f3090515a81613f11ff200798",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_dc8ae",
                    table="tracker_budgetfigureevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="budgetlineevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="4b35bc8a616fff8b66ae5c672323c84a80c7b769",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_6c305",
                    table="tracker_budgetlineevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="evidenceentriesevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="febd8be1f5ec6be22784d77b074c195bf0c128cc",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_03369",
                    table="tracker_evidenceentriesevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="evidenceevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c7c208e8a6ef9cb8b03d30502018858075779369",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_1a98e",
                    table="tracker_evidenceevent",
                    when="BEFORE",
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
        pgtrigger.migrations.AddTrigger(
            model_name="reportingcycle",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "tracker_reportingcycleevent" ("closes_on", "code", "created_at", "due_on", "id", "meeting_on", "ministry_due_on", "opens_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publishes_on") VALUES (NEW."closes_on", NEW."code", NEW."created_at", NEW."due_on", NEW."id", NEW."meeting_on", NEW."ministry_due_on", NEW."opens_on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."publishes_on"); RETURN NULL;',
                    hash="74d86886f3db7f36f56e96a929cba16fd8f8cee7",
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
                    func='INSERT INTO "tracker_reportingcycleevent" ("closes_on", "code", "created_at", "due_on", "id", "meeting_on", "ministry_due_on", "opens_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publishes_on") VALUES (NEW."closes_on", NEW."code", NEW."created_at", NEW."due_on", NEW."id", NEW."meeting_on", NEW."ministry_due_on", NEW."opens_on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."publishes_on"); RETURN NULL;',
                    hash="a8b8e2be134f30323016a4eda42bf3cc4d0bc8e7",
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
                    func='INSERT INTO "tracker_reportingcycleevent" ("closes_on", "code", "created_at", "due_on", "id", "meeting_on", "ministry_due_on", "opens_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publishes_on") VALUES (OLD."closes_on", OLD."code", OLD."created_at", OLD."due_on", OLD."id", OLD."meeting_on", OLD."ministry_due_on", OLD."opens_on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."publishes_on"); RETURN NULL;',
                    hash="83414fae7d89d2ed2d8722cd0a93884a320cd0d8",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_4b48c",
                    table="tracker_reportingcycle",
                    when="AFTER",
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
        migrations.AddField(
            model_name="reportingcycleevent",
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
            model_name="reportingcycleevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="tracker.reportingcycle",
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
        migrations.RunPython(guard_history, migrations.RunPython.noop),
    ]
