"""Rates with a day and a source, and the page of a document on which a figure stands."""

import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import tracker.validators
from accounts.history import guard_history
from tracker.sealing import seal_restricted


def seal(apps, schema_editor):
    seal_restricted(schema_editor, "tracker_budgetfigureevent", ["amount", "page_pin"])


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0022_people_of_one_member"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("tracker", "0096_evidence_of_one_member_proven"),
    ]

    operations = [
        migrations.CreateModel(
            name="ExchangeRate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
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
            ],
            options={
                "ordering": ["from_currency", "to_currency", "-on", "-id"],
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
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="budgetfigure",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="budgetfigure",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="budgetfigure",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="budgetfigure",
            name="page_pin",
            field=models.CharField(
                blank=True, help_text="Where in the document it stands.", max_length=60
            ),
        ),
        migrations.AddField(
            model_name="budgetfigureevent",
            name="page_pin",
            field=models.CharField(
                blank=True, help_text="Where in the document it stands.", max_length=60
            ),
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
        migrations.AddField(
            model_name="exchangerate",
            name="entered_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.appointment",
            ),
        ),
        migrations.AddField(
            model_name="exchangerateevent",
            name="entered_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="accounts.appointment",
            ),
        ),
        migrations.AddField(
            model_name="exchangerateevent",
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
            model_name="exchangerateevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="tracker.exchangerate",
            ),
        ),
        migrations.AddConstraint(
            model_name="exchangerate",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_current", True)),
                fields=("from_currency", "to_currency", "on"),
                name="exchange_rate_once_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="exchangerate",
            constraint=models.CheckConstraint(
                condition=models.Q(("rate__gt", 0)), name="exchange_rate_above_zero"
            ),
        ),
        migrations.AddConstraint(
            model_name="exchangerate",
            constraint=models.CheckConstraint(
                condition=models.Q(("from_currency", models.F("to_currency")), _negated=True),
                name="exchange_rate_of_two_currencies",
            ),
        ),
        migrations.AddConstraint(
            model_name="exchangerate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("from_currency__regex", "^[A-Z]{3}$"), ("to_currency__regex", "^[A-Z]{3}$")
                ),
                name="exchange_rate_currency_codes",
            ),
        ),
        migrations.AddConstraint(
            model_name="exchangerate",
            constraint=models.CheckConstraint(
                condition=models.Q(("source", ""), _negated=True), name="exchange_rate_has_a_source"
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
        migrations.RunPython(seal, migrations.RunPython.noop),
        migrations.RunPython(guard_history, migrations.RunPython.noop),
    ]
