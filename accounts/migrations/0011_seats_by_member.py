from django.db import migrations, models

from accounts.composite import MEMBER_OF_OWNER, PATIENCE, MemberKey


class Migration(migrations.Migration):
    dependencies = [("accounts", "0010_second_factor_reset")]

    operations = [
        PATIENCE,
        MEMBER_OF_OWNER,
        migrations.AddConstraint("appointment", MemberKey(name="appointment_member_key")),
        migrations.RemoveConstraint("appointment", "appointment_once"),
        migrations.AddConstraint(
            "appointment",
            models.UniqueConstraint(
                fields=("member", "user", "role", "starts_on"),
                name="appointment_once",
                nulls_distinct=False,
            ),
        ),
        PATIENCE,
    ]
