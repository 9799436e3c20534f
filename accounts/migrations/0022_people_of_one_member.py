"""What invites and hands over stays within one member. Proven at once: the tables are young."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations

from accounts.composite import PATIENCE, MemberKey, SameMember

KEYS = {
    "invitation": ("seat", "replaces"),
    "handover": ("seat", "invitation"),
}
NAMES = {"invitation": "invitation", "handover": "hand_over"}


class Migration(migrations.Migration):
    dependencies = [("accounts", "0021_history_of_people")]

    operations = [
        PATIENCE,
        *[
            migrations.AddConstraint(model, MemberKey(name=f"{NAMES[model]}_member_key"))
            for model in KEYS
        ],
        *[
            operation
            for model, fields in KEYS.items()
            for field in fields
            for operation in (
                migrations.AddConstraint(
                    model, SameMember(field, name=f"{NAMES[model]}_{field}_of_member")
                ),
                ValidateConstraint(model, f"{NAMES[model]}_{field}_of_member"),
            )
        ],
        PATIENCE,
    ]
