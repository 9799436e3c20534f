from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0022_people_of_one_member")]

    operations = [
        migrations.AddField(
            "user",
            "single_keys",
            models.BooleanField(
                default=False,
                db_default=False,
                help_text="One letter acts, on the page of a review.",
            ),
        ),
    ]
