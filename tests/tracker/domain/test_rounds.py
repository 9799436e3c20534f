"""Every round of a report is kept, with its receipt and without a word."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from django.db import IntegrityError, transaction

from accounts.actor import Actor
from tests import factories
from tracker.domain import review
from tracker.domain.workflow import perform
from tracker.enums import Status
from tracker.models import BudgetFigure, Evidence, Report, ReviewComment, Submission

pytestmark = pytest.mark.django_db
WORDS = "They met once."


@pytest.fixture
def report(db: None) -> Report:
    report = factories.make_report()
    factories.answer(report, narrative=WORDS)
    factories.make_figure(report, factories.make_line(report))
    return report


def rounds(report: Report) -> list[Submission]:
    return list(Submission.internal.filter(report=report).order_by("round"))


def come_back(report: Report, amina: Actor) -> None:
    report.refresh_from_db()
    reader = factories.reviewer("KEN")
    review.comment(reader, report, factories.entry_of(report), "", "Since when?")
    due_on = report.today() + dt.timedelta(days=14)
    perform(reader, report, "return", message="One.", due_on=due_on)
    asked = ReviewComment.internal.select_related("report__member").get()
    review.answer(amina, asked, asked.version, "Since May.")


def test_submission_keeps_its_receipt_and_the_version_of_everything(
    amina: Actor, report: Report
) -> None:
    sent = perform(amina, report, "submit", agreed=True)
    [kept] = rounds(report)
    assert (kept.round, kept.submitted_by, kept.receipt_number) == (1, amina.seat, "2026-KEN-1")
    assert kept.receipt_sha256 == sent.receipt_sha256
    entry = factories.entry_of(report)
    document, figure = Evidence.objects.working().get(), BudgetFigure.objects.working().get()
    assert kept.versions[str(entry.public_id)] == {
        "version": entry.version,
        "evidence": {str(document.public_id): document.version},
        "figures": {str(figure.public_id): figure.version},
    }
    assert len(kept.versions) == 18


def test_round_holds_no_word_of_the_answers(amina: Actor, report: Report) -> None:
    factories.answer(report, "2022-07", Status.IN_PROGRESS, confidentiality="restricted")
    perform(amina, report, "submit", agreed=True)
    told = json.dumps(rounds(report)[0].versions)
    assert WORDS not in told
    assert "What KEN did" not in told
    assert "Act of KEN" not in told


def test_second_round_leaves_the_first_as_it_was(amina: Actor, report: Report) -> None:
    perform(amina, report, "submit", agreed=True)
    first = rounds(report)[0]
    come_back(report, amina)
    perform(amina, report, "submit", agreed=True)
    again, second = rounds(report)
    assert (again.receipt_number, again.receipt_sha256) == ("2026-KEN-1", first.receipt_sha256)
    assert again.version == 1
    assert second.receipt_number == "2026-KEN-2"


def test_refused_submission_is_no_round(amina: Actor) -> None:
    empty = factories.make_report()
    with pytest.raises(Exception, match="Answer at least one"):
        perform(amina, empty, "submit", agreed=True)
    assert not rounds(empty)


def test_database_refuses_a_round_twice(report: Report) -> None:
    factories.sent(report)
    with pytest.raises(IntegrityError, match="submission_once_per_round"), transaction.atomic():
        factories.sent(report)
