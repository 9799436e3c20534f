"""The dataset `reports`: one flat row for each member's report of a cycle. How a report came about
is told to its member and its reviewers; for others these fields are empty."""

from __future__ import annotations

from django.db.models import Case, F, QuerySet, When
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from tracker.enums import ReportState
from tracker.queries.reports import of_insiders

from .columns import Columns, code, day, flag, moment, number
from .common import cycle_column, id_column, member_columns


def exportable(rows: QuerySet) -> QuerySet:
    return rows.order_by("cycle__code", "member__code")


def drafts(rows: QuerySet) -> QuerySet:
    return rows.exclude(shown_state=ReportState.PUBLISHED)


def columns(actor: Actor) -> Columns:
    """Name → column, in the order of the file. Names and order are public: add at the end only."""

    def inside(name: str) -> Case:
        return Case(When(of_insiders(actor), then=F(name)), default=None)

    return {
        "id": id_column(),
        **member_columns(),
        "cycle": cycle_column("cycle__code"),
        "state": code("shown_state", _("Where the report stands."), ReportState),
        "asked": number("asked", _("Answers asked of a member of this kind.")),
        "answered": number("answered", _("Asked answers that are given, as you may see them.")),
        "published_at": moment("published_at", _("When it was last published.")),
        "due_on": day(inside("due_on"), _("Due date.")),
        "is_late": flag(inside("is_late"), _("Was it first submitted after its due date?")),
        "round": number(inside("round"), _("Submissions so far.")),
        "submitted_at": moment(inside("submitted_at"), _("When it was last submitted.")),
        "accepted_at": moment(inside("accepted_at"), _("When it was last accepted.")),
        "released_at": moment(inside("released_at"), _("When its member released it.")),
        "receipt_number": code(inside("receipt_number"), _("Number of the last receipt.")),
        "version": number(inside("version"), _("Version; the first is 1.")),
        "updated_at": moment("shown_at", _("When it was last changed, in UTC.")),
    }
