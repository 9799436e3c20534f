from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from accounts.enums import Role
from tests import factories
from tracker.domain import checking
from tracker.domain.errors import NotAllowed
from tracker.models import ProgressEntry
from tracker.queries.findings import findings

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry():
    report = factories.make_report("KEN")
    entry = factories.answer(report)
    line = factories.make_line(report)
    factories.make_figure(report, line, "committed", "100")
    factories.make_figure(report, line, "disbursed", "101")
    return entry


def mark_of(entry) -> str:
    (mark,) = [f.mark for f in findings(entry.report) if f.mark]
    return mark


def stored(entry) -> tuple[list[str], int]:
    row = ProgressEntry.internal.get(pk=entry.pk)
    return row.called_right, row.version


def test_remark_is_called_right_and_put_back(amina, entry):
    mark = mark_of(entry)
    checking.call_right(amina, entry, mark)
    assert stored(entry) == ([mark], 2)
    checking.call_right(amina, entry, mark)
    assert stored(entry) == ([mark], 2)
    checking.look_again(amina, entry, mark)
    assert stored(entry) == ([], 3)


def test_who_called_it_right_stands_in_the_history(amina, entry):
    checking.call_right(amina, entry, mark_of(entry))
    event = entry.events.select_related("pgh_context").order_by("-pgh_id").first()
    assert event.pgh_context.metadata["verb"] == "checking.call_right"
    assert event.pgh_context.metadata["seat"] == str(amina.seat.public_id)


@pytest.mark.parametrize("mark", ["", "money-0000000000000000"])
def test_remark_that_is_not_made_is_refused(amina, entry, mark):
    with pytest.raises(ValidationError):
        checking.call_right(amina, entry, mark)
    assert stored(entry) == ([], 1)


def test_remark_about_another_answer_is_refused(amina, entry):
    other = factories.entry_of(entry.report, "2022-01")
    with pytest.raises(ValidationError):
        checking.call_right(amina, other, mark_of(entry))
    assert stored(other) == ([], 1)


@pytest.mark.parametrize("verb", [checking.call_right, checking.look_again])
def test_viewer_and_reviewer_call_nothing_right(entry, verb):
    viewer = factories.actor(factories.make_seat(Role.VIEWER, "KEN"))
    for person in (viewer, factories.reviewer("KEN")):
        with pytest.raises(NotAllowed):
            verb(person, entry, mark_of(entry))
    assert stored(entry) == ([], 1)
