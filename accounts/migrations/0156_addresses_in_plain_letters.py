"""No address that only looks like another from now on. An older one keeps its account and is not
looked at: its owner would be locked out."""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0155_single_keys_by_choice")]

    operations = [
        AddConstraintNotValid(
            "user",
            models.CheckConstraint(
                condition=models.Q(email__regex="^[!-~]+$"), name="user_email_in_plain_letters"
            ),
        ),
    ]
