import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("tracker", "0021_history_is_append_only"),
    ]

    operations = [
        migrations.CreateModel(
            name="EvidenceLink",
            fields=[],
            options={
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("tracker.evidence_entries",),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="evidencelink",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "tracker_evidenceentriesevent" ("evidence_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "progressentry_id") VALUES (NEW."evidence_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."progressentry_id"); RETURN NULL;',
                    hash="c0c00bd85abc190e4b47d397f7e4c02476472dd3",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_8b9c7",
                    table="tracker_evidence_entries",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="evidencelink",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "tracker_evidenceentriesevent" ("evidence_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "progressentry_id") VALUES (OLD."evidence_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."progressentry_id"); RETURN NULL;',
                    hash="b7f9fffbaaa6dab10c7f24cc749a9c00b21f8c5a",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_10d95",
                    table="tracker_evidence_entries",
                    when="AFTER",
                ),
            ),
        ),
    ]
