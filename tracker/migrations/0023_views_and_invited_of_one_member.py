"""A view and what is asked of the invited stay within one member. Proven at once: the tables, and
the column, are young."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations

from accounts.composite import PATIENCE, MemberKey, SameMember


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0022_people_of_one_member"),
        ("tracker", "0022_history_of_links_and_views"),
    ]

    operations = [
        PATIENCE,
        migrations.AddConstraint(
            "civilsocietyview", MemberKey(name="civil_society_view_member_key")
        ),
        migrations.AddConstraint(
            "civilsocietyview",
            SameMember("author", name="civil_society_view_author_of_member"),
        ),
        ValidateConstraint("civilsocietyview", "civil_society_view_author_of_member"),
        migrations.AddConstraint(
            "assignment", SameMember("invitation", name="assignment_invitation_of_member")
        ),
        ValidateConstraint("assignment", "assignment_invitation_of_member"),
        PATIENCE,
    ]
