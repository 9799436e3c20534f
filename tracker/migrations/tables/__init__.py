"""What the first migration makes, by subject. A table stands before those that point at it: a key to
(member, id) wants that pair to be unique already."""

from . import (
    actions,
    answers,
    assignments,
    budgets,
    documents,
    evidence,
    figures,
    indicators,
    mail,
    measurements,
    plans,
    reminders,
    reports,
    reviews,
    snapshots,
    views,
)

TABLES = [
    *reports.TABLES,
    *answers.TABLES,
    *reviews.TABLES,
    *evidence.TABLES,
    *plans.TABLES,
    *actions.TABLES,
    *budgets.TABLES,
    *figures.TABLES,
    *indicators.TABLES,
    *measurements.TABLES,
    *assignments.TABLES,
    *views.TABLES,
    *mail.TABLES,
    *reminders.TABLES,
    *snapshots.TABLES,
    *documents.TABLES,
]
