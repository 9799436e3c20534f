from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from accounts.actor import SYSTEM
from accounts.models import Member
from tests import factories
from tracker.domain.cycles import open_cycle
from tracker.domain.errors import NotAllowed
from tracker.models import Evidence, ProgressEntry, Report, ReportingCycle

pytestmark = pytest.mark.django_db

MEETING = dt.date(2027, 4, 6)


def test_opening_gives_each_member_a_report_with_an_answer_per_recommendation():
    cycle = open_cycle(SYSTEM, "2027", MEETING)
    assert Report.objects.unscoped().filter(cycle=cycle).count() == 87
    assert ProgressEntry.objects.working().filter(report__cycle=cycle).count() == 87 * 18


def test_due_date_moves_off_the_weekend_of_the_member():
    """2027-02-20 is a Saturday: Kenya reports on Monday, Jordan (Friday, Saturday) on Sunday."""
    open_cycle(SYSTEM, "2027", MEETING)
    due = dict(Report.objects.unscoped().values_list("member__code", "due_on"))
    assert due["KEN"] == dt.date(2027, 2, 22)
    assert due["JOR"] == dt.date(2027, 2, 21)


def test_last_answers_are_carried_over_unconfirmed_with_their_documents():
    last = factories.make_report("KEN", factories.make_cycle("2025", dt.date(2025, 5, 20)))
    answered = factories.answer(last, "2022-08")
    cycle = open_cycle(SYSTEM, "2027", MEETING)
    entry = ProgressEntry.objects.working().get(
        report__cycle=cycle, member__code="KEN", recommendation__code="2022-08"
    )
    assert (entry.status, entry.confirmed, entry.carried_from) == ("partial", False, "2025")
    assert entry.narrative == answered.narrative
    assert entry.public_id != answered.public_id
    assert Evidence.objects.working().filter(entries=entry).count() == 1
    empty = ProgressEntry.objects.working().get(
        report__cycle=cycle, member__code="KEN", recommendation__code="2022-09"
    )
    assert (empty.status, empty.carried_from) == ("not_reported", "")


def test_frozen_member_gets_no_report():
    Member.objects.filter(code="KEN").update(
        frozen_at=dt.datetime.now(dt.UTC), frozen_reason="Change of government"
    )
    open_cycle(SYSTEM, "2027", MEETING)
    assert not Report.objects.unscoped().filter(member__code="KEN").exists()
    assert Report.objects.unscoped().count() == 86


def test_second_cycle_of_a_code_is_refused_whole():
    open_cycle(SYSTEM, "2027", MEETING)
    with pytest.raises(ValidationError, match="2027"):
        open_cycle(SYSTEM, "2027", MEETING)
    assert ReportingCycle.objects.count() == 1
    assert Report.objects.unscoped().count() == 87


def test_member_seats_open_no_cycle(amina):
    with pytest.raises(NotAllowed):
        open_cycle(amina, "2027", MEETING)
    assert not ReportingCycle.objects.exists()
