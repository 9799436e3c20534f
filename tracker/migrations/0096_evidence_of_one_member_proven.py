"""What a document replaces is of the same member: proven of the rows that were there before."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations

from accounts.composite import PATIENCE


class Migration(migrations.Migration):
    dependencies = [("tracker", "0095_evidence_of_whom_and_when")]

    operations = [
        PATIENCE,
        ValidateConstraint("evidence", "evidence_supersedes_of_member"),
        PATIENCE,
    ]
