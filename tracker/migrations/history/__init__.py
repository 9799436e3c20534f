"""What the first migration makes of the history, by subject: tables of events, and the triggers that
fill them, as the history library writes them."""

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

HISTORY = [
    *reports.HISTORY,
    *answers.HISTORY,
    *reviews.HISTORY,
    *evidence.HISTORY,
    *plans.HISTORY,
    *actions.HISTORY,
    *budgets.HISTORY,
    *figures.HISTORY,
    *indicators.HISTORY,
    *measurements.HISTORY,
    *assignments.HISTORY,
    *views.HISTORY,
    *mail.HISTORY,
    *reminders.HISTORY,
    *snapshots.HISTORY,
    *documents.HISTORY,
]
