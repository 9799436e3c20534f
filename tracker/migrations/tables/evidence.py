"""Evidence, what it supports, and who is named to read it: the tables."""

import uuid

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.manager
from django.db import migrations, models

import accounts.composite
import tracker.models.stored_file

TABLES = [
    migrations.CreateModel(
        name="Evidence",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
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
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="accounts.appointment",
                ),
            ),
            (
                "checked_by",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="accounts.appointment",
                ),
            ),
            (
                "member",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="accounts.member",
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
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="superseded_by",
                    to="tracker.evidence",
                ),
            ),
            (
                "entries",
                models.ManyToManyField(related_name="evidence", to="tracker.progressentry"),
            ),
            (
                "named_readers",
                models.ManyToManyField(blank=True, related_name="+", to="accounts.appointment"),
            ),
        ],
        options={
            "verbose_name_plural": "evidence",
            "ordering": ["-created_at", "-id"],
            "abstract": False,
            "base_manager_name": "internal",
            "constraints": [
                models.UniqueConstraint(fields=("public_id", "edition"), name="evidence_public_id"),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("file", ""), ("form", "link"), models.Q(("url", ""), _negated=True)
                        ),
                        models.Q(
                            ("form", "file"),
                            ("url", ""),
                            models.Q(("file", ""), _negated=True),
                            models.Q(("sha256", ""), _negated=True),
                        ),
                        models.Q(("file", ""), ("form", "held"), ("url", "")),
                        _connector="OR",
                    ),
                    name="evidence_form_has_its_source",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        (
                            "kind__in",
                            [
                                "law_regulation",
                                "policy_plan",
                                "appointment_mandate",
                                "budget_document",
                                "expenditure_report",
                                "progress_report",
                                "parliamentary_record",
                                "meeting_record",
                                "training_record",
                                "statistics_dataset",
                                "evaluation_audit",
                                "cso_report",
                                "agreement_mou",
                                "treaty_body_document",
                                "publication_guidance",
                                "public_communication",
                                "other",
                            ],
                        )
                    ),
                    name="evidence_kind_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("edition", "working"),
                        ("confidentiality__in", ["public", "network"]),
                        _connector="OR",
                    ),
                    name="evidence_published_only_if_shared",
                ),
                accounts.composite.MemberKey(name="evidence_member_key"),
                accounts.composite.SameMember("supersedes", name="evidence_supersedes_of_member"),
                models.CheckConstraint(
                    condition=models.Q(
                        ("period_start__isnull", True),
                        ("period_end__isnull", True),
                        ("period_end__gte", models.F("period_start")),
                        _connector="OR",
                    ),
                    name="evidence_period_in_order",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("personal_data", "yes"), _negated=True),
                        models.Q(("consent_basis", ""), _negated=True),
                        _connector="OR",
                    ),
                    name="evidence_consent_where_persons_appear",
                ),
            ],
            "indexes": [models.Index(fields=["-updated_at", "-public_id"], name="evidence_newest")],
        },
        managers=[
            ("objects", django.db.models.manager.Manager()),
            ("internal", django.db.models.manager.Manager()),
        ],
    ),
]
