"""The action of a line of money, and of an assignment, is of the same member: proven of the rows that
were there before."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations

from accounts.composite import PATIENCE


class Migration(migrations.Migration):
    dependencies = [("tracker", "0135_files_of_plans_and_money_of_actions")]

    operations = [
        PATIENCE,
        ValidateConstraint("budgetline", "budget_line_action_of_member"),
        ValidateConstraint("assignment", "assignment_action_of_member"),
        PATIENCE,
    ]
