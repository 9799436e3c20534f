"""Members, people, seats and invitations with their history, as they stood when the steps that led
there were folded into one: docs/decisions/0033-migrations-folded-before-the-first-release.md."""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

from accounts.at_once import AtOnce
from accounts.composite import MEMBER_OF_OWNER
from accounts.history import guard_history

from .history import HISTORY
from .tables import TABLES


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("accounts", "0001_initial"),
        ("accounts", "0002_invitations_and_hand_over"),
        ("accounts", "0010_second_factor_reset"),
        ("accounts", "0011_seats_by_member"),
        ("accounts", "0020_history_is_append_only"),
        ("accounts", "0021_history_of_people"),
        ("accounts", "0022_people_of_one_member"),
        ("accounts", "0155_single_keys_by_choice"),
        ("accounts", "0156_addresses_in_plain_letters"),
    ]
    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
        ("recommendations", "0002_background_notes"),
    ]

    operations = [
        AtOnce([*TABLES, *HISTORY]),
        # An address from before this rule keeps its account: its owner would be locked out. So the
        # database never looks at the rows it finds, and says the same in every installation.
        AddConstraintNotValid(
            "user",
            models.CheckConstraint(
                condition=models.Q(email__regex="^[!-~]+$"), name="user_email_in_plain_letters"
            ),
        ),
        MEMBER_OF_OWNER,
        migrations.RunPython(guard_history, migrations.RunPython.noop),
    ]
