"""The history of mails, what holds them back, what orders them, and what people choose."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

HISTORY = [
    migrations.CreateModel(
        name="MailHoldEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            ("id", models.BigIntegerField()),
            ("reason", models.CharField(max_length=200)),
            ("since", models.DateTimeField(auto_now_add=True)),
            ("released_at", models.DateTimeField(blank=True, null=True)),
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
                    to="tracker.mailhold",
                ),
            ),
        ],
        options={
            "abstract": False,
        },
    ),
    migrations.CreateModel(
        name="MailOrderEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            ("id", models.BigIntegerField()),
            ("mails", models.PositiveIntegerField(default=1)),
            ("ordered_at", models.DateTimeField(auto_now_add=True)),
            (
                "mail",
                models.ForeignKey(
                    blank=True,
                    db_constraint=False,
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="tracker.outgoingmail",
                ),
            ),
            (
                "member",
                models.ForeignKey(
                    blank=True,
                    db_constraint=False,
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="accounts.member",
                ),
            ),
            (
                "ordered_by",
                models.ForeignKey(
                    blank=True,
                    db_constraint=False,
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="accounts.appointment",
                ),
            ),
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
                    to="tracker.mailorder",
                ),
            ),
        ],
        options={
            "abstract": False,
        },
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="mailattempt",
        trigger=pgtrigger.compiler.Trigger(
            name="append_only",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                hash="8a7b7adc9164546c210bbdf3c9faf22921e273df",
                operation="UPDATE OR DELETE",
                pgid="pgtrigger_append_only_f8d93",
                table="tracker_mailattempt",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="mailhold",
        trigger=pgtrigger.compiler.Trigger(
            name="insert_insert",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "tracker_mailholdevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "released_at", "since") VALUES (NEW."id", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."reason", NEW."released_at", NEW."since"); RETURN NULL;',
                hash="fbfd10937b63d6c2568fd1cd86263d7a053619d8",
                operation="INSERT",
                pgid="pgtrigger_insert_insert_4ff12",
                table="tracker_mailhold",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="mailhold",
        trigger=pgtrigger.compiler.Trigger(
            name="update_update",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                func='INSERT INTO "tracker_mailholdevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "released_at", "since") VALUES (NEW."id", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."reason", NEW."released_at", NEW."since"); RETURN NULL;',
                hash="9618a800f964b11a75f32a6340b20dd33e797e7e",
                operation="UPDATE",
                pgid="pgtrigger_update_update_22b06",
                table="tracker_mailhold",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="mailorder",
        trigger=pgtrigger.compiler.Trigger(
            name="insert_insert",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "tracker_mailorderevent" ("id", "mail_id", "mails", "member_id", "ordered_at", "ordered_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."id", NEW."mail_id", NEW."mails", NEW."member_id", NEW."ordered_at", NEW."ordered_by_id", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id"); RETURN NULL;',
                hash="0aeed39719c9b33627e7d466f3f1b2cd2ee22f13",
                operation="INSERT",
                pgid="pgtrigger_insert_insert_27aad",
                table="tracker_mailorder",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="mailholdevent",
        trigger=pgtrigger.compiler.Trigger(
            name="append_only",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                hash="c1f22a131c3b6d37e42c036c842b565510bb8536",
                operation="UPDATE OR DELETE",
                pgid="pgtrigger_append_only_f21a5",
                table="tracker_mailholdevent",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="mailorderevent",
        trigger=pgtrigger.compiler.Trigger(
            name="append_only",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                hash="7ecf93852312132630dfe8a58bd7eca8b4369642",
                operation="UPDATE OR DELETE",
                pgid="pgtrigger_append_only_27f38",
                table="tracker_mailorderevent",
                when="BEFORE",
            ),
        ),
    ),
]
