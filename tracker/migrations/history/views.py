"""The history of views of civil society, and who read restricted rows."""

import uuid

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

HISTORY = [
    migrations.CreateModel(
        name="CivilSocietyViewEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            ("id", models.BigIntegerField()),
            ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
            ("version", models.PositiveIntegerField(default=1)),
            ("created_at", models.DateTimeField(auto_now_add=True)),
            ("updated_at", models.DateTimeField(auto_now=True)),
            (
                "language",
                models.CharField(default="en", help_text="BCP 47 tag of the words.", max_length=35),
            ),
            (
                "audience",
                models.CharField(
                    choices=[
                        ("secretariat", "The secretariat only"),
                        ("member", "The secretariat and the member’s present officials"),
                        ("network", "The Network"),
                        ("public", "Everyone"),
                    ],
                    default="secretariat",
                    max_length=12,
                ),
            ),
            ("shared_at", models.DateTimeField(auto_now_add=True)),
            ("show_name", models.BooleanField(default=False)),
            (
                "author",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="accounts.appointment",
                ),
            ),
            (
                "cycle",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="tracker.reportingcycle",
                ),
            ),
            (
                "member",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="accounts.member",
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
                    to="tracker.civilsocietyview",
                ),
            ),
            (
                "recommendation",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="recommendations.recommendation",
                ),
            ),
        ],
        options={
            "abstract": False,
        },
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
    pgtrigger.migrations.AddTrigger(
        model_name="restrictedread",
        trigger=pgtrigger.compiler.Trigger(
            name="append_only",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                hash="5e1100b45b5b7ec520f84c032b47efbba955c195",
                operation="UPDATE OR DELETE",
                pgid="pgtrigger_append_only_dbcdd",
                table="tracker_restrictedread",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="civilsocietyviewevent",
        trigger=pgtrigger.compiler.Trigger(
            name="append_only",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                hash="a96d14bc8009e4340c9f9c6b1d5c98f0e25ee34e",
                operation="UPDATE OR DELETE",
                pgid="pgtrigger_append_only_0710d",
                table="tracker_civilsocietyviewevent",
                when="BEFORE",
            ),
        ),
    ),
]
