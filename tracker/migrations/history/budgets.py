"""The history of lines of money and who is named to read them."""

import uuid

import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

HISTORY = [
    migrations.CreateModel(
        name="BudgetLineEvent",
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
            ("title", models.CharField(max_length=300)),
            ("body", models.CharField(blank=True, help_text="Who carries it out.", max_length=200)),
            (
                "source",
                models.CharField(
                    blank=True,
                    choices=[
                        ("national", "National budget"),
                        ("bilateral", "Bilateral partner"),
                        ("multilateral", "Multilateral organization"),
                        ("pooled_fund", "Pooled fund"),
                        ("private", "Private sector"),
                        ("cso_own", "Civil society’s own means"),
                    ],
                    max_length=16,
                ),
            ),
            (
                "commitment_origin",
                models.CharField(
                    blank=True,
                    choices=[
                        ("donor_conference", "Donor conference"),
                        ("peace_agreement", "Peace agreement"),
                        ("post_conflict_framework", "Post-conflict framework"),
                        ("national_budget", "National budget"),
                        ("other", "Other"),
                    ],
                    max_length=24,
                ),
            ),
            ("is_dedicated", models.BooleanField(blank=True, null=True)),
            (
                "share_percent",
                models.DecimalField(
                    blank=True,
                    decimal_places=2,
                    help_text="Part of the line for this agenda, where it is not dedicated.",
                    max_digits=5,
                    null=True,
                    validators=[
                        django.core.validators.MinValueValidator(0),
                        django.core.validators.MaxValueValidator(100),
                    ],
                ),
            ),
            (
                "recipient_kind",
                models.CharField(
                    blank=True,
                    choices=[
                        ("ministry", "Ministry"),
                        ("local_authority", "Local authority"),
                        ("cso", "Civil-society organization"),
                        ("wlo", "Women-led organization"),
                        ("international_organization", "International organization"),
                    ],
                    max_length=28,
                ),
            ),
            ("women_led", models.BooleanField(blank=True, null=True)),
            ("flexible", models.BooleanField(blank=True, null=True)),
            ("multi_year", models.BooleanField(blank=True, null=True)),
            (
                "gender_marker",
                models.CharField(
                    choices=[
                        ("0", "0, not targeted"),
                        ("1", "1, significant objective"),
                        ("2", "2, principal objective"),
                        ("not_screened", "Not screened"),
                    ],
                    default="not_screened",
                    max_length=14,
                ),
            ),
            ("embargo_until", models.DateField(blank=True, null=True)),
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
                    to="tracker.budgetline",
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
            (
                "action",
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
        ],
        options={
            "abstract": False,
        },
    ),
    migrations.CreateModel(
        name="LineReader",
        fields=[],
        options={
            "proxy": True,
        },
        bases=("tracker.budgetline_named_readers",),
    ),
    migrations.CreateModel(
        name="LineReaderEvent",
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
                "budgetline",
                models.ForeignKey(
                    db_constraint=False,
                    db_tablespace="",
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="tracker.budgetline",
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
        model_name="budgetline",
        trigger=pgtrigger.compiler.Trigger(
            name="insert_insert",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "tracker_budgetlineevent" ("action_id", "body", "commitment_origin", "confidentiality", "created_at", "edition", "embargo_until", "flexible", "gender_marker", "id", "is_dedicated", "member_id", "multi_year", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "recipient_kind", "recommendation_id", "share_percent", "source", "title", "updated_at", "version", "women_led") VALUES (NEW."action_id", NEW."body", NEW."commitment_origin", NEW."confidentiality", NEW."created_at", NEW."edition", NEW."embargo_until", NEW."flexible", NEW."gender_marker", NEW."id", NEW."is_dedicated", NEW."member_id", NEW."multi_year", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."public_id", NEW."recipient_kind", NEW."recommendation_id", NEW."share_percent", NEW."source", NEW."title", NEW."updated_at", NEW."version", NEW."women_led"); RETURN NULL;',
                hash="80c1a7015e5f2c4462e3166cd36c27c0420c9670",
                operation="INSERT",
                pgid="pgtrigger_insert_insert_656ed",
                table="tracker_budgetline",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="budgetline",
        trigger=pgtrigger.compiler.Trigger(
            name="update_update",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                func='INSERT INTO "tracker_budgetlineevent" ("action_id", "body", "commitment_origin", "confidentiality", "created_at", "edition", "embargo_until", "flexible", "gender_marker", "id", "is_dedicated", "member_id", "multi_year", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "recipient_kind", "recommendation_id", "share_percent", "source", "title", "updated_at", "version", "women_led") VALUES (NEW."action_id", NEW."body", NEW."commitment_origin", NEW."confidentiality", NEW."created_at", NEW."edition", NEW."embargo_until", NEW."flexible", NEW."gender_marker", NEW."id", NEW."is_dedicated", NEW."member_id", NEW."multi_year", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."public_id", NEW."recipient_kind", NEW."recommendation_id", NEW."share_percent", NEW."source", NEW."title", NEW."updated_at", NEW."version", NEW."women_led"); RETURN NULL;',
                hash="fd0d1f72fff9580651bc19d4f42cf1e06b8c4621",
                operation="UPDATE",
                pgid="pgtrigger_update_update_83298",
                table="tracker_budgetline",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="budgetline",
        trigger=pgtrigger.compiler.Trigger(
            name="delete_delete",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "tracker_budgetlineevent" ("action_id", "body", "commitment_origin", "confidentiality", "created_at", "edition", "embargo_until", "flexible", "gender_marker", "id", "is_dedicated", "member_id", "multi_year", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "recipient_kind", "recommendation_id", "share_percent", "source", "title", "updated_at", "version", "women_led") VALUES (OLD."action_id", OLD."body", OLD."commitment_origin", OLD."confidentiality", OLD."created_at", OLD."edition", OLD."embargo_until", OLD."flexible", OLD."gender_marker", OLD."id", OLD."is_dedicated", OLD."member_id", OLD."multi_year", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."public_id", OLD."recipient_kind", OLD."recommendation_id", OLD."share_percent", OLD."source", OLD."title", OLD."updated_at", OLD."version", OLD."women_led"); RETURN NULL;',
                hash="bd75d5289cc435d234750327141c021d9ed7663c",
                operation="DELETE",
                pgid="pgtrigger_delete_delete_f3900",
                table="tracker_budgetline",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="budgetlineevent",
        trigger=pgtrigger.compiler.Trigger(
            name="append_only",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                hash="4b35bc8a616fff8b66ae5c672323c84a80c7b769",
                operation="UPDATE OR DELETE",
                pgid="pgtrigger_append_only_6c305",
                table="tracker_budgetlineevent",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="linereader",
        trigger=pgtrigger.compiler.Trigger(
            name="insert_insert",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "tracker_linereaderevent" ("appointment_id", "budgetline_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (NEW."appointment_id", NEW."budgetline_id", NEW."id", _pgh_attach_context(), clock_timestamp(), \'insert\'); RETURN NULL;',
                hash="4456255637f46251b4f265fac2ba1038f61fe607",
                operation="INSERT",
                pgid="pgtrigger_insert_insert_18060",
                table="tracker_budgetline_named_readers",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="linereader",
        trigger=pgtrigger.compiler.Trigger(
            name="delete_delete",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "tracker_linereaderevent" ("appointment_id", "budgetline_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (OLD."appointment_id", OLD."budgetline_id", OLD."id", _pgh_attach_context(), clock_timestamp(), \'delete\'); RETURN NULL;',
                hash="7810bcb27df9453dab84511e5517a42e25942074",
                operation="DELETE",
                pgid="pgtrigger_delete_delete_68d46",
                table="tracker_budgetline_named_readers",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="linereaderevent",
        trigger=pgtrigger.compiler.Trigger(
            name="append_only",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                hash="b0088cd2613df57b824b7f08a54c2092844338b4",
                operation="UPDATE OR DELETE",
                pgid="pgtrigger_append_only_e45be",
                table="tracker_linereaderevent",
                when="BEFORE",
            ),
        ),
    ),
]
