"""A snapshot has files of plans, actions, indicators and measurements, too."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tracker", "0136_actions_of_one_member_proven"),
    ]

    operations = [
        migrations.AlterField(
            model_name="snapshotrow",
            name="dataset",
            field=models.CharField(
                choices=[
                    ("entries", "Entries"),
                    ("evidence", "Evidence"),
                    ("budget-lines", "Budget Lines"),
                    ("budget-figures", "Budget Figures"),
                    ("plans", "Plans"),
                    ("actions", "Actions"),
                    ("indicators", "Indicators"),
                    ("measurements", "Measurements"),
                ],
                max_length=16,
            ),
        ),
    ]
