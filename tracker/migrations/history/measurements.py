"""The history of measurements."""

import uuid

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import tracker.validators

HISTORY = [
    migrations.CreateModel(
        name="MeasurementEvent",
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
            ("period_start", models.DateField(validators=[tracker.validators.plausible_date])),
            ("period_end", models.DateField(validators=[tracker.validators.plausible_date])),
            ("value", models.DecimalField(blank=True, decimal_places=3, max_digits=20, null=True)),
            ("value_text", models.CharField(blank=True, max_length=600)),
            (
                "numerator",
                models.DecimalField(blank=True, decimal_places=3, max_digits=20, null=True),
            ),
            (
                "denominator",
                models.DecimalField(blank=True, decimal_places=3, max_digits=20, null=True),
            ),
            (
                "status",
                models.CharField(
                    choices=[("provisional", "Provisional"), ("final", "Final")], max_length=12
                ),
            ),
            ("break_in_series", models.BooleanField(default=False)),
            ("comment", models.TextField(blank=True, max_length=1000)),
            ("table", models.JSONField(blank=True, default=dict)),
            ("numbers_hidden", models.BooleanField(default=False, editable=False)),
            ("table_hidden", models.BooleanField(default=False, editable=False)),
            (
                "evidence",
                models.ForeignKey(
                    blank=True,
                    db_constraint=False,
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="tracker.evidence",
                ),
            ),
            (
                "indicator",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="tracker.indicator",
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
                    to="tracker.measurement",
                ),
            ),
            (
                "report",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="tracker.report",
                ),
            ),
        ],
        options={
            "abstract": False,
        },
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="measurement",
        trigger=pgtrigger.compiler.Trigger(
            name="insert_insert",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "tracker_measurementevent" ("break_in_series", "comment", "confidentiality", "created_at", "denominator", "edition", "evidence_id", "id", "indicator_id", "member_id", "numbers_hidden", "numerator", "period_end", "period_start", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "report_id", "status", "table", "table_hidden", "updated_at", "value", "value_text", "version") VALUES (NEW."break_in_series", NEW."comment", NEW."confidentiality", NEW."created_at", NEW."denominator", NEW."edition", NEW."evidence_id", NEW."id", NEW."indicator_id", NEW."member_id", NEW."numbers_hidden", NEW."numerator", NEW."period_end", NEW."period_start", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."public_id", NEW."report_id", NEW."status", NEW."table", NEW."table_hidden", NEW."updated_at", NEW."value", NEW."value_text", NEW."version"); RETURN NULL;',
                hash="3efbeebec48eb300eacef90f6bc9ed3c1c0bfe1a",
                operation="INSERT",
                pgid="pgtrigger_insert_insert_a4180",
                table="tracker_measurement",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="measurement",
        trigger=pgtrigger.compiler.Trigger(
            name="update_update",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                func='INSERT INTO "tracker_measurementevent" ("break_in_series", "comment", "confidentiality", "created_at", "denominator", "edition", "evidence_id", "id", "indicator_id", "member_id", "numbers_hidden", "numerator", "period_end", "period_start", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "report_id", "status", "table", "table_hidden", "updated_at", "value", "value_text", "version") VALUES (NEW."break_in_series", NEW."comment", NEW."confidentiality", NEW."created_at", NEW."denominator", NEW."edition", NEW."evidence_id", NEW."id", NEW."indicator_id", NEW."member_id", NEW."numbers_hidden", NEW."numerator", NEW."period_end", NEW."period_start", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."public_id", NEW."report_id", NEW."status", NEW."table", NEW."table_hidden", NEW."updated_at", NEW."value", NEW."value_text", NEW."version"); RETURN NULL;',
                hash="425e4b6b71b6b65611bf69e9bbc452adffe67f7b",
                operation="UPDATE",
                pgid="pgtrigger_update_update_c1bc6",
                table="tracker_measurement",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="measurement",
        trigger=pgtrigger.compiler.Trigger(
            name="delete_delete",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "tracker_measurementevent" ("break_in_series", "comment", "confidentiality", "created_at", "denominator", "edition", "evidence_id", "id", "indicator_id", "member_id", "numbers_hidden", "numerator", "period_end", "period_start", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "report_id", "status", "table", "table_hidden", "updated_at", "value", "value_text", "version") VALUES (OLD."break_in_series", OLD."comment", OLD."confidentiality", OLD."created_at", OLD."denominator", OLD."edition", OLD."evidence_id", OLD."id", OLD."indicator_id", OLD."member_id", OLD."numbers_hidden", OLD."numerator", OLD."period_end", OLD."period_start", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."public_id", OLD."report_id", OLD."status", OLD."table", OLD."table_hidden", OLD."updated_at", OLD."value", OLD."value_text", OLD."version"); RETURN NULL;',
                hash="633b2e9b917701402b88bce3b1b668a4028c2861",
                operation="DELETE",
                pgid="pgtrigger_delete_delete_430ca",
                table="tracker_measurement",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="measurementevent",
        trigger=pgtrigger.compiler.Trigger(
            name="append_only",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                hash="eaf31700ee2c607c4c72c2f80b5775a7cd9f5529",
                operation="UPDATE OR DELETE",
                pgid="pgtrigger_append_only_cc1d2",
                table="tracker_measurementevent",
                when="BEFORE",
            ),
        ),
    ),
]
