"""The history of actions and the recommendations they serve."""

import uuid

import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import tracker.validators

HISTORY = [
    migrations.CreateModel(
        name="ActionEvent",
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
                "edition",
                models.CharField(
                    choices=[("working", "Working"), ("published", "Published")],
                    default="working",
                    editable=False,
                    max_length=10,
                ),
            ),
            (
                "confidentiality",
                models.CharField(
                    choices=[
                        ("public", "Everyone"),
                        ("network", "The Network"),
                        ("member", "The member and its reviewers"),
                        ("restricted", "Named people only"),
                    ],
                    default="member",
                    max_length=12,
                ),
            ),
            ("code", models.CharField(blank=True, max_length=60)),
            ("text", models.TextField(max_length=2000)),
            ("language", models.CharField(help_text="BCP 47 tag of the words.", max_length=35)),
            (
                "pillar",
                models.CharField(
                    blank=True,
                    choices=[
                        ("prevention", "Prevention"),
                        ("participation", "Participation"),
                        ("protection", "Protection"),
                        ("relief_recovery", "Relief and recovery"),
                        ("cross_cutting", "Cross-cutting"),
                    ],
                    max_length=20,
                ),
            ),
            ("objective", models.CharField(blank=True, max_length=300)),
            ("outcome", models.CharField(blank=True, max_length=300)),
            ("output", models.CharField(blank=True, max_length=300)),
            ("lead_institution", models.CharField(blank=True, max_length=200)),
            ("supporting_institutions", models.CharField(blank=True, max_length=500)),
            (
                "start_on",
                models.DateField(
                    blank=True, null=True, validators=[tracker.validators.plausible_date]
                ),
            ),
            (
                "due_on",
                models.DateField(
                    blank=True, null=True, validators=[tracker.validators.plausible_date]
                ),
            ),
            (
                "cost_estimate",
                models.DecimalField(
                    blank=True,
                    decimal_places=3,
                    max_digits=20,
                    null=True,
                    validators=[django.core.validators.MinValueValidator(0)],
                ),
            ),
            (
                "cost_currency",
                models.CharField(
                    blank=True,
                    max_length=3,
                    validators=[
                        django.core.validators.RegexValidator(
                            "^[A-Z]{3}$",
                            message="Write the currency as its three-letter code, such as KES or EUR.",
                        )
                    ],
                ),
            ),
            (
                "delivery",
                models.CharField(
                    choices=[
                        ("exceeded", "Exceeded"),
                        ("met", "Met"),
                        ("limited", "Limited progress"),
                        ("no_progress", "No progress"),
                        ("not_reported", "Not reported"),
                    ],
                    default="not_reported",
                    max_length=12,
                ),
            ),
            (
                "location_level",
                models.CharField(
                    choices=[
                        ("national", "National"),
                        ("provincial", "Provincial"),
                        ("local", "Local"),
                        ("unknown", "Not known"),
                    ],
                    default="unknown",
                    max_length=10,
                ),
            ),
            (
                "external_reference",
                models.CharField(
                    blank=True,
                    help_text="Such as the code of an action of the WPS-HA Compact.",
                    max_length=300,
                ),
            ),
            ("partner_networks", models.CharField(blank=True, max_length=500)),
            (
                "fate",
                models.CharField(
                    choices=[
                        ("undecided", "Not decided"),
                        ("kept", "Kept"),
                        ("merged", "Merged into another"),
                        ("dropped", "Dropped"),
                    ],
                    default="undecided",
                    max_length=10,
                ),
            ),
            ("fate_reason", models.TextField(blank=True, max_length=1000)),
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
                    to="tracker.action",
                ),
            ),
            (
                "successor",
                models.ForeignKey(
                    blank=True,
                    db_constraint=False,
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="tracker.action",
                ),
            ),
            (
                "plan",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="tracker.plan",
                ),
            ),
        ],
        options={
            "abstract": False,
        },
    ),
    migrations.CreateModel(
        name="ActionServes",
        fields=[],
        options={
            "proxy": True,
        },
        bases=("tracker.action_recommendations",),
    ),
    migrations.CreateModel(
        name="ActionServesEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            ("id", models.BigIntegerField()),
            (
                "action",
                models.ForeignKey(
                    db_constraint=False,
                    db_tablespace="",
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="tracker.action",
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
                "recommendation",
                models.ForeignKey(
                    db_constraint=False,
                    db_tablespace="",
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
        model_name="action",
        trigger=pgtrigger.compiler.Trigger(
            name="insert_insert",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "tracker_actionevent" ("code", "confidentiality", "cost_currency", "cost_estimate", "created_at", "delivery", "due_on", "edition", "external_reference", "fate", "fate_reason", "id", "language", "lead_institution", "location_level", "member_id", "objective", "outcome", "output", "partner_networks", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pillar", "plan_id", "public_id", "start_on", "successor_id", "supporting_institutions", "text", "updated_at", "version") VALUES (NEW."code", NEW."confidentiality", NEW."cost_currency", NEW."cost_estimate", NEW."created_at", NEW."delivery", NEW."due_on", NEW."edition", NEW."external_reference", NEW."fate", NEW."fate_reason", NEW."id", NEW."language", NEW."lead_institution", NEW."location_level", NEW."member_id", NEW."objective", NEW."outcome", NEW."output", NEW."partner_networks", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."pillar", NEW."plan_id", NEW."public_id", NEW."start_on", NEW."successor_id", NEW."supporting_institutions", NEW."text", NEW."updated_at", NEW."version"); RETURN NULL;',
                hash="5a93e6db87dd57727d5b215254c4ed9df123ffec",
                operation="INSERT",
                pgid="pgtrigger_insert_insert_47b2e",
                table="tracker_action",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="action",
        trigger=pgtrigger.compiler.Trigger(
            name="update_update",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                func='INSERT INTO "tracker_actionevent" ("code", "confidentiality", "cost_currency", "cost_estimate", "created_at", "delivery", "due_on", "edition", "external_reference", "fate", "fate_reason", "id", "language", "lead_institution", "location_level", "member_id", "objective", "outcome", "output", "partner_networks", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pillar", "plan_id", "public_id", "start_on", "successor_id", "supporting_institutions", "text", "updated_at", "version") VALUES (NEW."code", NEW."confidentiality", NEW."cost_currency", NEW."cost_estimate", NEW."created_at", NEW."delivery", NEW."due_on", NEW."edition", NEW."external_reference", NEW."fate", NEW."fate_reason", NEW."id", NEW."language", NEW."lead_institution", NEW."location_level", NEW."member_id", NEW."objective", NEW."outcome", NEW."output", NEW."partner_networks", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."pillar", NEW."plan_id", NEW."public_id", NEW."start_on", NEW."successor_id", NEW."supporting_institutions", NEW."text", NEW."updated_at", NEW."version"); RETURN NULL;',
                hash="cf1b78ca705dd407a2d4fcd29e547e8cb81643d4",
                operation="UPDATE",
                pgid="pgtrigger_update_update_342df",
                table="tracker_action",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="action",
        trigger=pgtrigger.compiler.Trigger(
            name="delete_delete",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "tracker_actionevent" ("code", "confidentiality", "cost_currency", "cost_estimate", "created_at", "delivery", "due_on", "edition", "external_reference", "fate", "fate_reason", "id", "language", "lead_institution", "location_level", "member_id", "objective", "outcome", "output", "partner_networks", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pillar", "plan_id", "public_id", "start_on", "successor_id", "supporting_institutions", "text", "updated_at", "version") VALUES (OLD."code", OLD."confidentiality", OLD."cost_currency", OLD."cost_estimate", OLD."created_at", OLD."delivery", OLD."due_on", OLD."edition", OLD."external_reference", OLD."fate", OLD."fate_reason", OLD."id", OLD."language", OLD."lead_institution", OLD."location_level", OLD."member_id", OLD."objective", OLD."outcome", OLD."output", OLD."partner_networks", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."pillar", OLD."plan_id", OLD."public_id", OLD."start_on", OLD."successor_id", OLD."supporting_institutions", OLD."text", OLD."updated_at", OLD."version"); RETURN NULL;',
                hash="e1b61acc5ed217c581800dbc2b58b68f4af70a7c",
                operation="DELETE",
                pgid="pgtrigger_delete_delete_ad13c",
                table="tracker_action",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="actionevent",
        trigger=pgtrigger.compiler.Trigger(
            name="append_only",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                hash="eceb8f3549aefab8e53a0e3ceaa00ce770ea7e77",
                operation="UPDATE OR DELETE",
                pgid="pgtrigger_append_only_cd1d5",
                table="tracker_actionevent",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="actionserves",
        trigger=pgtrigger.compiler.Trigger(
            name="insert_insert",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "tracker_actionservesevent" ("action_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "recommendation_id") VALUES (NEW."action_id", NEW."id", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."recommendation_id"); RETURN NULL;',
                hash="e1ed89f3e890cc796a81dc7b74164c8048d0c5f2",
                operation="INSERT",
                pgid="pgtrigger_insert_insert_a4f2d",
                table="tracker_action_recommendations",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="actionserves",
        trigger=pgtrigger.compiler.Trigger(
            name="delete_delete",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "tracker_actionservesevent" ("action_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "recommendation_id") VALUES (OLD."action_id", OLD."id", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."recommendation_id"); RETURN NULL;',
                hash="42345b7816807f90e9364d22e7ab408bc8059836",
                operation="DELETE",
                pgid="pgtrigger_delete_delete_da9f4",
                table="tracker_action_recommendations",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="actionservesevent",
        trigger=pgtrigger.compiler.Trigger(
            name="append_only",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                hash="ee8838e0747560b33ed555162c312a53ae6c87a3",
                operation="UPDATE OR DELETE",
                pgid="pgtrigger_append_only_a528a",
                table="tracker_actionservesevent",
                when="BEFORE",
            ),
        ),
    ),
]
