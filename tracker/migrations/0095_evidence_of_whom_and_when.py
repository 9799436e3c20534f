"""What a document covers, whose consent it rests on, what it replaces, and the hash of what a
published copy was cleaned from."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import accounts.composite
from accounts.composite import PATIENCE
from accounts.history import guard_history
from tracker.sealing import seal_restricted

WORDS = ["title", "issued_by", "url", "file", "file_name", "relevance", "page_pin", "consent_basis"]


def seal(apps, schema_editor):
    seal_restricted(schema_editor, "tracker_evidenceevent", WORDS)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0022_people_of_one_member"),
        ("tracker", "0091_history_of_plans"),
    ]

    operations = [
        PATIENCE,
        pgtrigger.migrations.RemoveTrigger(
            model_name="evidence",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="evidence",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="evidence",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="evidence",
            name="consent_basis",
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name="evidence",
            name="names_author",
            field=models.BooleanField(
                default=False,
                help_text="A PDF whose own data name somebody; it is published as it is.",
            ),
        ),
        migrations.AddField(
            model_name="evidence",
            name="original_sha256",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name="evidence",
            name="period_end",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="evidence",
            name="period_start",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="evidence",
            name="personal_data",
            field=models.CharField(
                blank=True,
                choices=[("yes", "Yes"), ("no", "No"), ("not_sure", "Not sure")],
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="evidence",
            name="supersedes",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="superseded_by",
                to="tracker.evidence",
            ),
        ),
        migrations.AddField(
            model_name="evidenceevent",
            name="consent_basis",
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name="evidenceevent",
            name="names_author",
            field=models.BooleanField(
                default=False,
                help_text="A PDF whose own data name somebody; it is published as it is.",
            ),
        ),
        migrations.AddField(
            model_name="evidenceevent",
            name="original_sha256",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name="evidenceevent",
            name="period_end",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="evidenceevent",
            name="period_start",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="evidenceevent",
            name="personal_data",
            field=models.CharField(
                blank=True,
                choices=[("yes", "Yes"), ("no", "No"), ("not_sure", "Not sure")],
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="evidenceevent",
            name="supersedes",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="tracker.evidence",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="evidence",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "tracker_evidenceevent" ("added_by_id", "check_result", "checked_at", "checked_by_id", "confidentiality", "consent_basis", "content_type", "created_at", "document_date", "edition", "elements", "file", "file_name", "form", "id", "issued_by", "kind", "language", "member_id", "names_author", "original_sha256", "page_pin", "period_end", "period_start", "personal_data", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "relevance", "sha256", "size", "supersedes_id", "title", "updated_at", "url", "version") VALUES (NEW."added_by_id", NEW."check_result", NEW."checked_at", NEW."checked_by_id", NEW."confidentiality", NEW."consent_basis", NEW."content_type", NEW."created_at", NEW."document_date", NEW."edition", NEW."elements", NEW."file", NEW."file_name", NEW."form", NEW."id", NEW."issued_by", NEW."kind", NEW."language", NEW."member_id", NEW."names_author", NEW."original_sha256", NEW."page_pin", NEW."period_end", NEW."period_start", NEW."personal_data", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."public_id", NEW."relevance", NEW."sha256", NEW."size", NEW."supersedes_id", NEW."title", NEW."updated_at", NEW."url", NEW."version"); RETURN NULL;',
                    hash="fa8ce12679cc3e1fae72c16644e99af15a642e40",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_dffb7",
                    table="tracker_evidence",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="evidence",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "tracker_evidenceevent" ("added_by_id", "check_result", "checked_at", "checked_by_id", "confidentiality", "consent_basis", "content_type", "created_at", "document_date", "edition", "elements", "file", "file_name", "form", "id", "issued_by", "kind", "language", "member_id", "names_author", "original_sha256", "page_pin", "period_end", "period_start", "personal_data", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "relevance", "sha256", "size", "supersedes_id", "title", "updated_at", "url", "version") VALUES (NEW."added_by_id", NEW."check_result", NEW."checked_at", NEW."checked_by_id", NEW."confidentiality", NEW."consent_basis", NEW."content_type", NEW."created_at", NEW."document_date", NEW."edition", NEW."elements", NEW."file", NEW."file_name", NEW."form", NEW."id", NEW."issued_by", NEW."kind", NEW."language", NEW."member_id", NEW."names_author", NEW."original_sha256", NEW."page_pin", NEW."period_end", NEW."period_start", NEW."personal_data", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."public_id", NEW."relevance", NEW."sha256", NEW."size", NEW."supersedes_id", NEW."title", NEW."updated_at", NEW."url", NEW."version"); RETURN NULL;',
                    hash="378041e08a852a667aea9ac6d9b82ef22e7f04ed",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a3a5c",
                    table="tracker_evidence",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="evidence",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "tracker_evidenceevent" ("added_by_id", "check_result", "checked_at", "checked_by_id", "confidentiality", "consent_basis", "content_type", "created_at", "document_date", "edition", "elements", "file", "file_name", "form", "id", "issued_by", "kind", "language", "member_id", "names_author", "original_sha256", "page_pin", "period_end", "period_start", "personal_data", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "relevance", "sha256", "size", "supersedes_id", "title", "updated_at", "url", "version") VALUES (OLD."added_by_id", OLD."check_result", OLD."checked_at", OLD."checked_by_id", OLD."confidentiality", OLD."consent_basis", OLD."content_type", OLD."created_at", OLD."document_date", OLD."edition", OLD."elements", OLD."file", OLD."file_name", OLD."form", OLD."id", OLD."issued_by", OLD."kind", OLD."language", OLD."member_id", OLD."names_author", OLD."original_sha256", OLD."page_pin", OLD."period_end", OLD."period_start", OLD."personal_data", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."public_id", OLD."relevance", OLD."sha256", OLD."size", OLD."supersedes_id", OLD."title", OLD."updated_at", OLD."url", OLD."version"); RETURN NULL;',
                    hash="2ab4fff7b7fbefb7c1d42896fa7af354d4daad94",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_5c80c",
                    table="tracker_evidence",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=accounts.composite.SameMember(
                "supersedes", name="evidence_supersedes_of_member"
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("period_start__isnull", True),
                    ("period_end__isnull", True),
                    ("period_end__gte", models.F("period_start")),
                    _connector="OR",
                ),
                name="evidence_period_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("personal_data", "yes"), _negated=True),
                    models.Q(("consent_basis", ""), _negated=True),
                    _connector="OR",
                ),
                name="evidence_consent_where_persons_appear",
            ),
        ),
        migrations.RunPython(seal, migrations.RunPython.noop),
        migrations.RunPython(guard_history, migrations.RunPython.noop),
        PATIENCE,
    ]
