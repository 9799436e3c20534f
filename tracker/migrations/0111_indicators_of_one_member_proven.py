from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    """Proves what the tables of indicators were promised with."""

    dependencies = [
        ("tracker", "0110_indicators_and_measurements"),
    ]

    operations = [
        ValidateConstraint("indicator", "indicator_report_of_member"),
        ValidateConstraint("measurement", "measurement_indicator_of_member"),
        ValidateConstraint("measurement", "measurement_report_of_member"),
        ValidateConstraint("measurement", "measurement_evidence_of_member"),
    ]
