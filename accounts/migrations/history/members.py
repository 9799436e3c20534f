"""The history of members and who is listed where."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

HISTORY = [
    migrations.CreateModel(
        name="MemberEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            ("frozen_at", models.DateTimeField(blank=True, null=True)),
            ("frozen_reason", models.TextField(blank=True)),
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
                    to="accounts.member",
                ),
            ),
        ],
        options={
            "abstract": False,
        },
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="member",
        trigger=pgtrigger.compiler.Trigger(
            name="update_update",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition='WHEN (OLD."frozen_at" IS DISTINCT FROM (NEW."frozen_at") OR OLD."frozen_reason" IS DISTINCT FROM (NEW."frozen_reason"))',
                func='INSERT INTO "accounts_memberevent" ("frozen_at", "frozen_reason", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."frozen_at", NEW."frozen_reason", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id"); RETURN NULL;',
                hash="bf4f7bdd2b8778a5625dcab1b7ec6f91c8d97317",
                operation="UPDATE",
                pgid="pgtrigger_update_update_c4fcd",
                table="accounts_member",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="memberevent",
        trigger=pgtrigger.compiler.Trigger(
            name="append_only",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                hash="cd63b8c4207d3ace79bdb2c44d30ac380f76dfd3",
                operation="UPDATE OR DELETE",
                pgid="pgtrigger_append_only_3bbc1",
                table="accounts_memberevent",
                when="BEFORE",
            ),
        ),
    ),
]
