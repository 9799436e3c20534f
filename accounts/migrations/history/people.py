"""The history of people, their keys and second factors."""

import uuid

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

HISTORY = [
    migrations.CreateModel(
        name="UserIsActiveEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            ("is_active", models.BooleanField(default=True)),
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
                    related_name="is_active_events",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
        ],
        options={
            "abstract": False,
        },
    ),
    migrations.CreateModel(
        name="ApiTokenEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            ("created", models.DateTimeField(auto_now_add=True)),
            ("expiry", models.DateTimeField(blank=True, null=True)),
            (
                "scope",
                models.CharField(
                    choices=[("read", "Read"), ("write", "Read and write")],
                    default="read",
                    max_length=8,
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
                "seat",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="accounts.appointment",
                ),
            ),
            (
                "user",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
        ],
        options={
            "abstract": False,
        },
    ),
    migrations.CreateModel(
        name="SecondFactorResetEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            ("id", models.BigIntegerField()),
            ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
            ("asked_at", models.DateTimeField(auto_now_add=True)),
            ("expires_at", models.DateTimeField()),
            ("done_at", models.DateTimeField(blank=True, null=True)),
            ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
            (
                "asked_by",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="accounts.appointment",
                ),
            ),
            (
                "asked_by_person",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "confirmed_by",
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
                "confirmed_by_person",
                models.ForeignKey(
                    blank=True,
                    db_constraint=False,
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
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
                    to="accounts.secondfactorreset",
                ),
            ),
            (
                "user",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
        ],
        options={
            "abstract": False,
        },
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="user",
        trigger=pgtrigger.compiler.Trigger(
            name="update_update",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition='WHEN (OLD."is_active" IS DISTINCT FROM (NEW."is_active"))',
                func='INSERT INTO "accounts_userisactiveevent" ("is_active", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."is_active", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id"); RETURN NULL;',
                hash="64f36d7849d308ee553b265bfaa704ed32825595",
                operation="UPDATE",
                pgid="pgtrigger_update_update_0e890",
                table="accounts_user",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="apitoken",
        trigger=pgtrigger.compiler.Trigger(
            name="insert_insert",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "accounts_apitokenevent" ("created", "expiry", "pgh_context_id", "pgh_created_at", "pgh_label", "scope", "seat_id", "user_id") VALUES (NEW."created", NEW."expiry", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."scope", NEW."seat_id", NEW."user_id"); RETURN NULL;',
                hash="78bedb2977c096ba3e07317e334d50a7deeaeace",
                operation="INSERT",
                pgid="pgtrigger_insert_insert_01b7d",
                table="accounts_apitoken",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="apitoken",
        trigger=pgtrigger.compiler.Trigger(
            name="update_update",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition='WHEN (OLD."created" IS DISTINCT FROM (NEW."created") OR OLD."expiry" IS DISTINCT FROM (NEW."expiry") OR OLD."scope" IS DISTINCT FROM (NEW."scope") OR OLD."seat_id" IS DISTINCT FROM (NEW."seat_id") OR OLD."user_id" IS DISTINCT FROM (NEW."user_id"))',
                func='INSERT INTO "accounts_apitokenevent" ("created", "expiry", "pgh_context_id", "pgh_created_at", "pgh_label", "scope", "seat_id", "user_id") VALUES (NEW."created", NEW."expiry", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."scope", NEW."seat_id", NEW."user_id"); RETURN NULL;',
                hash="274fa72bc0678d56e7295434dee5eda95256b5a3",
                operation="UPDATE",
                pgid="pgtrigger_update_update_df53b",
                table="accounts_apitoken",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="apitoken",
        trigger=pgtrigger.compiler.Trigger(
            name="delete_delete",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "accounts_apitokenevent" ("created", "expiry", "pgh_context_id", "pgh_created_at", "pgh_label", "scope", "seat_id", "user_id") VALUES (OLD."created", OLD."expiry", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."scope", OLD."seat_id", OLD."user_id"); RETURN NULL;',
                hash="ee336837d879bf58c2262a836429a8357747ad72",
                operation="DELETE",
                pgid="pgtrigger_delete_delete_6e065",
                table="accounts_apitoken",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="secondfactorreset",
        trigger=pgtrigger.compiler.Trigger(
            name="insert_insert",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "accounts_secondfactorresetevent" ("asked_at", "asked_by_id", "asked_by_person_id", "confirmed_by_id", "confirmed_by_person_id", "done_at", "expires_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "user_id", "withdrawn_at") VALUES (NEW."asked_at", NEW."asked_by_id", NEW."asked_by_person_id", NEW."confirmed_by_id", NEW."confirmed_by_person_id", NEW."done_at", NEW."expires_at", NEW."id", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."public_id", NEW."user_id", NEW."withdrawn_at"); RETURN NULL;',
                hash="e5514fefe7755382dbe073ef7001fbd238fb74f0",
                operation="INSERT",
                pgid="pgtrigger_insert_insert_6a7c1",
                table="accounts_secondfactorreset",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="secondfactorreset",
        trigger=pgtrigger.compiler.Trigger(
            name="update_update",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition='WHEN (OLD."asked_at" IS DISTINCT FROM (NEW."asked_at") OR OLD."asked_by_id" IS DISTINCT FROM (NEW."asked_by_id") OR OLD."asked_by_person_id" IS DISTINCT FROM (NEW."asked_by_person_id") OR OLD."confirmed_by_id" IS DISTINCT FROM (NEW."confirmed_by_id") OR OLD."confirmed_by_person_id" IS DISTINCT FROM (NEW."confirmed_by_person_id") OR OLD."done_at" IS DISTINCT FROM (NEW."done_at") OR OLD."expires_at" IS DISTINCT FROM (NEW."expires_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."public_id" IS DISTINCT FROM (NEW."public_id") OR OLD."user_id" IS DISTINCT FROM (NEW."user_id") OR OLD."withdrawn_at" IS DISTINCT FROM (NEW."withdrawn_at"))',
                func='INSERT INTO "accounts_secondfactorresetevent" ("asked_at", "asked_by_id", "asked_by_person_id", "confirmed_by_id", "confirmed_by_person_id", "done_at", "expires_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "user_id", "withdrawn_at") VALUES (NEW."asked_at", NEW."asked_by_id", NEW."asked_by_person_id", NEW."confirmed_by_id", NEW."confirmed_by_person_id", NEW."done_at", NEW."expires_at", NEW."id", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."public_id", NEW."user_id", NEW."withdrawn_at"); RETURN NULL;',
                hash="7bda823c4da3c688bb5cd37f422da8a9570a769c",
                operation="UPDATE",
                pgid="pgtrigger_update_update_1c6f8",
                table="accounts_secondfactorreset",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="secondfactorreset",
        trigger=pgtrigger.compiler.Trigger(
            name="delete_delete",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "accounts_secondfactorresetevent" ("asked_at", "asked_by_id", "asked_by_person_id", "confirmed_by_id", "confirmed_by_person_id", "done_at", "expires_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "user_id", "withdrawn_at") VALUES (OLD."asked_at", OLD."asked_by_id", OLD."asked_by_person_id", OLD."confirmed_by_id", OLD."confirmed_by_person_id", OLD."done_at", OLD."expires_at", OLD."id", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."public_id", OLD."user_id", OLD."withdrawn_at"); RETURN NULL;',
                hash="fc6b931b5417c2515f9b9b4d4643e1c1ade53241",
                operation="DELETE",
                pgid="pgtrigger_delete_delete_501c3",
                table="accounts_secondfactorreset",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="userisactiveevent",
        trigger=pgtrigger.compiler.Trigger(
            name="append_only",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                hash="c9805d665985136da6030a07f488d33c0b8d7238",
                operation="UPDATE OR DELETE",
                pgid="pgtrigger_append_only_e5fdb",
                table="accounts_userisactiveevent",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="apitokenevent",
        trigger=pgtrigger.compiler.Trigger(
            name="append_only",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                hash="bc095a3000ebe7169f0e579188212d997c91f15c",
                operation="UPDATE OR DELETE",
                pgid="pgtrigger_append_only_f6ae5",
                table="accounts_apitokenevent",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="secondfactorresetevent",
        trigger=pgtrigger.compiler.Trigger(
            name="append_only",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                hash="745d14352de02ca29b806698e43c9bb520869d55",
                operation="UPDATE OR DELETE",
                pgid="pgtrigger_append_only_74ba2",
                table="accounts_secondfactorresetevent",
                when="BEFORE",
            ),
        ),
    ),
]
