"""The history of evidence, what it supports, and who is named to read it."""

import uuid

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import tracker.models.stored_file

HISTORY = [
    migrations.CreateModel(
        name="EvidenceEvent",
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
                "elements",
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.CharField(max_length=40), blank=True, default=list, size=None
                ),
            ),
            (
                "form",
                models.CharField(
                    choices=[
                        ("link", "Link"),
                        ("file", "File"),
                        ("held", "Held by the ministry, available on request"),
                    ],
                    max_length=8,
                ),
            ),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("law_regulation", "Law or regulation"),
                        ("policy_plan", "Policy or plan"),
                        ("appointment_mandate", "Appointment or mandate"),
                        ("budget_document", "Budget document"),
                        ("expenditure_report", "Expenditure report"),
                        ("progress_report", "Progress report"),
                        ("parliamentary_record", "Parliamentary record"),
                        ("meeting_record", "Meeting record"),
                        ("training_record", "Training record"),
                        ("statistics_dataset", "Statistics or dataset"),
                        ("evaluation_audit", "Evaluation or audit"),
                        ("cso_report", "Civil-society report"),
                        ("agreement_mou", "Agreement or memorandum of understanding"),
                        ("treaty_body_document", "Treaty-body document"),
                        ("publication_guidance", "Publication or guidance"),
                        ("public_communication", "Public communication"),
                        ("other", "Other"),
                    ],
                    max_length=40,
                ),
            ),
            ("title", models.CharField(max_length=300)),
            ("issued_by", models.CharField(blank=True, max_length=200)),
            ("document_date", models.DateField(blank=True, null=True)),
            ("language", models.CharField(max_length=35)),
            (
                "url",
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
            ("content_type", models.CharField(blank=True, max_length=100)),
            ("size", models.PositiveBigIntegerField(blank=True, help_text="Bytes.", null=True)),
            ("sha256", models.CharField(blank=True, max_length=64)),
            ("relevance", models.CharField(blank=True, max_length=500)),
            ("page_pin", models.CharField(blank=True, max_length=60)),
            (
                "check_result",
                models.CharField(
                    choices=[
                        ("sufficient", "Sufficient"),
                        ("partly", "Partly sufficient"),
                        ("insufficient", "Insufficient"),
                        ("not_checked", "Not checked"),
                    ],
                    default="not_checked",
                    max_length=14,
                ),
            ),
            ("checked_at", models.DateTimeField(blank=True, null=True)),
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
            (
                "checked_by",
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
                    to="tracker.evidence",
                ),
            ),
            ("consent_basis", models.CharField(blank=True, max_length=300)),
            (
                "names_author",
                models.BooleanField(
                    default=False,
                    help_text="A PDF whose own data name somebody; it is published as it is.",
                ),
            ),
            ("original_sha256", models.CharField(blank=True, max_length=64)),
            ("period_end", models.DateField(blank=True, null=True)),
            ("period_start", models.DateField(blank=True, null=True)),
            (
                "personal_data",
                models.CharField(
                    blank=True,
                    choices=[("yes", "Yes"), ("no", "No"), ("not_sure", "Not sure")],
                    max_length=8,
                ),
            ),
            (
                "supersedes",
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
        ],
        options={
            "abstract": False,
        },
    ),
    migrations.CreateModel(
        name="EvidenceLink",
        fields=[],
        options={
            "proxy": True,
        },
        bases=("tracker.evidence_entries",),
    ),
    migrations.CreateModel(
        name="EvidenceEntriesEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            ("id", models.BigIntegerField()),
            (
                "evidence",
                models.ForeignKey(
                    db_constraint=False,
                    db_tablespace="",
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="tracker.evidence",
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
                "progressentry",
                models.ForeignKey(
                    db_constraint=False,
                    db_tablespace="",
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="tracker.progressentry",
                ),
            ),
        ],
        options={
            "abstract": False,
        },
    ),
    migrations.CreateModel(
        name="DocumentReader",
        fields=[],
        options={
            "proxy": True,
        },
        bases=("tracker.evidence_named_readers",),
    ),
    migrations.CreateModel(
        name="DocumentReaderEvent",
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
                "evidence",
                models.ForeignKey(
                    db_constraint=False,
                    db_tablespace="",
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="tracker.evidence",
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
    pgtrigger.migrations.AddTrigger(
        model_name="evidenceevent",
        trigger=pgtrigger.compiler.Trigger(
            name="append_only",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                hash="c7c208e8a6ef9cb8b03d30502018858075779369",
                operation="UPDATE OR DELETE",
                pgid="pgtrigger_append_only_1a98e",
                table="tracker_evidenceevent",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="evidencelink",
        trigger=pgtrigger.compiler.Trigger(
            name="insert_insert",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "tracker_evidenceentriesevent" ("evidence_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "progressentry_id") VALUES (NEW."evidence_id", NEW."id", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."progressentry_id"); RETURN NULL;',
                hash="63ed18258bc27db433b8e63f4d89ae11cb91ad6d",
                operation="INSERT",
                pgid="pgtrigger_insert_insert_8b9c7",
                table="tracker_evidence_entries",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="evidencelink",
        trigger=pgtrigger.compiler.Trigger(
            name="delete_delete",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "tracker_evidenceentriesevent" ("evidence_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "progressentry_id") VALUES (OLD."evidence_id", OLD."id", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."progressentry_id"); RETURN NULL;',
                hash="6866b5bc8eff6a582cef2aeb913461eefc26d19c",
                operation="DELETE",
                pgid="pgtrigger_delete_delete_10d95",
                table="tracker_evidence_entries",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="evidenceentriesevent",
        trigger=pgtrigger.compiler.Trigger(
            name="append_only",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                hash="febd8be1f5ec6be22784d77b074c195bf0c128cc",
                operation="UPDATE OR DELETE",
                pgid="pgtrigger_append_only_03369",
                table="tracker_evidenceentriesevent",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="documentreader",
        trigger=pgtrigger.compiler.Trigger(
            name="insert_insert",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "tracker_documentreaderevent" ("appointment_id", "evidence_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (NEW."appointment_id", NEW."evidence_id", NEW."id", _pgh_attach_context(), clock_timestamp(), \'insert\'); RETURN NULL;',
                hash="34ef5e7fe36c2a47172637221ba9a44950ca514c",
                operation="INSERT",
                pgid="pgtrigger_insert_insert_6f102",
                table="tracker_evidence_named_readers",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="documentreader",
        trigger=pgtrigger.compiler.Trigger(
            name="delete_delete",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "tracker_documentreaderevent" ("appointment_id", "evidence_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (OLD."appointment_id", OLD."evidence_id", OLD."id", _pgh_attach_context(), clock_timestamp(), \'delete\'); RETURN NULL;',
                hash="865a07f124bb7ecc7872cc68389968c791cd0b79",
                operation="DELETE",
                pgid="pgtrigger_delete_delete_564b3",
                table="tracker_evidence_named_readers",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="documentreaderevent",
        trigger=pgtrigger.compiler.Trigger(
            name="append_only",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                hash="27b5a14e04dbbd0925a170ff79784a91a98d393d",
                operation="UPDATE OR DELETE",
                pgid="pgtrigger_append_only_fbfbd",
                table="tracker_documentreaderevent",
                when="BEFORE",
            ),
        ),
    ),
]
