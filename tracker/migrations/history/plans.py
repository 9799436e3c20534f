"""The history of plans and who is named to read them."""

import uuid

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import tracker.models.stored_file
import tracker.validators

HISTORY = [
    migrations.CreateModel(
        name="PlanEvent",
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
                "kind",
                models.CharField(
                    choices=[
                        ("nap", "National Action Plan (NAP)"),
                        ("rap", "Regional action plan"),
                        ("lap", "Local action plan"),
                        ("strategy", "Strategy"),
                        ("salw", "Plan on small arms and light weapons"),
                        ("other", "Other plan"),
                    ],
                    max_length=12,
                ),
            ),
            ("title", models.CharField(max_length=300)),
            ("language", models.CharField(help_text="BCP 47 tag of the title.", max_length=35)),
            ("english_title", models.CharField(blank=True, max_length=300)),
            (
                "generation",
                models.PositiveSmallIntegerField(
                    blank=True, null=True, validators=[django.core.validators.MinValueValidator(1)]
                ),
            ),
            (
                "status",
                models.CharField(
                    choices=[
                        ("in_development", "In development"),
                        ("adopted", "Adopted"),
                        ("in_force", "In force"),
                        ("expired_in_renewal", "Expired, renewal under way"),
                        ("superseded", "Superseded"),
                    ],
                    default="in_development",
                    max_length=20,
                ),
            ),
            (
                "adopted_on",
                models.DateField(
                    blank=True, null=True, validators=[tracker.validators.plausible_date]
                ),
            ),
            ("adopting_authority", models.CharField(blank=True, max_length=200)),
            ("legal_form", models.CharField(blank=True, max_length=200)),
            (
                "launched_on",
                models.DateField(
                    blank=True, null=True, validators=[tracker.validators.plausible_date]
                ),
            ),
            (
                "period_start",
                models.DateField(
                    blank=True, null=True, validators=[tracker.validators.plausible_date]
                ),
            ),
            (
                "period_end",
                models.DateField(
                    blank=True, null=True, validators=[tracker.validators.plausible_date]
                ),
            ),
            ("phases", models.TextField(blank=True, max_length=1000)),
            (
                "orientation",
                models.CharField(
                    choices=[
                        ("domestic", "At home"),
                        ("outward", "Abroad"),
                        ("both", "At home and abroad"),
                        ("unknown", "Not known"),
                    ],
                    default="unknown",
                    max_length=10,
                ),
            ),
            ("lead_institution", models.CharField(blank=True, max_length=200)),
            (
                "lead_institution_type",
                models.CharField(
                    choices=[
                        ("foreign_affairs", "Foreign affairs"),
                        ("gender", "Gender or women’s affairs"),
                        ("defence", "Defence"),
                        ("interior", "Interior"),
                        ("head_of_government", "Office of the head of government"),
                        ("other", "Another institution"),
                        ("unknown", "Not known"),
                    ],
                    default="unknown",
                    max_length=20,
                ),
            ),
            ("coordination_body", models.CharField(blank=True, max_length=200)),
            (
                "civil_society_role",
                models.CharField(
                    choices=[
                        ("none", "None"),
                        ("consulted", "Consulted"),
                        ("committee_member", "Member of the committee"),
                        ("co_chair", "Co-chair of the committee"),
                        ("monitor", "Monitors independently"),
                        ("unknown", "Not known"),
                    ],
                    default="unknown",
                    max_length=18,
                ),
            ),
            ("reports_to_parliament", models.BooleanField(blank=True, null=True)),
            ("parliament_periodicity", models.CharField(blank=True, max_length=100)),
            ("monitoring_framework", models.BooleanField(blank=True, null=True)),
            ("indicator_count", models.PositiveIntegerField(blank=True, null=True)),
            ("reporting_periodicity", models.CharField(blank=True, max_length=100)),
            (
                "mid_term_review_on",
                models.DateField(
                    blank=True, null=True, validators=[tracker.validators.plausible_date]
                ),
            ),
            (
                "final_evaluation_on",
                models.DateField(
                    blank=True, null=True, validators=[tracker.validators.plausible_date]
                ),
            ),
            (
                "budget_state",
                models.CharField(
                    choices=[
                        ("none", "No budget"),
                        ("stated_total", "A total is stated"),
                        ("costed_by_action", "Costed action by action"),
                        ("appropriated", "In an adopted budget"),
                        ("unknown", "Not known"),
                    ],
                    default="unknown",
                    max_length=18,
                ),
            ),
            (
                "budget_total",
                models.DecimalField(
                    blank=True,
                    decimal_places=3,
                    max_digits=20,
                    null=True,
                    validators=[django.core.validators.MinValueValidator(0)],
                ),
            ),
            (
                "budget_currency",
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
            ("local_plans", models.PositiveIntegerField(blank=True, null=True)),
            (
                "linked_plans",
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.CharField(
                        choices=[
                            ("emergency_humanitarian", "Emergency and humanitarian response"),
                            ("displacement", "Refugees and internally displaced persons"),
                            ("climate", "Climate change"),
                            ("yps", "Youth and peace and security"),
                            ("extremism", "Countering extremism and radicalization"),
                            ("trafficking", "Trafficking in persons"),
                            ("salw", "Small arms and light weapons"),
                            ("early_warning", "Early warning"),
                            ("other", "Others"),
                        ],
                        max_length=40,
                    ),
                    blank=True,
                    null=True,
                    size=None,
                ),
            ),
            (
                "emerging_issues",
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.CharField(
                        choices=[
                            ("climate", "Climate change"),
                            ("cybersecurity", "Cybersecurity"),
                            ("technology", "Technological advancement and accessibility"),
                            ("trafficking", "Trafficking in persons"),
                            ("extremism", "Preventing and countering violent extremism"),
                            ("health", "Pandemics and health emergencies"),
                            ("food_economy", "Food and economic insecurity"),
                            ("space", "Space security"),
                        ],
                        max_length=40,
                    ),
                    blank=True,
                    null=True,
                    size=None,
                ),
            ),
            (
                "pillars",
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.CharField(
                        choices=[
                            ("prevention", "Prevention"),
                            ("participation", "Participation"),
                            ("protection", "Protection"),
                            ("relief_recovery", "Relief and recovery"),
                            ("cross_cutting", "Cross-cutting"),
                        ],
                        max_length=40,
                    ),
                    blank=True,
                    null=True,
                    size=None,
                ),
            ),
            ("frameworks", models.TextField(blank=True, max_length=1000)),
            ("partner_networks", models.TextField(blank=True, max_length=1000)),
            (
                "languages",
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.CharField(max_length=35), blank=True, null=True, size=None
                ),
            ),
            (
                "document_url",
                models.URLField(
                    blank=True,
                    max_length=2000,
                    validators=[
                        django.core.validators.URLValidator(
                            message="Write a web address that begins with https:// or http://.",
                            schemes=["http", "https"],
                        )
                    ],
                ),
            ),
            ("contact_office", models.CharField(blank=True, max_length=200)),
            ("withdrawn_at", models.DateTimeField(blank=True, editable=False, null=True)),
            ("withdrawn_reason", models.TextField(blank=True, editable=False, max_length=2000)),
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
                    to="tracker.plan",
                ),
            ),
            (
                "predecessor",
                models.ForeignKey(
                    blank=True,
                    db_constraint=False,
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="tracker.plan",
                ),
            ),
            (
                "added_by",
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
            ("content_type", models.CharField(blank=True, max_length=100)),
            (
                "file",
                models.FileField(
                    blank=True,
                    max_length=200,
                    storage=tracker.models.stored_file.evidence_storage,
                    upload_to=tracker.models.stored_file.random_name,
                ),
            ),
            (
                "file_name",
                models.CharField(blank=True, help_text="As the sender named it.", max_length=255),
            ),
            (
                "names_author",
                models.BooleanField(
                    default=False,
                    help_text="A PDF whose own data name somebody; it is published as it is.",
                ),
            ),
            ("original_sha256", models.CharField(blank=True, max_length=64)),
            ("sha256", models.CharField(blank=True, max_length=64)),
            ("size", models.PositiveBigIntegerField(blank=True, help_text="Bytes.", null=True)),
        ],
        options={
            "abstract": False,
        },
    ),
    migrations.CreateModel(
        name="PlanReader",
        fields=[],
        options={
            "proxy": True,
        },
        bases=("tracker.plan_named_readers",),
    ),
    migrations.CreateModel(
        name="PlanReaderEvent",
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
                "plan",
                models.ForeignKey(
                    db_constraint=False,
                    db_tablespace="",
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
    pgtrigger.migrations.AddTrigger(
        model_name="plan",
        trigger=pgtrigger.compiler.Trigger(
            name="insert_insert",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "tracker_planevent" ("added_by_id", "adopted_on", "adopting_authority", "budget_currency", "budget_state", "budget_total", "civil_society_role", "confidentiality", "contact_office", "content_type", "coordination_body", "created_at", "document_url", "edition", "emerging_issues", "english_title", "file", "file_name", "final_evaluation_on", "frameworks", "generation", "id", "indicator_count", "kind", "language", "languages", "launched_on", "lead_institution", "lead_institution_type", "legal_form", "linked_plans", "local_plans", "member_id", "mid_term_review_on", "monitoring_framework", "names_author", "orientation", "original_sha256", "parliament_periodicity", "partner_networks", "period_end", "period_start", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phases", "pillars", "predecessor_id", "public_id", "reporting_periodicity", "reports_to_parliament", "sha256", "size", "status", "title", "updated_at", "version", "withdrawn_at", "withdrawn_reason") VALUES (NEW."added_by_id", NEW."adopted_on", NEW."adopting_authority", NEW."budget_currency", NEW."budget_state", NEW."budget_total", NEW."civil_society_role", NEW."confidentiality", NEW."contact_office", NEW."content_type", NEW."coordination_body", NEW."created_at", NEW."document_url", NEW."edition", NEW."emerging_issues", NEW."english_title", NEW."file", NEW."file_name", NEW."final_evaluation_on", NEW."frameworks", NEW."generation", NEW."id", NEW."indicator_count", NEW."kind", NEW."language", NEW."languages", NEW."launched_on", NEW."lead_institution", NEW."lead_institution_type", NEW."legal_form", NEW."linked_plans", NEW."local_plans", NEW."member_id", NEW."mid_term_review_on", NEW."monitoring_framework", NEW."names_author", NEW."orientation", NEW."original_sha256", NEW."parliament_periodicity", NEW."partner_networks", NEW."period_end", NEW."period_start", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."phases", NEW."pillars", NEW."predecessor_id", NEW."public_id", NEW."reporting_periodicity", NEW."reports_to_parliament", NEW."sha256", NEW."size", NEW."status", NEW."title", NEW."updated_at", NEW."version", NEW."withdrawn_at", NEW."withdrawn_reason"); RETURN NULL;',
                hash="a44df56982751169781e5aedfb60bd7ab418dbd3",
                operation="INSERT",
                pgid="pgtrigger_insert_insert_ce653",
                table="tracker_plan",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="plan",
        trigger=pgtrigger.compiler.Trigger(
            name="update_update",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                func='INSERT INTO "tracker_planevent" ("added_by_id", "adopted_on", "adopting_authority", "budget_currency", "budget_state", "budget_total", "civil_society_role", "confidentiality", "contact_office", "content_type", "coordination_body", "created_at", "document_url", "edition", "emerging_issues", "english_title", "file", "file_name", "final_evaluation_on", "frameworks", "generation", "id", "indicator_count", "kind", "language", "languages", "launched_on", "lead_institution", "lead_institution_type", "legal_form", "linked_plans", "local_plans", "member_id", "mid_term_review_on", "monitoring_framework", "names_author", "orientation", "original_sha256", "parliament_periodicity", "partner_networks", "period_end", "period_start", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phases", "pillars", "predecessor_id", "public_id", "reporting_periodicity", "reports_to_parliament", "sha256", "size", "status", "title", "updated_at", "version", "withdrawn_at", "withdrawn_reason") VALUES (NEW."added_by_id", NEW."adopted_on", NEW."adopting_authority", NEW."budget_currency", NEW."budget_state", NEW."budget_total", NEW."civil_society_role", NEW."confidentiality", NEW."contact_office", NEW."content_type", NEW."coordination_body", NEW."created_at", NEW."document_url", NEW."edition", NEW."emerging_issues", NEW."english_title", NEW."file", NEW."file_name", NEW."final_evaluation_on", NEW."frameworks", NEW."generation", NEW."id", NEW."indicator_count", NEW."kind", NEW."language", NEW."languages", NEW."launched_on", NEW."lead_institution", NEW."lead_institution_type", NEW."legal_form", NEW."linked_plans", NEW."local_plans", NEW."member_id", NEW."mid_term_review_on", NEW."monitoring_framework", NEW."names_author", NEW."orientation", NEW."original_sha256", NEW."parliament_periodicity", NEW."partner_networks", NEW."period_end", NEW."period_start", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."phases", NEW."pillars", NEW."predecessor_id", NEW."public_id", NEW."reporting_periodicity", NEW."reports_to_parliament", NEW."sha256", NEW."size", NEW."status", NEW."title", NEW."updated_at", NEW."version", NEW."withdrawn_at", NEW."withdrawn_reason"); RETURN NULL;',
                hash="33b12ebd3002b818b0505b0e7f6bd29772f367b9",
                operation="UPDATE",
                pgid="pgtrigger_update_update_a23c8",
                table="tracker_plan",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="plan",
        trigger=pgtrigger.compiler.Trigger(
            name="delete_delete",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "tracker_planevent" ("added_by_id", "adopted_on", "adopting_authority", "budget_currency", "budget_state", "budget_total", "civil_society_role", "confidentiality", "contact_office", "content_type", "coordination_body", "created_at", "document_url", "edition", "emerging_issues", "english_title", "file", "file_name", "final_evaluation_on", "frameworks", "generation", "id", "indicator_count", "kind", "language", "languages", "launched_on", "lead_institution", "lead_institution_type", "legal_form", "linked_plans", "local_plans", "member_id", "mid_term_review_on", "monitoring_framework", "names_author", "orientation", "original_sha256", "parliament_periodicity", "partner_networks", "period_end", "period_start", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phases", "pillars", "predecessor_id", "public_id", "reporting_periodicity", "reports_to_parliament", "sha256", "size", "status", "title", "updated_at", "version", "withdrawn_at", "withdrawn_reason") VALUES (OLD."added_by_id", OLD."adopted_on", OLD."adopting_authority", OLD."budget_currency", OLD."budget_state", OLD."budget_total", OLD."civil_society_role", OLD."confidentiality", OLD."contact_office", OLD."content_type", OLD."coordination_body", OLD."created_at", OLD."document_url", OLD."edition", OLD."emerging_issues", OLD."english_title", OLD."file", OLD."file_name", OLD."final_evaluation_on", OLD."frameworks", OLD."generation", OLD."id", OLD."indicator_count", OLD."kind", OLD."language", OLD."languages", OLD."launched_on", OLD."lead_institution", OLD."lead_institution_type", OLD."legal_form", OLD."linked_plans", OLD."local_plans", OLD."member_id", OLD."mid_term_review_on", OLD."monitoring_framework", OLD."names_author", OLD."orientation", OLD."original_sha256", OLD."parliament_periodicity", OLD."partner_networks", OLD."period_end", OLD."period_start", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."phases", OLD."pillars", OLD."predecessor_id", OLD."public_id", OLD."reporting_periodicity", OLD."reports_to_parliament", OLD."sha256", OLD."size", OLD."status", OLD."title", OLD."updated_at", OLD."version", OLD."withdrawn_at", OLD."withdrawn_reason"); RETURN NULL;',
                hash="f9d523a768a9ecf15dc9a9c4a611daf78db83f49",
                operation="DELETE",
                pgid="pgtrigger_delete_delete_4a4b3",
                table="tracker_plan",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="planevent",
        trigger=pgtrigger.compiler.Trigger(
            name="append_only",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                hash="7221c6b1f153a3583da97f4eceaa71d0f0ac226f",
                operation="UPDATE OR DELETE",
                pgid="pgtrigger_append_only_78654",
                table="tracker_planevent",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="planreader",
        trigger=pgtrigger.compiler.Trigger(
            name="insert_insert",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "tracker_planreaderevent" ("appointment_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "plan_id") VALUES (NEW."appointment_id", NEW."id", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."plan_id"); RETURN NULL;',
                hash="365f024ff5bb4672afdfb4f038839d57db94a692",
                operation="INSERT",
                pgid="pgtrigger_insert_insert_15b91",
                table="tracker_plan_named_readers",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="planreader",
        trigger=pgtrigger.compiler.Trigger(
            name="delete_delete",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "tracker_planreaderevent" ("appointment_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "plan_id") VALUES (OLD."appointment_id", OLD."id", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."plan_id"); RETURN NULL;',
                hash="74cd34ec68615ba9b85c4c7aec21d73a1193c68d",
                operation="DELETE",
                pgid="pgtrigger_delete_delete_36120",
                table="tracker_plan_named_readers",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="planreaderevent",
        trigger=pgtrigger.compiler.Trigger(
            name="append_only",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                hash="3ba3f737ee61e907a997b2e04e08a569ca0e055d",
                operation="UPDATE OR DELETE",
                pgid="pgtrigger_append_only_dbec9",
                table="tracker_planreaderevent",
                when="BEFORE",
            ),
        ),
    ),
]
