"""The last round of every report that was sent before rounds were kept. Which versions it held is
not known, and so `versions` stays empty."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


def keep_last_rounds(apps, schema_editor):
    Report = apps.get_model("tracker", "Report")
    Submission = apps.get_model("tracker", "Submission")
    sent = Report._base_manager.filter(submitted_at__isnull=False, submitted_by__isnull=False)
    Submission._base_manager.bulk_create(
        (
            Submission(
                member_id=report.member_id,
                report_id=report.pk,
                round=max(report.round, 1),
                submitted_at=report.submitted_at,
                submitted_by_id=report.submitted_by_id,
                is_late=report.is_late,
                receipt_number=report.receipt_number,
                receipt_sha256=report.receipt_sha256,
            )
            for report in sent.iterator()
        ),
        batch_size=500,
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [("tracker", "0040_every_round_is_kept")]

    operations = [
        ValidateConstraint("submission", "submission_report_of_member"),
        migrations.RunPython(keep_last_rounds, migrations.RunPython.noop),
    ]
