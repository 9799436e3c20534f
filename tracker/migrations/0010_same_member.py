from django.db import migrations, models

from accounts.composite import PATIENCE, MemberKey, SameMember, member_of_join

KEYS = {
    "assignment": "assignment",
    "budgetfigure": "budget_figure",
    "budgetline": "budget_line",
    "evidence": "evidence",
    "progressentry": "entry",
    "report": "report",
    "reviewcomment": "review_comment",
}
# (model, foreign key, name)
REFERENCES = (
    ("assignment", "appointment", "assignment_seat_of_member"),
    ("assignment", "entry", "assignment_entry_of_member"),
    ("assignment", "budget_line", "assignment_line_of_member"),
    ("budgetfigure", "line", "budget_figure_line_of_member"),
    ("budgetfigure", "report", "budget_figure_report_of_member"),
    ("budgetfigure", "evidence", "budget_figure_evidence_of_member"),
    ("progressentry", "report", "entry_report_of_member"),
    ("reviewcomment", "report", "review_comment_report_of_member"),
    ("reviewcomment", "entry", "review_comment_entry_of_member"),
)
# (model, name, fields)
ONCE = (
    (
        "budgetfigure",
        "budget_figure_once",
        ("member", "line", "stage", "period_start", "period_end", "currency", "edition"),
    ),
    (
        "progressentry",
        "entry_once_per_recommendation",
        ("member", "report", "recommendation", "edition"),
    ),
)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0011_seats_by_member"),
        ("tracker", "0002_named_readers_and_asking_the_invited"),
    ]

    operations = [
        PATIENCE,
        *[
            migrations.AddConstraint(model, MemberKey(name=f"{name}_member_key"))
            for model, name in KEYS.items()
        ],
        *[
            migrations.AddConstraint(model, SameMember(field, name=name))
            for model, field, name in REFERENCES
        ],
        *member_of_join(
            "tracker_evidence_entries",
            owner=("evidence_id", "tracker_evidence"),
            other=("progressentry_id", "tracker_progressentry"),
        ),
        *[
            operation
            for model, name, fields in ONCE
            for operation in (
                migrations.RemoveConstraint(model, name),
                migrations.AddConstraint(model, models.UniqueConstraint(fields=fields, name=name)),
            )
        ],
        PATIENCE,
    ]
