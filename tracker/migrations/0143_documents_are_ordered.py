"""Documents that people order and a worker makes."""

import uuid

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import tracker.models.export_job
import tracker.models.stored_file
from accounts.history import guard_history


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0022_people_of_one_member"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("tracker", "0150_pages_in_the_order_of_lists"),
    ]

    operations = [
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
                        choices=[
                            ("pdf", "PDF"),
                            ("docx", "Word (DOCX)"),
                            ("xlsx", "Workbook (XLSX)"),
                        ],
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
                            (
                                "lost",
                                "It was begun three times and never finished. Try again later.",
                            ),
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
                    models.TextField(
                        blank=True, help_text="The words of whoever could not make it."
                    ),
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
            },
        ),
        migrations.CreateModel(
            name="ExportJobEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
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
                        choices=[
                            ("pdf", "PDF"),
                            ("docx", "Word (DOCX)"),
                            ("xlsx", "Workbook (XLSX)"),
                        ],
                        max_length=8,
                    ),
                ),
                ("language", models.CharField(max_length=10)),
                ("ordered_at", models.DateTimeField(auto_now_add=True)),
                (
                    "cycle",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="tracker.reportingcycle",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
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
                        related_name="public_id_seat_kind_format_language_cycle_member_ordered_at_events",
                        to="tracker.exportjob",
                    ),
                ),
                (
                    "seat",
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddIndex(
            model_name="exportjob",
            index=models.Index(
                condition=models.Q(("state__in", ("waiting", "making"))),
                fields=["ordered_at", "id"],
                name="export_job_due",
            ),
        ),
        migrations.AddIndex(
            model_name="exportjob",
            index=models.Index(fields=["seat", "-ordered_at"], name="export_job_of_a_seat"),
        ),
        migrations.AddIndex(
            model_name="exportjob",
            index=models.Index(
                condition=models.Q(("seat__isnull", True)),
                fields=["member", "cycle", "format", "language"],
                name="export_job_public",
            ),
        ),
        migrations.AddConstraint(
            model_name="exportjob",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["country_report", "meeting_pack", "annual_pack"]),
                    ("state__in", ["waiting", "making", "ready", "failed"]),
                ),
                name="export_job_codes_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="exportjob",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("format__in", ("pdf", "docx")), ("kind", "country_report")),
                    models.Q(("format__in", ("pdf", "docx")), ("kind", "meeting_pack")),
                    models.Q(("format__in", ("xlsx",)), ("kind", "annual_pack")),
                    _connector="OR",
                ),
                name="export_job_format_of_its_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="exportjob",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ("country_report",)), ("member__isnull", True), _connector="XOR"
                ),
                name="export_job_member_where_it_is_of_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="exportjob",
            constraint=models.CheckConstraint(
                condition=models.Q(("seat__isnull", False), ("role", ""), _connector="XOR"),
                name="export_job_seat_with_its_role",
            ),
        ),
        migrations.AddConstraint(
            model_name="exportjob",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("seat__isnull", False), ("kind", "country_report"), _connector="OR"
                ),
                name="export_job_public_only_if_a_country_report",
            ),
        ),
        migrations.AddConstraint(
            model_name="exportjob",
            constraint=models.CheckConstraint(
                condition=models.Q(("progress__lte", 100)), name="export_job_progress_in_per_cent"
            ),
        ),
        migrations.AddConstraint(
            model_name="exportjob",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="exportjob",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="exportjob",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "ready"),
                    models.Q(("file", ""), ("sha256", ""), ("size__isnull", True)),
                    _connector="OR",
                ),
                name="export_job_file_only_if_ready",
            ),
        ),
        migrations.AddConstraint(
            model_name="exportjob",
            constraint=models.CheckConstraint(
                condition=models.Q(("state", "failed"), ("reason", ""), _connector="XOR"),
                name="export_job_failed_with_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="exportjob",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("waiting", "making"))),
                fields=("seat", "kind", "format", "language", "cycle", "member"),
                name="export_job_open_once",
                nulls_distinct=False,
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="exportjob",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "tracker_exportjobevent" ("cycle_id", "format", "kind", "language", "member_id", "ordered_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "seat_id") VALUES (NEW."cycle_id", NEW."format", NEW."kind", NEW."language", NEW."member_id", NEW."ordered_at", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."public_id", NEW."seat_id"); RETURN NULL;',
                    hash="b98d7db166ad50c64d91f0574167a94a1a175dce",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_6c0ba",
                    table="tracker_exportjob",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="exportjob",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "tracker_exportjobevent" ("cycle_id", "format", "kind", "language", "member_id", "ordered_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "seat_id") VALUES (OLD."cycle_id", OLD."format", OLD."kind", OLD."language", OLD."member_id", OLD."ordered_at", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."public_id", OLD."seat_id"); RETURN NULL;',
                    hash="b8a1b0a63a1a81a7b7d380c65fff72256f44c4f1",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_582f3",
                    table="tracker_exportjob",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="exportjobevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="3a84d5a48125a7209c18577abb6b5594013790cd",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_94da6",
                    table="tracker_exportjobevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunPython(guard_history, migrations.RunPython.noop),
    ]
