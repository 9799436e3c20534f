"""Lines of a report that publication leaves out for now, and those whose day has passed since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from accounts.actor import Actor
from tracker.enums import Confidentiality, Edition
from tracker.models import BudgetLine, Report

SHARED = (Confidentiality.PUBLIC, Confidentiality.NETWORK)


@dataclass(frozen=True)
class HeldBack:
    """`waiting` are under embargo: nothing of them is published. `due` are not any more, and go
    with the next publication of the report."""

    waiting: Sequence[BudgetLine]
    due: Sequence[BudgetLine]


def held_back(actor: Actor, report: Report) -> HeldBack:
    """The lines with an embargo among those that a report tells of, as far as the actor reads them
    before publication: nobody else learns that they are there."""
    rows = (
        BudgetLine.objects.visible_to(actor)
        .filter(
            edition=Edition.WORKING,
            member=report.member_id,
            confidentiality__in=SHARED,
            embargo_until__isnull=False,
            figures__report=report,
            figures__edition=Edition.WORKING,
        )
        .distinct()
        .order_by("embargo_until", "title", "pk")
    )
    today = report.today()
    waiting = [line for line in rows if line.is_under_embargo(today)]
    over = [line for line in rows if not line.is_under_embargo(today)]
    if not over or not report.is_public:
        return HeldBack(waiting, [])
    out = BudgetLine.objects.published().filter(public_id__in=[line.public_id for line in over])
    shown = set(out.values_list("public_id", flat=True))
    return HeldBack(waiting, [line for line in over if line.public_id not in shown])
