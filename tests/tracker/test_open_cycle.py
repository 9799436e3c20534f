"""`manage.py open_cycle`: a cycle from the command line, through the same verb."""

from __future__ import annotations

import datetime as dt
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from tests import factories
from tracker.models import ProgressEntry, Report, ReportingCycle


def run(*words: str) -> str:
    said = StringIO()
    call_command("open_cycle", *words, stdout=said)
    return said.getvalue()


def test_command_opens_reports_and_tells_the_dates(db: None) -> None:
    said = run("2027", "--meeting", "2027-05-18")
    cycle = ReportingCycle.objects.get(code="2027")
    assert (cycle.opens_on, cycle.due_on) == (dt.date(2027, 1, 18), dt.date(2027, 4, 3))
    assert Report.internal.filter(cycle=cycle).count() == 87
    assert ProgressEntry.internal.filter(report__cycle=cycle).count() == 87 * 18
    assert "reports due 2027-04-03" in said
    assert "87 reports opened, 0 answers carried over" in said


def test_earlier_answers_are_carried_over_unconfirmed(db: None) -> None:
    before = factories.make_cycle("2026", dt.date(2026, 5, 19))
    factories.answer(factories.make_report("KEN", before), "2022-08")
    assert "1 answers carried over" in run("2027", "--meeting", "2027-05-18")
    entry = ProgressEntry.internal.get(confirmed=False)
    assert (entry.carried_from, entry.report.cycle.code) == ("2026", "2027")


def test_taken_code_is_refused_and_opens_nothing(db: None) -> None:
    factories.make_cycle("2027", dt.date(2027, 5, 18))
    with pytest.raises(CommandError, match="2027 exists already"):
        run("2027", "--meeting", "2027-06-18")
    assert not Report.internal.exists()


@pytest.mark.parametrize("day", ["18.05.2027", "2027-02-30", "soon", ""])
def test_day_that_is_none_is_refused(db: None, day: str) -> None:
    with pytest.raises(CommandError, match="Write a day such as"):
        run("2027", "--meeting", day)
    assert not ReportingCycle.objects.exists()
