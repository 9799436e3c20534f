"""The history of indicators, where they come from, and who is named to read them."""

import uuid

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import tracker.validators

HISTORY = [
    migrations.CreateModel(
        name="IndicatorEvent",
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
            ("text", models.TextField(max_length=600)),
            ("language", models.CharField(max_length=35)),
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
            (
                "level",
                models.CharField(
                    choices=[("impact", "Impact"), ("outcome", "Outcome"), ("output", "Output")],
                    max_length=10,
                ),
            ),
            (
                "nature",
                models.CharField(
                    blank=True,
                    choices=[
                        ("structural", "Structural: what is in place"),
                        ("process", "Process: what is done"),
                        ("outcome", "Outcome: what comes of it"),
                    ],
                    max_length=12,
                ),
            ),
            (
                "measure",
                models.CharField(
                    choices=[
                        ("unit", "A number"),
                        ("percentage", "A percentage"),
                        ("nominal", "Kinds without order, such as yes and no"),
                        ("ordinal", "Steps in an order"),
                        ("qualitative", "A description"),
                    ],
                    max_length=12,
                ),
            ),
            ("unit", models.CharField(blank=True, max_length=80)),
            (
                "direction",
                models.CharField(
                    blank=True,
                    choices=[
                        ("up", "More is better"),
                        ("down", "Less is better"),
                        ("steady", "It should stay as it is"),
                    ],
                    max_length=8,
                ),
            ),
            ("numerator_definition", models.CharField(blank=True, max_length=300)),
            ("denominator_definition", models.CharField(blank=True, max_length=300)),
            ("definition", models.TextField(blank=True, max_length=2000)),
            ("source", models.CharField(blank=True, max_length=200)),
            ("custodian", models.CharField(blank=True, max_length=200)),
            ("method", models.TextField(blank=True, max_length=2000)),
            (
                "frequency",
                models.CharField(
                    blank=True,
                    choices=[
                        ("quarterly", "Every quarter"),
                        ("half_yearly", "Every half-year"),
                        ("yearly", "Every year"),
                        ("two_yearly", "Every two years"),
                        ("other", "Otherwise"),
                    ],
                    max_length=12,
                ),
            ),
            ("disaggregation", models.JSONField(blank=True, default=dict)),
            (
                "baseline_value",
                models.DecimalField(blank=True, decimal_places=3, max_digits=20, null=True),
            ),
            (
                "baseline_date",
                models.DateField(
                    blank=True, null=True, validators=[tracker.validators.plausible_date]
                ),
            ),
            ("baseline_source", models.CharField(blank=True, max_length=200)),
            ("targets", models.JSONField(blank=True, default=list)),
            ("violence_data", models.BooleanField(default=False)),
            (
                "minimum_cell",
                models.PositiveSmallIntegerField(
                    default=5, validators=[django.core.validators.MinValueValidator(5)]
                ),
            ),
            (
                "recommendations",
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.CharField(max_length=12), blank=True, default=list, size=None
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
                    to="tracker.indicator",
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
            (
                "framework",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="tracker.indicatorframework",
                ),
            ),
        ],
        options={
            "abstract": False,
        },
    ),
    migrations.CreateModel(
        name="IndicatorReader",
        fields=[],
        options={
            "proxy": True,
        },
        bases=("tracker.indicator_named_readers",),
    ),
    migrations.CreateModel(
        name="IndicatorReaderEvent",
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
                "indicator",
                models.ForeignKey(
                    db_constraint=False,
                    db_tablespace="",
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="tracker.indicator",
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
        model_name="indicator",
        trigger=pgtrigger.compiler.Trigger(
            name="insert_insert",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "tracker_indicatorevent" ("baseline_date", "baseline_source", "baseline_value", "code", "confidentiality", "created_at", "custodian", "definition", "denominator_definition", "direction", "disaggregation", "edition", "framework_id", "frequency", "id", "language", "level", "measure", "member_id", "method", "minimum_cell", "nature", "numerator_definition", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pillar", "public_id", "recommendations", "report_id", "source", "targets", "text", "unit", "updated_at", "version", "violence_data") VALUES (NEW."baseline_date", NEW."baseline_source", NEW."baseline_value", NEW."code", NEW."confidentiality", NEW."created_at", NEW."custodian", NEW."definition", NEW."denominator_definition", NEW."direction", NEW."disaggregation", NEW."edition", NEW."framework_id", NEW."frequency", NEW."id", NEW."language", NEW."level", NEW."measure", NEW."member_id", NEW."method", NEW."minimum_cell", NEW."nature", NEW."numerator_definition", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."pillar", NEW."public_id", NEW."recommendations", NEW."report_id", NEW."source", NEW."targets", NEW."text", NEW."unit", NEW."updated_at", NEW."version", NEW."violence_data"); RETURN NULL;',
                hash="318e3cd67a72aa165db82ddcd5b1f08ae5d359f8",
                operation="INSERT",
                pgid="pgtrigger_insert_insert_50e5d",
                table="tracker_indicator",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="indicator",
        trigger=pgtrigger.compiler.Trigger(
            name="update_update",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                func='INSERT INTO "tracker_indicatorevent" ("baseline_date", "baseline_source", "baseline_value", "code", "confidentiality", "created_at", "custodian", "definition", "denominator_definition", "direction", "disaggregation", "edition", "framework_id", "frequency", "id", "language", "level", "measure", "member_id", "method", "minimum_cell", "nature", "numerator_definition", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pillar", "public_id", "recommendations", "report_id", "source", "targets", "text", "unit", "updated_at", "version", "violence_data") VALUES (NEW."baseline_date", NEW."baseline_source", NEW."baseline_value", NEW."code", NEW."confidentiality", NEW."created_at", NEW."custodian", NEW."definition", NEW."denominator_definition", NEW."direction", NEW."disaggregation", NEW."edition", NEW."framework_id", NEW."frequency", NEW."id", NEW."language", NEW."level", NEW."measure", NEW."member_id", NEW."method", NEW."minimum_cell", NEW."nature", NEW."numerator_definition", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."pillar", NEW."public_id", NEW."recommendations", NEW."report_id", NEW."source", NEW."targets", NEW."text", NEW."unit", NEW."updated_at", NEW."version", NEW."violence_data"); RETURN NULL;',
                hash="45fc04aba129a2ab657a34a0336562d74ed11aeb",
                operation="UPDATE",
                pgid="pgtrigger_update_update_f63f7",
                table="tracker_indicator",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="indicator",
        trigger=pgtrigger.compiler.Trigger(
            name="delete_delete",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "tracker_indicatorevent" ("baseline_date", "baseline_source", "baseline_value", "code", "confidentiality", "created_at", "custodian", "definition", "denominator_definition", "direction", "disaggregation", "edition", "framework_id", "frequency", "id", "language", "level", "measure", "member_id", "method", "minimum_cell", "nature", "numerator_definition", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pillar", "public_id", "recommendations", "report_id", "source", "targets", "text", "unit", "updated_at", "version", "violence_data") VALUES (OLD."baseline_date", OLD."baseline_source", OLD."baseline_value", OLD."code", OLD."confidentiality", OLD."created_at", OLD."custodian", OLD."definition", OLD."denominator_definition", OLD."direction", OLD."disaggregation", OLD."edition", OLD."framework_id", OLD."frequency", OLD."id", OLD."language", OLD."level", OLD."measure", OLD."member_id", OLD."method", OLD."minimum_cell", OLD."nature", OLD."numerator_definition", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."pillar", OLD."public_id", OLD."recommendations", OLD."report_id", OLD."source", OLD."targets", OLD."text", OLD."unit", OLD."updated_at", OLD."version", OLD."violence_data"); RETURN NULL;',
                hash="88ce1812074f44a6766edb78a723e52f2f1b6833",
                operation="DELETE",
                pgid="pgtrigger_delete_delete_b0cf0",
                table="tracker_indicator",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="indicatorevent",
        trigger=pgtrigger.compiler.Trigger(
            name="append_only",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                hash="3efa01f761fd159b9a4e3af568d92035b905e4ae",
                operation="UPDATE OR DELETE",
                pgid="pgtrigger_append_only_e512c",
                table="tracker_indicatorevent",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="indicatorreader",
        trigger=pgtrigger.compiler.Trigger(
            name="insert_insert",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "tracker_indicatorreaderevent" ("appointment_id", "id", "indicator_id", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (NEW."appointment_id", NEW."id", NEW."indicator_id", _pgh_attach_context(), clock_timestamp(), \'insert\'); RETURN NULL;',
                hash="aa93900f38d89714dcf574087cb10bd902bb687a",
                operation="INSERT",
                pgid="pgtrigger_insert_insert_b2791",
                table="tracker_indicator_named_readers",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="indicatorreader",
        trigger=pgtrigger.compiler.Trigger(
            name="delete_delete",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "tracker_indicatorreaderevent" ("appointment_id", "id", "indicator_id", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (OLD."appointment_id", OLD."id", OLD."indicator_id", _pgh_attach_context(), clock_timestamp(), \'delete\'); RETURN NULL;',
                hash="f3bde7d56c8c02a8408808f5a8f7eb1e33c11819",
                operation="DELETE",
                pgid="pgtrigger_delete_delete_e8a7f",
                table="tracker_indicator_named_readers",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="indicatorreaderevent",
        trigger=pgtrigger.compiler.Trigger(
            name="append_only",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                hash="2364bfd0f0c602bcf0b5e033010f4904e92cf6d9",
                operation="UPDATE OR DELETE",
                pgid="pgtrigger_append_only_7d165",
                table="tracker_indicatorreaderevent",
                when="BEFORE",
            ),
        ),
    ),
]
