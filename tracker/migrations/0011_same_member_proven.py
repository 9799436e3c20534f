from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations

from accounts.composite import PATIENCE, validate_join

# (model, name)
PROVEN = (
    ("assignment", "assignment_seat_of_member"),
    ("assignment", "assignment_entry_of_member"),
    ("assignment", "assignment_line_of_member"),
    ("budgetfigure", "budget_figure_line_of_member"),
    ("budgetfigure", "budget_figure_report_of_member"),
    ("budgetfigure", "budget_figure_evidence_of_member"),
    ("progressentry", "entry_report_of_member"),
    ("reviewcomment", "review_comment_report_of_member"),
    ("reviewcomment", "review_comment_entry_of_member"),
)


class Migration(migrations.Migration):
    dependencies = [("tracker", "0010_same_member")]

    operations = [
        PATIENCE,
        *[ValidateConstraint(model, name) for model, name in PROVEN],
        *validate_join("tracker_evidence_entries", "evidence_id", "progressentry_id"),
        PATIENCE,
    ]
