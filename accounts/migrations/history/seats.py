"""The history of seats."""

import uuid

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

HISTORY = [
    migrations.CreateModel(
        name="AppointmentEvent",
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
            ("starts_on", models.DateField()),
            ("ends_on", models.DateField(blank=True, null=True)),
            ("delegated_from", models.DateField(blank=True, null=True)),
            ("delegated_until", models.DateField(blank=True, null=True)),
            ("created_at", models.DateTimeField(auto_now_add=True)),
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
            ("end_reason", models.CharField(blank=True, max_length=300)),
            ("ended_at", models.DateTimeField(blank=True, null=True)),
            ("read_only_from", models.DateField(blank=True, null=True)),
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
        },
        bases=("accounts.appointment_assigned_members",),
    ),
    migrations.CreateModel(
        name="AppointmentAssignedMembersEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            ("id", models.BigIntegerField()),
            (
                "appointment",
                models.ForeignKey(
                    db_constraint=False,
                    db_tablespace="",
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="accounts.appointment",
                ),
            ),
            (
                "member",
                models.ForeignKey(
                    db_constraint=False,
                    db_tablespace="",
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
        ],
        options={
            "abstract": False,
        },
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="appointment",
        trigger=pgtrigger.compiler.Trigger(
            name="insert_insert",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "accounts_appointmentevent" ("created_at", "delegated_from", "delegated_until", "end_reason", "ended_at", "ends_on", "id", "member_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "read_only_from", "role", "starts_on", "user_id") VALUES (NEW."created_at", NEW."delegated_from", NEW."delegated_until", NEW."end_reason", NEW."ended_at", NEW."ends_on", NEW."id", NEW."member_id", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."public_id", NEW."read_only_from", NEW."role", NEW."starts_on", NEW."user_id"); RETURN NULL;',
                hash="6457297f53417d162ef5e4423ec2a7357447348f",
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
                condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."delegated_from" IS DISTINCT FROM (NEW."delegated_from") OR OLD."delegated_until" IS DISTINCT FROM (NEW."delegated_until") OR OLD."end_reason" IS DISTINCT FROM (NEW."end_reason") OR OLD."ended_at" IS DISTINCT FROM (NEW."ended_at") OR OLD."ends_on" IS DISTINCT FROM (NEW."ends_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."member_id" IS DISTINCT FROM (NEW."member_id") OR OLD."public_id" IS DISTINCT FROM (NEW."public_id") OR OLD."read_only_from" IS DISTINCT FROM (NEW."read_only_from") OR OLD."role" IS DISTINCT FROM (NEW."role") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on") OR OLD."user_id" IS DISTINCT FROM (NEW."user_id"))',
                func='INSERT INTO "accounts_appointmentevent" ("created_at", "delegated_from", "delegated_until", "end_reason", "ended_at", "ends_on", "id", "member_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "read_only_from", "role", "starts_on", "user_id") VALUES (NEW."created_at", NEW."delegated_from", NEW."delegated_until", NEW."end_reason", NEW."ended_at", NEW."ends_on", NEW."id", NEW."member_id", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."public_id", NEW."read_only_from", NEW."role", NEW."starts_on", NEW."user_id"); RETURN NULL;',
                hash="8324f8d43da558497da276e1f8c9e5d3df4daec4",
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
                func='INSERT INTO "accounts_appointmentevent" ("created_at", "delegated_from", "delegated_until", "end_reason", "ended_at", "ends_on", "id", "member_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "read_only_from", "role", "starts_on", "user_id") VALUES (OLD."created_at", OLD."delegated_from", OLD."delegated_until", OLD."end_reason", OLD."ended_at", OLD."ends_on", OLD."id", OLD."member_id", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."public_id", OLD."read_only_from", OLD."role", OLD."starts_on", OLD."user_id"); RETURN NULL;',
                hash="de44c1a5af286af465904807982d19f5e8c6a667",
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
]
