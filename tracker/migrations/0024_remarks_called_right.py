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
        migrations.AddField(
            model_name="progressentryevent",
            name="called_right",
            field=models.JSONField(blank=True, default=list),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="progressentry",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "tracker_progressentryevent" ("called_right", "carried_from", "confidentiality", "confirmed", "created_at", "edition", "elements", "id", "is_open", "is_ready", "language", "member_id", "narrative", "next_steps", "obstacles", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_on", "public_id", "recommendation_id", "report_id", "status", "status_reason", "updated_at", "version") VALUES (NEW."called_right", NEW."carried_from", NEW."confidentiality", NEW."confirmed", NEW."created_at", NEW."edition", NEW."elements", NEW."id", NEW."is_open", NEW."is_ready", NEW."language", NEW."member_id", NEW."narrative", NEW."next_steps", NEW."obstacles", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."planned_on", NEW."public_id", NEW."recommendation_id", NEW."report_id", NEW."status", NEW."status_reason", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="18db1e21a0a0fb3568ede7beada131e72fecaed9",
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
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "tracker_progressentryevent" ("called_right", "carried_from", "confidentiality", "confirmed", "created_at", "edition", "elements", "id", "is_open", "is_ready", "language", "member_id", "narrative", "next_steps", "obstacles", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_on", "public_id", "recommendation_id", "report_id", "status", "status_reason", "updated_at", "version") VALUES (NEW."called_right", NEW."carried_from", NEW."confidentiality", NEW."confirmed", NEW."created_at", NEW."edition", NEW."elements", NEW."id", NEW."is_open", NEW."is_ready", NEW."language", NEW."member_id", NEW."narrative", NEW."next_steps", NEW."obstacles", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."planned_on", NEW."public_id", NEW."recommendation_id", NEW."report_id", NEW."status", NEW."status_reason", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="b230de4db10b02ae291fcf4d0dad3cac67cc9de5",
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
                    func='INSERT INTO "tracker_progressentryevent" ("called_right", "carried_from", "confidentiality", "confirmed", "created_at", "edition", "elements", "id", "is_open", "is_ready", "language", "member_id", "narrative", "next_steps", "obstacles", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_on", "public_id", "recommendation_id", "report_id", "status", "status_reason", "updated_at", "version") VALUES (OLD."called_right", OLD."carried_from", OLD."confidentiality", OLD."confirmed", OLD."created_at", OLD."edition", OLD."elements", OLD."id", OLD."is_open", OLD."is_ready", OLD."language", OLD."member_id", OLD."narrative", OLD."next_steps", OLD."obstacles", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."planned_on", OLD."public_id", OLD."recommendation_id", OLD."report_id", OLD."status", OLD."status_reason", OLD."updated_at", OLD."version"); RETURN NULL;',
                    hash="87eabc83d07b2cc5762a3121217cef0bc37d6fb7",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_8358c",
                    table="tracker_progressentry",
                    when="AFTER",
                ),
            ),
        ),
    ]
