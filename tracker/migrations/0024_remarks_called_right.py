"""Remarks of the check before submission that a member looked at and called right."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tracker", "0023_views_and_invited_of_one_member"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="progressentry",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="progressentry",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="progressentry",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="progressentry",
            name="called_right",
            field=models.JSONField(blank=True, default=list),
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
    ]
