"""Documents made on request, and answers kept for scripts that ask twice: the tables."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import tracker.models.export_job
import tracker.models.stored_file

TABLES = [
    migrations.CreateModel(
        name="ExportJob",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            (
                "role",
                models.CharField(
                    blank=True,
                    choices=[
                        ("focal_point", "Focal point"),
                        ("deputy", "Deputy"),
                        ("contributor", "Contributor"),
                        ("clearing_officer", "Clearing officer"),
                        ("viewer", "Viewer"),
                        ("civil_society_monitor", "Civil-society monitor"),
                        ("reviewer", "Reviewer"),
                        ("co_chair", "Co-chair"),
                        ("administrator", "Administrator"),
                    ],
                    max_length=24,
                ),
            ),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("country_report", "Country report"),
                        ("meeting_pack", "Meeting pack"),
                        ("annual_pack", "Annual pack"),
                    ],
                    max_length=20,
                ),
            ),
            (
                "format",
                models.CharField(
                    choices=[("pdf", "PDF"), ("docx", "Word (DOCX)"), ("xlsx", "Workbook (XLSX)")],
                    max_length=8,
                ),
            ),
            ("language", models.CharField(max_length=10)),
            (
                "state",
                models.CharField(
                    choices=[
                        ("waiting", "Waiting"),
                        ("making", "Being made"),
                        ("ready", "Ready"),
                        ("failed", "Not made"),
                    ],
                    default="waiting",
                    max_length=8,
                ),
            ),
            ("progress", models.PositiveSmallIntegerField(default=0, help_text="Per cent.")),
            (
                "reason",
                models.CharField(
                    blank=True,
                    choices=[
                        ("nothing", "There is nothing to write."),
                        ("not_allowed", "Your seat may not order this document any more."),
                        (
                            "too_long",
                            "It took too long to make. Try again later, or choose another format.",
                        ),
                        ("lost", "It was begun three times and never finished. Try again later."),
                        (
                            "broken",
                            "Something went wrong here. Try again; if it fails again, tell us.",
                        ),
                    ],
                    max_length=12,
                ),
            ),
            (
                "said",
                models.TextField(blank=True, help_text="The words of whoever could not make it."),
            ),
            ("tries", models.PositiveSmallIntegerField(default=0)),
            ("lease_token", models.UUIDField(blank=True, null=True)),
            ("lease_until", models.DateTimeField(blank=True, null=True)),
            ("reach", models.CharField(blank=True, max_length=64)),
            ("read_from", models.DateTimeField(blank=True, null=True)),
            (
                "file",
                models.FileField(
                    blank=True,
                    max_length=200,
                    storage=tracker.models.stored_file.evidence_storage,
                    upload_to=tracker.models.export_job.random_place,
                ),
            ),
            ("size", models.PositiveBigIntegerField(blank=True, help_text="Bytes.", null=True)),
            ("sha256", models.CharField(blank=True, max_length=64)),
            ("version", models.PositiveIntegerField(default=1)),
            ("ordered_at", models.DateTimeField(auto_now_add=True)),
            ("ready_at", models.DateTimeField(blank=True, null=True)),
            ("expires_at", models.DateTimeField(blank=True, null=True)),
            (
                "cycle",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="tracker.reportingcycle",
                ),
            ),
            (
                "member",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="accounts.member",
                ),
            ),
            (
                "seat",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="accounts.appointment",
                ),
            ),
        ],
        options={
            "ordering": ["-ordered_at", "-id"],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        ("kind__in", ["country_report", "meeting_pack", "annual_pack"]),
                        ("state__in", ["waiting", "making", "ready", "failed"]),
                    ),
                    name="export_job_codes_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("format__in", ("pdf", "docx")), ("kind", "country_report")),
                        models.Q(("format__in", ("pdf", "docx")), ("kind", "meeting_pack")),
                        models.Q(("format__in", ("xlsx",)), ("kind", "annual_pack")),
                        _connector="OR",
                    ),
                    name="export_job_format_of_its_kind",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("kind__in", ("country_report",)),
                        ("member__isnull", True),
                        _connector="XOR",
                    ),
                    name="export_job_member_where_it_is_of_one",
                ),
                models.CheckConstraint(
                    condition=models.Q(("seat__isnull", False), ("role", ""), _connector="XOR"),
                    name="export_job_seat_with_its_role",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("seat__isnull", False), ("kind", "country_report"), _connector="OR"
                    ),
                    name="export_job_public_only_if_a_country_report",
                ),
                models.CheckConstraint(
                    condition=models.Q(("progress__lte", 100)),
                    name="export_job_progress_in_per_cent",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("lease_token__isnull", False),
                            ("state", "making"),
                            ("lease_until__isnull", False),
                            ("read_from__isnull", False),
                        ),
                        models.Q(
                            models.Q(("state", "making"), _negated=True),
                            ("lease_token__isnull", True),
                            ("lease_until__isnull", True),
                        ),
                        _connector="OR",
                    ),
                    name="export_job_being_made_has_a_lease",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("state", "ready"), _negated=True),
                        models.Q(
                            ("expires_at__gt", models.F("ready_at")),
                            ("read_from__isnull", False),
                            ("ready_at__isnull", False),
                            ("size__isnull", False),
                            models.Q(("sha256", ""), _negated=True),
                        ),
                        _connector="OR",
                    ),
                    name="export_job_ready_says_what_and_how_long",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("state", "ready"),
                        models.Q(("file", ""), ("sha256", ""), ("size__isnull", True)),
                        _connector="OR",
                    ),
                    name="export_job_file_only_if_ready",
                ),
                models.CheckConstraint(
                    condition=models.Q(("state", "failed"), ("reason", ""), _connector="XOR"),
                    name="export_job_failed_with_a_reason",
                ),
                models.UniqueConstraint(
                    condition=models.Q(("state__in", ("waiting", "making"))),
                    fields=("seat", "kind", "format", "language", "cycle", "member"),
                    name="export_job_open_once",
                    nulls_distinct=False,
                ),
            ],
            "indexes": [
                models.Index(
                    condition=models.Q(("state__in", ("waiting", "making"))),
                    fields=["ordered_at", "id"],
                    name="export_job_due",
                ),
                models.Index(fields=["seat", "-ordered_at"], name="export_job_of_a_seat"),
                models.Index(
                    condition=models.Q(("seat__isnull", True)),
                    fields=["member", "cycle", "format", "language"],
                    name="export_job_public",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="IdempotencyRecord",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("key", models.CharField(max_length=200)),
            ("method", models.CharField(max_length=8)),
            ("path", models.CharField(max_length=300)),
            ("body_sha256", models.CharField(max_length=64)),
            ("status_code", models.PositiveSmallIntegerField(blank=True, null=True)),
            ("answer", models.JSONField(blank=True, null=True)),
            ("created_at", models.DateTimeField(auto_now_add=True)),
            (
                "seat",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="+",
                    to="accounts.appointment",
                ),
            ),
            (
                "user",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(fields=("user", "seat", "key"), name="idempotency_key_once")
            ],
        },
    ),
]
