"""The document of a plan as a file, the action that a budget line pays for, the action somebody is
asked for, and who is named for an indicator."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import accounts.composite
import tracker.models.stored_file
from accounts.composite import PATIENCE
from accounts.history import guard_history
from tracker.sealing import seal_restricted

PLAN_WORDS = (
    "title english_title adopting_authority legal_form phases lead_institution coordination_body "
    "parliament_periodicity reporting_periodicity budget_total frameworks partner_networks "
    "document_url contact_office withdrawn_reason file file_name"
).split()


def seal(apps, schema_editor):
    seal_restricted(schema_editor, "tracker_planevent", PLAN_WORDS)
    guard_history(apps, schema_editor)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0022_people_of_one_member"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("recommendations", "0002_background_notes"),
        ("tracker", "0130_turns_holds_and_orders_of_mail"),
    ]

    operations = [
        PATIENCE,
        migrations.CreateModel(
            name="IndicatorReaderEvent",
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
        migrations.AddField(
            model_name="indicator",
            name="named_readers",
            field=models.ManyToManyField(blank=True, related_name="+", to="accounts.appointment"),
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="assignment",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="assignment",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="assignment",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="budgetline",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="budgetline",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="budgetline",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="plan",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="plan",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="plan",
            name="delete_delete",
        ),
        migrations.RemoveConstraint(
            model_name="assignment",
            name="assignment_of_one_thing",
        ),
        migrations.RemoveConstraint(
            model_name="assignment",
            name="assignment_once",
        ),
        migrations.AddField(
            model_name="assignment",
            name="action",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="assignments",
                to="tracker.action",
            ),
        ),
        migrations.AddField(
            model_name="assignmentevent",
            name="action",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="tracker.action",
            ),
        ),
        migrations.AddField(
            model_name="budgetline",
            name="action",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="lines",
                to="tracker.action",
            ),
        ),
        migrations.AddField(
            model_name="budgetlineevent",
            name="action",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="tracker.action",
            ),
        ),
        migrations.AddField(
            model_name="plan",
            name="added_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.appointment",
            ),
        ),
        migrations.AddField(
            model_name="plan",
            name="content_type",
            field=models.CharField(blank=True, max_length=100),
        ),
        migrations.AddField(
            model_name="plan",
            name="file",
            field=models.FileField(
                blank=True,
                max_length=200,
                storage=tracker.models.stored_file.evidence_storage,
                upload_to=tracker.models.stored_file.random_name,
            ),
        ),
        migrations.AddField(
            model_name="plan",
            name="file_name",
            field=models.CharField(blank=True, help_text="As the sender named it.", max_length=255),
        ),
        migrations.AddField(
            model_name="plan",
            name="names_author",
            field=models.BooleanField(
                default=False,
                help_text="A PDF whose own data name somebody; it is published as it is.",
            ),
        ),
        migrations.AddField(
            model_name="plan",
            name="original_sha256",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name="plan",
            name="sha256",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name="plan",
            name="size",
            field=models.PositiveBigIntegerField(blank=True, help_text="Bytes.", null=True),
        ),
        migrations.AddField(
            model_name="planevent",
            name="added_by",
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
            model_name="planevent",
            name="content_type",
            field=models.CharField(blank=True, max_length=100),
        ),
        migrations.AddField(
            model_name="planevent",
            name="file",
            field=models.FileField(
                blank=True,
                max_length=200,
                storage=tracker.models.stored_file.evidence_storage,
                upload_to=tracker.models.stored_file.random_name,
            ),
        ),
        migrations.AddField(
            model_name="planevent",
            name="file_name",
            field=models.CharField(blank=True, help_text="As the sender named it.", max_length=255),
        ),
        migrations.AddField(
            model_name="planevent",
            name="names_author",
            field=models.BooleanField(
                default=False,
                help_text="A PDF whose own data name somebody; it is published as it is.",
            ),
        ),
        migrations.AddField(
            model_name="planevent",
            name="original_sha256",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name="planevent",
            name="sha256",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name="planevent",
            name="size",
            field=models.PositiveBigIntegerField(blank=True, help_text="Bytes.", null=True),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assignment",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "tracker_assignmentevent" ("action_id", "appointment_id", "budget_line_id", "created_at", "due_on", "entry_id", "id", "invitation_id", "member_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "ready_at", "updated_at", "version") VALUES (NEW."action_id", NEW."appointment_id", NEW."budget_line_id", NEW."created_at", NEW."due_on", NEW."entry_id", NEW."id", NEW."invitation_id", NEW."member_id", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."public_id", NEW."ready_at", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="1c89144abe6367b43bc1dfaa29e15c03e404ea48",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_ac9e9",
                    table="tracker_assignment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assignment",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "tracker_assignmentevent" ("action_id", "appointment_id", "budget_line_id", "created_at", "due_on", "entry_id", "id", "invitation_id", "member_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "ready_at", "updated_at", "version") VALUES (NEW."action_id", NEW."appointment_id", NEW."budget_line_id", NEW."created_at", NEW."due_on", NEW."entry_id", NEW."id", NEW."invitation_id", NEW."member_id", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."public_id", NEW."ready_at", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="d04f040c919d5d44088c5f66c4412a2c0414ec54",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_7decd",
                    table="tracker_assignment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assignment",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "tracker_assignmentevent" ("action_id", "appointment_id", "budget_line_id", "created_at", "due_on", "entry_id", "id", "invitation_id", "member_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "ready_at", "updated_at", "version") VALUES (OLD."action_id", OLD."appointment_id", OLD."budget_line_id", OLD."created_at", OLD."due_on", OLD."entry_id", OLD."id", OLD."invitation_id", OLD."member_id", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."public_id", OLD."ready_at", OLD."updated_at", OLD."version"); RETURN NULL;',
                    hash="28fef8c24582faca1118e2b5b547d0d5277dfa72",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_85529",
                    table="tracker_assignment",
                    when="AFTER",
                ),
            ),
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
        migrations.AddConstraint(
            model_name="assignment",
            constraint=accounts.composite.SameMember("action", name="assignment_action_of_member"),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("action", None), ("budget_line", None), ("entry__isnull", False)),
                    models.Q(("action", None), ("budget_line__isnull", False), ("entry", None)),
                    models.Q(("action__isnull", False), ("budget_line", None), ("entry", None)),
                    _connector="OR",
                ),
                name="assignment_of_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.UniqueConstraint(
                fields=("member", "appointment", "invitation", "entry", "budget_line", "action"),
                name="assignment_once",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="budgetline",
            constraint=accounts.composite.SameMember("action", name="budget_line_action_of_member"),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("file", ""), models.Q(("sha256", ""), _negated=True), _connector="OR"
                ),
                name="plan_file_with_its_hash",
            ),
        ),
        migrations.AddField(
            model_name="indicatorreaderevent",
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
            model_name="indicatorreaderevent",
            name="indicator",
            field=models.ForeignKey(
                db_constraint=False,
                db_tablespace="",
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="tracker.indicator",
            ),
        ),
        migrations.AddField(
            model_name="indicatorreaderevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.CreateModel(
            name="IndicatorReader",
            fields=[],
            options={
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("tracker.indicator_named_readers",),
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
        migrations.RunPython(seal, migrations.RunPython.noop),
        PATIENCE,
    ]
