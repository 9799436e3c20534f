import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0020_history_is_append_only"),
    ]

    operations = [
        migrations.CreateModel(
            name="AssignedMember",
            fields=[],
            options={
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("accounts.appointment_assigned_members",),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assignedmember",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "accounts_appointmentassignedmembersevent" ("appointment_id", "id", "member_id", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (NEW."appointment_id", NEW."id", NEW."member_id", _pgh_attach_context(), NOW(), \'insert\'); RETURN NULL;',
                    hash="c72e8f4239643800bd5141b79d9bd6fd9468b839",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_81c0c",
                    table="accounts_appointment_assigned_members",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assignedmember",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "accounts_appointmentassignedmembersevent" ("appointment_id", "id", "member_id", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (OLD."appointment_id", OLD."id", OLD."member_id", _pgh_attach_context(), NOW(), \'delete\'); RETURN NULL;',
                    hash="9fa103bf231228f8e8e97291df5be3ee1e1f36c8",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_482d1",
                    table="accounts_appointment_assigned_members",
                    when="AFTER",
                ),
            ),
        ),
    ]
