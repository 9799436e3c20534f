"""The history of figures of money and rates."""

import uuid

import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import tracker.validators

HISTORY = [
    migrations.CreateModel(
        name="BudgetFigureEvent",
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
            (
                "stage",
                models.CharField(
                    choices=[
                        ("estimated", "Estimated"),
                        ("pledged", "Pledged"),
                        ("allocated", "Allocated"),
                        ("committed", "Committed"),
                        ("disbursed", "Disbursed"),
                        ("spent", "Spent"),
                    ],
                    max_length=12,
                ),
            ),
            ("period_start", models.DateField(validators=[tracker.validators.plausible_date])),
            ("period_end", models.DateField(validators=[tracker.validators.plausible_date])),
            ("amount", models.DecimalField(blank=True, decimal_places=3, max_digits=20, null=True)),
            (
                "currency",
                models.CharField(
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
                "data_state",
                models.CharField(
                    choices=[
                        ("reported", "Reported"),
                        ("not_available", "Not available"),
                        ("not_disclosed", "Not disclosed"),
                        ("not_applicable", "Not applicable"),
                    ],
                    max_length=16,
                ),
            ),
            (
                "as_of",
                models.DateField(
                    blank=True, null=True, validators=[tracker.validators.plausible_date]
                ),
            ),
            (
                "quality",
                models.CharField(
                    blank=True,
                    choices=[
                        ("official", "Official"),
                        ("provisional", "Provisional"),
                        ("estimate", "Estimate"),
                    ],
                    max_length=12,
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
                    to="tracker.budgetfigure",
                ),
            ),
            (
                "line",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="tracker.budgetline",
                ),
            ),
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
                "page_pin",
                models.CharField(
                    blank=True, help_text="Where in the document it stands.", max_length=60
                ),
            ),
        ],
        options={
            "abstract": False,
        },
    ),
    migrations.CreateModel(
        name="ExchangeRateEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            ("id", models.BigIntegerField()),
            (
                "from_currency",
                models.CharField(
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
                "to_currency",
                models.CharField(
                    max_length=3,
                    validators=[
                        django.core.validators.RegexValidator(
                            "^[A-Z]{3}$",
                            message="Write the currency as its three-letter code, such as KES or EUR.",
                        )
                    ],
                ),
            ),
            ("rate", models.DecimalField(decimal_places=8, max_digits=20)),
            ("on", models.DateField(validators=[tracker.validators.plausible_date])),
            ("source", models.CharField(max_length=300)),
            ("is_current", models.BooleanField(default=True)),
            ("entered_at", models.DateTimeField(auto_now_add=True)),
            (
                "entered_by",
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
                    to="tracker.exchangerate",
                ),
            ),
        ],
        options={
            "abstract": False,
        },
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="budgetfigure",
        trigger=pgtrigger.compiler.Trigger(
            name="insert_insert",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "tracker_budgetfigureevent" ("amount", "as_of", "confidentiality", "created_at", "currency", "data_state", "edition", "evidence_id", "id", "line_id", "member_id", "page_pin", "period_end", "period_start", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "quality", "report_id", "stage", "updated_at", "version") VALUES (NEW."amount", NEW."as_of", NEW."confidentiality", NEW."created_at", NEW."currency", NEW."data_state", NEW."edition", NEW."evidence_id", NEW."id", NEW."line_id", NEW."member_id", NEW."page_pin", NEW."period_end", NEW."period_start", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."public_id", NEW."quality", NEW."report_id", NEW."stage", NEW."updated_at", NEW."version"); RETURN NULL;',
                hash="e4b6c7ce57f8c27e53ad7d14d65680f6c82012c8",
                operation="INSERT",
                pgid="pgtrigger_insert_insert_b78be",
                table="tracker_budgetfigure",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="budgetfigure",
        trigger=pgtrigger.compiler.Trigger(
            name="update_update",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                func='INSERT INTO "tracker_budgetfigureevent" ("amount", "as_of", "confidentiality", "created_at", "currency", "data_state", "edition", "evidence_id", "id", "line_id", "member_id", "page_pin", "period_end", "period_start", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "quality", "report_id", "stage", "updated_at", "version") VALUES (NEW."amount", NEW."as_of", NEW."confidentiality", NEW."created_at", NEW."currency", NEW."data_state", NEW."edition", NEW."evidence_id", NEW."id", NEW."line_id", NEW."member_id", NEW."page_pin", NEW."period_end", NEW."period_start", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."public_id", NEW."quality", NEW."report_id", NEW."stage", NEW."updated_at", NEW."version"); RETURN NULL;',
                hash="8ad39b14ce9db3f0963df309f8cb680fea6f2ce3",
                operation="UPDATE",
                pgid="pgtrigger_update_update_65f52",
                table="tracker_budgetfigure",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="budgetfigure",
        trigger=pgtrigger.compiler.Trigger(
            name="delete_delete",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "tracker_budgetfigureevent" ("amount", "as_of", "confidentiality", "created_at", "currency", "data_state", "edition", "evidence_id", "id", "line_id", "member_id", "page_pin", "period_end", "period_start", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "quality", "report_id", "stage", "updated_at", "version") VALUES (OLD."amount", OLD."as_of", OLD."confidentiality", OLD."created_at", OLD."currency", OLD."data_state", OLD."edition", OLD."evidence_id", OLD."id", OLD."line_id", OLD."member_id", OLD."page_pin", OLD."period_end", OLD."period_start", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."public_id", OLD."quality", OLD."report_id", OLD."stage", OLD."updated_at", OLD."version"); RETURN NULL;',
                hash="c841b794759ba4b9b129c067795cd5f8d72fd889",
                operation="DELETE",
                pgid="pgtrigger_delete_delete_14309",
                table="tracker_budgetfigure",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="exchangerate",
        trigger=pgtrigger.compiler.Trigger(
            name="insert_insert",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "tracker_exchangerateevent" ("entered_at", "entered_by_id", "from_currency", "id", "is_current", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rate", "source", "to_currency") VALUES (NEW."entered_at", NEW."entered_by_id", NEW."from_currency", NEW."id", NEW."is_current", NEW."on", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."rate", NEW."source", NEW."to_currency"); RETURN NULL;',
                hash="a0e2950bc219c4bc2f484f4eae59bc6f5d8bf999",
                operation="INSERT",
                pgid="pgtrigger_insert_insert_985c9",
                table="tracker_exchangerate",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="exchangerate",
        trigger=pgtrigger.compiler.Trigger(
            name="update_update",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                func='INSERT INTO "tracker_exchangerateevent" ("entered_at", "entered_by_id", "from_currency", "id", "is_current", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rate", "source", "to_currency") VALUES (NEW."entered_at", NEW."entered_by_id", NEW."from_currency", NEW."id", NEW."is_current", NEW."on", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."rate", NEW."source", NEW."to_currency"); RETURN NULL;',
                hash="e905270c188aa1d9ced0f6189f550e3aab9e4faa",
                operation="UPDATE",
                pgid="pgtrigger_update_update_2e5ae",
                table="tracker_exchangerate",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="exchangerate",
        trigger=pgtrigger.compiler.Trigger(
            name="delete_delete",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "tracker_exchangerateevent" ("entered_at", "entered_by_id", "from_currency", "id", "is_current", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rate", "source", "to_currency") VALUES (OLD."entered_at", OLD."entered_by_id", OLD."from_currency", OLD."id", OLD."is_current", OLD."on", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."rate", OLD."source", OLD."to_currency"); RETURN NULL;',
                hash="38ccdade2ad07b316f8f0f4fc31bc4dc147443cc",
                operation="DELETE",
                pgid="pgtrigger_delete_delete_5a829",
                table="tracker_exchangerate",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="budgetfigureevent",
        trigger=pgtrigger.compiler.Trigger(
            name="append_only",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                hash="bc01ead44f82369f3090515a81613f11ff200798",
                operation="UPDATE OR DELETE",
                pgid="pgtrigger_append_only_dc8ae",
                table="tracker_budgetfigureevent",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="exchangerateevent",
        trigger=pgtrigger.compiler.Trigger(
            name="append_only",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                hash="75db4ce5b994a179e0eae02649cecae07045a515",
                operation="UPDATE OR DELETE",
                pgid="pgtrigger_append_only_e5ef4",
                table="tracker_exchangerateevent",
                when="BEFORE",
            ),
        ),
    ),
]
