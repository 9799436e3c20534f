"""The history of invitations and hand-overs."""

import uuid

import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

HISTORY = [
    migrations.CreateModel(
        name="InvitationEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            ("id", models.BigIntegerField()),
            ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
            (
                "role",
                models.CharField(
                    choices=[
                        ("focal_point", "Focal point"),
                        ("deputy", "Deputy"),
                        ("contributor", "Contributor"),
                        ("clearing_officer", "Clearing officer"),
                        ("viewer", "Viewer"),
                        ("civil_society_monitor", "Civil-society monitor"),
                        ("reviewer", "Reviewer"),
                        ("co_chair", "Co-chair"),
                        ("administrator", "Administrator"),
                    ],
                    max_length=24,
                ),
            ),
            ("language", models.CharField(default="en", max_length=10)),
            ("created_at", models.DateTimeField(auto_now_add=True)),
            ("sent_at", models.DateTimeField(default=django.utils.timezone.now)),
            ("expires_at", models.DateTimeField()),
            ("accepted_at", models.DateTimeField(blank=True, null=True)),
            ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
            (
                "invited_by",
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
                    to="accounts.invitation",
                ),
            ),
            (
                "replaces",
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
                "seat",
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
        ],
        options={
            "abstract": False,
        },
    ),
    migrations.CreateModel(
        name="HandOverEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            ("id", models.BigIntegerField()),
            ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
            ("version", models.PositiveIntegerField(default=1)),
            ("created_at", models.DateTimeField(auto_now_add=True)),
            ("updated_at", models.DateTimeField(auto_now=True)),
            ("last_day", models.DateField()),
            ("taken_back_at", models.DateTimeField(blank=True, null=True)),
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
                    to="accounts.handover",
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
                "invitation",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="accounts.invitation",
                ),
            ),
        ],
        options={
            "abstract": False,
        },
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="invitation",
        trigger=pgtrigger.compiler.Trigger(
            name="insert_insert",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "accounts_invitationevent" ("accepted_at", "created_at", "expires_at", "id", "invited_by_id", "language", "member_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "replaces_id", "role", "seat_id", "sent_at", "withdrawn_at") VALUES (NEW."accepted_at", NEW."created_at", NEW."expires_at", NEW."id", NEW."invited_by_id", NEW."language", NEW."member_id", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."public_id", NEW."replaces_id", NEW."role", NEW."seat_id", NEW."sent_at", NEW."withdrawn_at"); RETURN NULL;',
                hash="d9ed3980151316192ecaa3263d96fb0f8db04322",
                operation="INSERT",
                pgid="pgtrigger_insert_insert_8c354",
                table="accounts_invitation",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="invitation",
        trigger=pgtrigger.compiler.Trigger(
            name="update_update",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition='WHEN (OLD."accepted_at" IS DISTINCT FROM (NEW."accepted_at") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."expires_at" IS DISTINCT FROM (NEW."expires_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."invited_by_id" IS DISTINCT FROM (NEW."invited_by_id") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."member_id" IS DISTINCT FROM (NEW."member_id") OR OLD."public_id" IS DISTINCT FROM (NEW."public_id") OR OLD."replaces_id" IS DISTINCT FROM (NEW."replaces_id") OR OLD."role" IS DISTINCT FROM (NEW."role") OR OLD."seat_id" IS DISTINCT FROM (NEW."seat_id") OR OLD."sent_at" IS DISTINCT FROM (NEW."sent_at") OR OLD."withdrawn_at" IS DISTINCT FROM (NEW."withdrawn_at"))',
                func='INSERT INTO "accounts_invitationevent" ("accepted_at", "created_at", "expires_at", "id", "invited_by_id", "language", "member_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "replaces_id", "role", "seat_id", "sent_at", "withdrawn_at") VALUES (NEW."accepted_at", NEW."created_at", NEW."expires_at", NEW."id", NEW."invited_by_id", NEW."language", NEW."member_id", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."public_id", NEW."replaces_id", NEW."role", NEW."seat_id", NEW."sent_at", NEW."withdrawn_at"); RETURN NULL;',
                hash="2692fe72ede0f2bccee5b2226a24c60dcf822648",
                operation="UPDATE",
                pgid="pgtrigger_update_update_4e12d",
                table="accounts_invitation",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="invitation",
        trigger=pgtrigger.compiler.Trigger(
            name="delete_delete",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "accounts_invitationevent" ("accepted_at", "created_at", "expires_at", "id", "invited_by_id", "language", "member_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "replaces_id", "role", "seat_id", "sent_at", "withdrawn_at") VALUES (OLD."accepted_at", OLD."created_at", OLD."expires_at", OLD."id", OLD."invited_by_id", OLD."language", OLD."member_id", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."public_id", OLD."replaces_id", OLD."role", OLD."seat_id", OLD."sent_at", OLD."withdrawn_at"); RETURN NULL;',
                hash="b1fc8b344c118d4b00ca02dedd9ee762bd2b30ee",
                operation="DELETE",
                pgid="pgtrigger_delete_delete_f2c14",
                table="accounts_invitation",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="handover",
        trigger=pgtrigger.compiler.Trigger(
            name="insert_insert",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "accounts_handoverevent" ("created_at", "id", "invitation_id", "last_day", "member_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "seat_id", "taken_back_at", "updated_at", "version") VALUES (NEW."created_at", NEW."id", NEW."invitation_id", NEW."last_day", NEW."member_id", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."public_id", NEW."seat_id", NEW."taken_back_at", NEW."updated_at", NEW."version"); RETURN NULL;',
                hash="5ed8933cb8c5768d16da260e16b3eeac92517e77",
                operation="INSERT",
                pgid="pgtrigger_insert_insert_acd30",
                table="accounts_handover",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="handover",
        trigger=pgtrigger.compiler.Trigger(
            name="update_update",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."invitation_id" IS DISTINCT FROM (NEW."invitation_id") OR OLD."last_day" IS DISTINCT FROM (NEW."last_day") OR OLD."member_id" IS DISTINCT FROM (NEW."member_id") OR OLD."public_id" IS DISTINCT FROM (NEW."public_id") OR OLD."seat_id" IS DISTINCT FROM (NEW."seat_id") OR OLD."taken_back_at" IS DISTINCT FROM (NEW."taken_back_at") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at") OR OLD."version" IS DISTINCT FROM (NEW."version"))',
                func='INSERT INTO "accounts_handoverevent" ("created_at", "id", "invitation_id", "last_day", "member_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "seat_id", "taken_back_at", "updated_at", "version") VALUES (NEW."created_at", NEW."id", NEW."invitation_id", NEW."last_day", NEW."member_id", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."public_id", NEW."seat_id", NEW."taken_back_at", NEW."updated_at", NEW."version"); RETURN NULL;',
                hash="282f555573259044c864db94f17ca9c81801e241",
                operation="UPDATE",
                pgid="pgtrigger_update_update_29061",
                table="accounts_handover",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="handover",
        trigger=pgtrigger.compiler.Trigger(
            name="delete_delete",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "accounts_handoverevent" ("created_at", "id", "invitation_id", "last_day", "member_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "seat_id", "taken_back_at", "updated_at", "version") VALUES (OLD."created_at", OLD."id", OLD."invitation_id", OLD."last_day", OLD."member_id", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."public_id", OLD."seat_id", OLD."taken_back_at", OLD."updated_at", OLD."version"); RETURN NULL;',
                hash="3d033f8a2cf23126faed26681d178f224323cb51",
                operation="DELETE",
                pgid="pgtrigger_delete_delete_afb36",
                table="accounts_handover",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="invitationevent",
        trigger=pgtrigger.compiler.Trigger(
            name="append_only",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                hash="daf23d962af867f3cb4eedb3f026a1b651002cd3",
                operation="UPDATE OR DELETE",
                pgid="pgtrigger_append_only_b4566",
                table="accounts_invitationevent",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="handoverevent",
        trigger=pgtrigger.compiler.Trigger(
            name="append_only",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                hash="d1f729de18e80141d578bff6cddd3a1939f2e066",
                operation="UPDATE OR DELETE",
                pgid="pgtrigger_append_only_cf564",
                table="accounts_handoverevent",
                when="BEFORE",
            ),
        ),
    ),
]
