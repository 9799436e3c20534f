"""Writing an answer: who may, what is refused, and that a refusal changes nothing."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.forms import model_to_dict

from accounts.enums import Role, TokenScope
from tests import factories
from tracker.domain import progress
from tracker.domain.errors import Conflict, NotAllowed
from tracker.enums import Confidentiality, ReportState, Status
from tracker.models import Assignment, BudgetFigure, BudgetLine, ProgressEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry() -> ProgressEntry:
    return factories.entry_of(factories.make_report("KEN"))


def stored(entry: ProgressEntry) -> dict:
    return model_to_dict(ProgressEntry.internal.get(pk=entry.pk)) | {
        "version": ProgressEntry.internal.get(pk=entry.pk).version
    }


def test_focal_point_writes_words_and_elements(amina, entry):
    saved = progress.record(
        amina,
        entry,
        1,
        {"narrative": "We met.", "elements": {"2022-08-e1": {"state": "begun", "reason": ""}}},
    )
    assert saved.version == 2
    assert stored(entry)["narrative"] == "We met."
    again = factories.entry_of(entry.report)
    progress.record(amina, again, 2, {"elements": {"2022-08-e2": {"state": "done", "reason": ""}}})
    assert set(stored(entry)["elements"]) == {"2022-08-e1", "2022-08-e2"}


def test_two_people_in_different_fields_never_undo_each_other(amina, entry):
    mine, theirs = factories.entry_of(entry.report), factories.entry_of(entry.report)
    progress.record(amina, mine, 1, {"narrative": "Mine."})
    with pytest.raises(Conflict) as conflict:
        progress.record(amina, theirs, 1, {"obstacles": "Theirs."})
    assert conflict.value.current.narrative == "Mine."
    progress.record(amina, factories.entry_of(entry.report), 2, {"obstacles": "Theirs."})
    assert (stored(entry)["narrative"], stored(entry)["obstacles"]) == ("Mine.", "Theirs.")


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.FOCAL_POINT, Role.DEPUTY}))
def test_other_seats_of_the_member_write_nothing(role, entry):
    network = role in (Role.REVIEWER, Role.CO_CHAIR, Role.ADMINISTRATOR)
    actor = factories.actor(factories.make_seat(role, None if network else "KEN"))
    before = stored(entry)
    with pytest.raises(NotAllowed):
        progress.record(actor, entry, 1, {"narrative": "Not mine."})
    assert stored(entry) == before


def test_another_members_focal_point_writes_nothing(kari, entry):
    before = stored(entry)
    with pytest.raises(NotAllowed):
        progress.record(kari, entry, 1, {"narrative": "Not mine."})
    assert stored(entry) == before


def test_reading_token_writes_nothing(entry):
    seat = factories.make_seat(Role.FOCAL_POINT, "KEN")
    with pytest.raises(NotAllowed, match="token"):
        progress.record(
            factories.actor(seat, scope=TokenScope.READ), entry, 1, {"narrative": "No."}
        )
    assert stored(entry)["narrative"] == ""


def test_contributor_writes_the_assigned_answer_only_and_cannot_share_it(entry):
    actor = factories.actor(factories.make_seat(Role.CONTRIBUTOR, "KEN"))
    with pytest.raises(NotAllowed, match="not assigned"):
        progress.record(actor, entry, 1, {"narrative": "Treasury."})
    Assignment.internal.create(
        member=entry.member, appointment=actor.seat, entry=entry, due_on=dt.date(2027, 1, 1)
    )
    progress.record(actor, factories.entry_of(entry.report), 1, {"narrative": "Treasury."})
    with pytest.raises(NotAllowed, match="decide who may see"):
        progress.record(actor, factories.entry_of(entry.report), 2, {"confidentiality": "public"})
    assert stored(entry)["narrative"] == "Treasury."
    assert stored(entry)["confidentiality"] == Confidentiality.MEMBER


@pytest.mark.parametrize(
    "state", sorted(set(ReportState) - {ReportState.DRAFT, ReportState.RETURNED})
)
def test_report_that_left_the_focal_point_is_closed(amina, entry, state):
    now = dt.datetime.now(dt.UTC)
    factories.submitted(entry.report)
    factories.put(
        entry.report,
        state=state,
        released_at=now,
        published_at=now,
        withdrawn_at=now if state == "withdrawn" else None,
    )
    with pytest.raises(NotAllowed, match="not with its focal point"):
        progress.record(amina, factories.entry_of(entry.report), 1, {"narrative": "Late."})
    assert stored(entry)["narrative"] == ""


def test_returned_report_opens_commented_answers_only(amina, entry):
    factories.submitted(entry.report)
    factories.put(entry.report, state="returned")
    ProgressEntry.internal.filter(report=entry.report).exclude(pk=entry.pk).update(is_open=False)
    progress.record(amina, factories.entry_of(entry.report), 1, {"narrative": "Answer."})
    closed = factories.entry_of(entry.report, "2022-09")
    with pytest.raises(NotAllowed, match="comments"):
        progress.record(amina, closed, 1, {"narrative": "More."})
    assert stored(closed)["narrative"] == ""


def test_full_with_an_element_missing_is_refused_and_names_it(amina):
    report = factories.make_report("ITA")
    focal = factories.actor(factories.make_seat(Role.FOCAL_POINT, "ITA"))
    entry = factories.entry_of(report, "2022-09")
    codes = progress.element_codes(entry)
    elements = {code: {"state": "done", "reason": ""} for code in codes[:-1]}
    factories.make_evidence(entry, elements=codes)
    before = stored(entry)
    with pytest.raises(ValidationError) as refusal:
        progress.record(focal, entry, 1, {"status": "full", "elements": elements})
    assert codes[-1] in refusal.value.message_dict["status"][0]
    assert stored(entry) == before
    elements[codes[-1]] = {"state": "done", "reason": ""}
    saved = progress.record(
        focal,
        factories.entry_of(report, "2022-09"),
        1,
        {"status": "full", "elements": elements},
    )
    assert saved.status == Status.FULL


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"status": "not_reported"}, "status"),
        ({"status": "brilliant"}, "status"),
        ({"status": "suspended"}, "status_reason"),
        ({"narrative": "x" * 3001}, "narrative"),
        ({"confidentiality": "secret"}, "confidentiality"),
        ({"version": 9}, "version"),
        ({"member": 1}, "member"),
        ({"report": 1}, "report"),
        ({"edition": "published"}, "edition"),
        ({"confirmed": True}, "confirmed"),
        ({"is_open": True}, "is_open"),
        ({"nonsense": 1}, "nonsense"),
        ({"elements": {"2022-01-e1": {"state": "done"}}}, "elements"),
        ({"elements": [1]}, "elements"),
    ],
)
def test_wrong_value_is_refused_by_name(amina, entry, changes, field):
    before = stored(entry)
    with pytest.raises(ValidationError) as refusal:
        progress.record(amina, entry, 1, changes)
    assert field in refusal.value.message_dict
    assert stored(entry) == before


def test_carried_over_answer_is_confirmed_as_it_is(amina, entry):
    ProgressEntry.internal.filter(pk=entry.pk).update(
        status="in_progress",
        elements={"2022-08-e1": {"state": "begun", "reason": ""}},
        confirmed=False,
        carried_from="2025",
    )
    saved = progress.confirm_unchanged(amina, factories.entry_of(entry.report), 1)
    assert (saved.confirmed, saved.is_ready, saved.version) == (True, True, 2)


def test_nothing_to_confirm_is_said(amina, entry):
    with pytest.raises(ValidationError) as refusal:
        progress.confirm_unchanged(amina, entry, 1)
    assert "confirmed" in refusal.value.message_dict
    assert not stored(entry)["is_ready"]


def test_money_follows_the_class_of_the_answer(amina, entry):
    line = factories.make_line(entry.report, confidentiality="member")
    own = factories.make_line(entry.report, confidentiality="restricted")
    factories.make_figure(entry.report, line)
    progress.record(amina, entry, 1, {"confidentiality": "network"})
    assert BudgetLine.internal.get(pk=line.pk).confidentiality == "network"
    assert BudgetFigure.internal.get(line=line).confidentiality == "network"
    assert BudgetLine.internal.get(pk=own.pk).confidentiality == "restricted"


def test_edit_after_clearance_voids_it(amina, entry):
    factories.put(entry.report, cleared_at=dt.datetime.now(dt.UTC))
    progress.record(amina, factories.entry_of(entry.report), 1, {"narrative": "New words."})
    entry.report.refresh_from_db()
    assert entry.report.cleared_at is None


def test_fall_needs_a_reason(amina):
    last = factories.make_report("KEN", factories.make_cycle("2025", dt.date(2025, 5, 20)))
    factories.answer(last, status=Status.PARTIAL)
    report = factories.make_report("KEN", factories.make_cycle("2026"))
    begun = {"2022-08-e1": {"state": "begun", "reason": ""}}
    with pytest.raises(ValidationError, match="lower"):
        progress.record(
            amina, factories.entry_of(report), 1, {"status": "in_progress", "elements": begun}
        )
    saved = progress.record(
        amina,
        factories.entry_of(report),
        1,
        {"status": "in_progress", "elements": begun, "status_reason": "The law was repealed."},
    )
    assert saved.status == "in_progress"
