"""The history of civil society's views keeps no verdict: nobody can erase a history, and an author may
take a view back. The column goes with what it held; the triggers come anew without it."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("tracker", "0052_history_of_snapshots"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="civilsocietyview",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="civilsocietyview",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="civilsocietyview",
            name="delete_delete",
        ),
        migrations.RemoveField(
            model_name="civilsocietyviewevent",
            name="view",
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="civilsocietyview",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "tracker_civilsocietyviewevent" ("audience", "author_id", "created_at", "cycle_id", "id", "language", "member_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "recommendation_id", "shared_at", "show_name", "updated_at", "version") VALUES (NEW."audience", NEW."author_id", NEW."created_at", NEW."cycle_id", NEW."id", NEW."language", NEW."member_id", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."public_id", NEW."recommendation_id", NEW."shared_at", NEW."show_name", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="a76c28f8a6fb089fe62f13f80d32f4092c20dd47",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_ee89a",
                    table="tracker_civilsocietyview",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="civilsocietyview",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."audience" IS DISTINCT FROM (NEW."audience") OR OLD."author_id" IS DISTINCT FROM (NEW."author_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."cycle_id" IS DISTINCT FROM (NEW."cycle_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."member_id" IS DISTINCT FROM (NEW."member_id") OR OLD."public_id" IS DISTINCT FROM (NEW."public_id") OR OLD."recommendation_id" IS DISTINCT FROM (NEW."recommendation_id") OR OLD."shared_at" IS DISTINCT FROM (NEW."shared_at") OR OLD."show_name" IS DISTINCT FROM (NEW."show_name") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at") OR OLD."version" IS DISTINCT FROM (NEW."version"))',
                    func='INSERT INTO "tracker_civilsocietyviewevent" ("audience", "author_id", "created_at", "cycle_id", "id", "language", "member_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "recommendation_id", "shared_at", "show_name", "updated_at", "version") VALUES (NEW."audience", NEW."author_id", NEW."created_at", NEW."cycle_id", NEW."id", NEW."language", NEW."member_id", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."public_id", NEW."recommendation_id", NEW."shared_at", NEW."show_name", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="c6872cdb82db9eafb3433dac0fa3538617ca7e9a",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_cac5b",
                    table="tracker_civilsocietyview",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="civilsocietyview",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "tracker_civilsocietyviewevent" ("audience", "author_id", "created_at", "cycle_id", "id", "language", "member_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "recommendation_id", "shared_at", "show_name", "updated_at", "version") VALUES (OLD."audience", OLD."author_id", OLD."created_at", OLD."cycle_id", OLD."id", OLD."language", OLD."member_id", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."public_id", OLD."recommendation_id", OLD."shared_at", OLD."show_name", OLD."updated_at", OLD."version"); RETURN NULL;',
                    hash="a50affa08ee79503b138bba63af12ed7f1aefd2d",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_74b37",
                    table="tracker_civilsocietyview",
                    when="AFTER",
                ),
            ),
        ),
    ]
