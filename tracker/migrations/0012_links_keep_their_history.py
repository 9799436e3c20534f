"""The triggers of a join table of Django's own making are in no migration that Django writes."""

from django.db import migrations
from pgtrigger.compiler import Trigger, UpsertTriggerSql

from accounts.composite import PATIENCE

COLUMNS = '"evidence_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "progressentry_id"'


def event(name, operation, row, pgid, sha1):
    return Trigger(
        name=name,
        sql=UpsertTriggerSql(
            func=(
                f'INSERT INTO "tracker_evidenceentriesevent" ({COLUMNS}) VALUES '
                f'({row}."evidence_id", {row}."id", _pgh_attach_context(), NOW(), '
                f"'{operation.lower()}', {row}.\"progressentry_id\"); RETURN NULL;"
            ),
            hash=sha1,
            operation=operation,
            pgid=pgid,
            table="tracker_evidence_entries",
            when="AFTER",
        ),
    )


TRIGGERS = [
    event(
        "insert_insert",
        "INSERT",
        "NEW",
        "pgtrigger_insert_insert_88512",
        "c682f7a3ec16880dd651fd96f044b4cbe1e9f308",
    ),
    event(
        "delete_delete",
        "DELETE",
        "OLD",
        "pgtrigger_delete_delete_18151",
        "01a2342af94f1abf139136ce2dab2be8355d519c",
    ),
]


class Migration(migrations.Migration):
    dependencies = [
        ("tracker", "0011_same_member_proven"),
        ("pghistory", "0006_delete_aggregateevent"),
    ]

    operations = [
        PATIENCE,
        *[migrations.RunSQL(trigger.install_sql, trigger.uninstall_sql) for trigger in TRIGGERS],
        PATIENCE,
    ]
