import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from accounts.history import guard_history


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0011_seats_by_member"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AppointmentAssignedMembersEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MemberEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("frozen_at", models.DateTimeField(blank=True, null=True)),
                ("frozen_reason", models.TextField(blank=True)),
            ],
            options={
                "abstract": False,
            },
        ),
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
        pgtrigger.migrations.RemoveTrigger(
            model_name="appointment",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="appointment",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="appointment",
            name="delete_delete",
        ),
        migrations.RemoveField(
            model_name="appointmentevent",
            name="title",
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
            model_name="appointment",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "accounts_appointmentevent" ("created_at", "delegated_from", "delegated_until", "ends_on", "id", "member_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "role", "starts_on", "user_id") VALUES (NEW."created_at", NEW."delegated_from", NEW."delegated_until", NEW."ends_on", NEW."id", NEW."member_id", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."public_id", NEW."role", NEW."starts_on", NEW."user_id"); RETURN NULL;',
                    hash="4aab5f2c54f5bb0444ff4e3248edb57f024d202f",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_0fb86",
                    table="accounts_appointment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="appointment",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."delegated_from" IS DISTINCT FROM (NEW."delegated_from") OR OLD."delegated_until" IS DISTINCT FROM (NEW."delegated_until") OR OLD."ends_on" IS DISTINCT FROM (NEW."ends_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."member_id" IS DISTINCT FROM (NEW."member_id") OR OLD."public_id" IS DISTINCT FROM (NEW."public_id") OR OLD."role" IS DISTINCT FROM (NEW."role") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on") OR OLD."user_id" IS DISTINCT FROM (NEW."user_id"))',
                    func='INSERT INTO "accounts_appointmentevent" ("created_at", "delegated_from", "delegated_until", "ends_on", "id", "member_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "role", "starts_on", "user_id") VALUES (NEW."created_at", NEW."delegated_from", NEW."delegated_until", NEW."ends_on", NEW."id", NEW."member_id", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."public_id", NEW."role", NEW."starts_on", NEW."user_id"); RETURN NULL;',
                    hash="beb6f4704d7afe8c4f659b53322549854613e5c1",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_5878f",
                    table="accounts_appointment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="appointment",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "accounts_appointmentevent" ("created_at", "delegated_from", "delegated_until", "ends_on", "id", "member_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "role", "starts_on", "user_id") VALUES (OLD."created_at", OLD."delegated_from", OLD."delegated_until", OLD."ends_on", OLD."id", OLD."member_id", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."public_id", OLD."role", OLD."starts_on", OLD."user_id"); RETURN NULL;',
                    hash="2a90b2749fa23d37558126568afe00b4ec3de83e",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_a3a8e",
                    table="accounts_appointment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="appointmentevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="7fc61ae83191c705fcb34a14799db3af79cb2648",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_0a978",
                    table="accounts_appointmentevent",
                    when="BEFORE",
                ),
            ),
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
        migrations.AddField(
            model_name="apitokenevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="apitokenevent",
            name="seat",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="accounts.appointment",
            ),
        ),
        migrations.AddField(
            model_name="apitokenevent",
            name="user",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="appointmentassignedmembersevent",
            name="appointment",
            field=models.ForeignKey(
                db_constraint=False,
                db_tablespace="",
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="accounts.appointment",
            ),
        ),
        migrations.AddField(
            model_name="appointmentassignedmembersevent",
            name="member",
            field=models.ForeignKey(
                db_constraint=False,
                db_tablespace="",
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="accounts.member",
            ),
        ),
        migrations.AddField(
            model_name="appointmentassignedmembersevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="memberevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="memberevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="accounts.member",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assignedmember",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "accounts_appointmentassignedmembersevent" ("appointment_id", "id", "member_id", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (NEW."appointment_id", NEW."id", NEW."member_id", _pgh_attach_context(), clock_timestamp(), \'insert\'); RETURN NULL;',
                    hash="c9c002160e957bcf4e49294303a59a8c60aba5dd",
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
                    func='INSERT INTO "accounts_appointmentassignedmembersevent" ("appointment_id", "id", "member_id", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (OLD."appointment_id", OLD."id", OLD."member_id", _pgh_attach_context(), clock_timestamp(), \'delete\'); RETURN NULL;',
                    hash="2627ac9e06515cfa7e386a7a72fda720607b1013",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_482d1",
                    table="accounts_appointment_assigned_members",
                    when="AFTER",
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
            model_name="appointmentassignedmembersevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="2d4bf1069483b49bdc7c77ad748a0857e7c916bd",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_370e5",
                    table="accounts_appointmentassignedmembersevent",
                    when="BEFORE",
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
        migrations.RunPython(guard_history, migrations.RunPython.noop),
    ]
