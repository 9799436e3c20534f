"""Two reviewers decide at the same moment (reliability D5): one wins, the other is told."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from accounts.actor import Actor
from tests import factories
from tracker.domain import review
from tracker.domain.errors import Conflict, IllegalMove, NotAllowed
from tracker.domain.workflow import perform
from tracker.models import ProgressEntry, Report, ReviewComment

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 20
Deed = Callable[[Actor, Report, ReviewComment], object]


def accept(actor: Actor, report: Report, asked: ReviewComment) -> object:
    return perform(actor, report, "accept", report.version)


def settle_and_accept(actor: Actor, report: Report, asked: ReviewComment) -> object:
    review.resolve(actor, asked, asked.version)
    return perform(actor, report, "accept")


def return_it(actor: Actor, report: Report, asked: ReviewComment) -> object:
    due_on = factories.in_a_week().date()
    return perform(actor, report, "return", message="One question.", due_on=due_on)


def at_once(deeds: list[Callable[[], object]]) -> list[object]:
    """Runs each in a thread with a connection of its own, all from the same moment on."""
    start = Barrier(len(deeds))

    def run(deed: Callable[[], object]) -> object:
        start.wait()
        try:
            return deed()
        except (Conflict, IllegalMove, ValidationError) as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as threads:
        return list(threads.map(run, deeds))


@pytest.mark.parametrize(
    ("first", "second", "is_open"),
    [
        (accept, accept, False),
        (return_it, return_it, True),
        (settle_and_accept, return_it, True),
    ],
    ids=["accept-accept", "return-return", "accept-return"],
)
def test_one_decision_wins_and_leaves_one_trace(first: Deed, second: Deed, is_open: bool) -> None:
    rita, ruth = factories.reviewer("KEN"), factories.reviewer("KEN")
    report = factories.make_report()
    factories.answer(report)
    factories.submitted(report)
    review.comment(rita, report, factories.entry_of(report), "money", "Which law?")
    for _time in range(TIMES):
        now = report.state_since if not is_open else None
        ReviewComment.internal.update(resolved_at=now, sent_at=None)
        factories.put(report, state="submitted", accepted_at=None)
        asked = ReviewComment.internal.select_related("report__member").get()
        traces = decisions(report)
        results = at_once(
            [partial(first, rita, report, asked), partial(second, ruth, report, asked)]
        )
        won = [result for result in results if isinstance(result, Report)]
        assert len(won) == 1, results
        assert Report.internal.get(pk=report.pk).state == won[0].state
        assert decisions(report) == traces + 1
        if first is second:
            assert all(isinstance(r, Report | Conflict | IllegalMove) for r in results)


def decisions(report: Report) -> int:
    """How often the history tells that somebody accepted or returned the report."""
    return report.events.filter(
        pgh_context__metadata__verb__in=["workflow.accept", "workflow.return"]
    ).count()


def test_comment_and_acceptance_at_once_never_drop_the_question() -> None:
    rita, ruth = factories.reviewer("KEN"), factories.reviewer("KEN")
    report = factories.make_report()
    entry = factories.answer(report)
    factories.submitted(report)
    for _time in range(TIMES):
        factories.put(report, state="submitted", accepted_at=None)
        ReviewComment.internal.all().delete()
        at_once(
            [
                lambda: perform(rita, report, "accept"),
                lambda: _comment(ruth, report, entry),
            ]
        )
        is_accepted = Report.internal.get(pk=report.pk).state == "accepted"
        assert is_accepted != ReviewComment.internal.exists()


def _comment(actor: Actor, report: Report, entry: ProgressEntry) -> object:
    try:
        return review.comment(actor, report, entry, "", "Since when?")
    except NotAllowed as error:
        return error
