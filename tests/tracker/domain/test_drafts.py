"""What is kept while somebody types, and the way back to earlier versions."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.forms import model_to_dict
from django.utils import timezone

from accounts.actor import Actor
from accounts.enums import Role
from tests import factories
from tracker.domain import drafts, progress
from tracker.domain.errors import Conflict, NotAllowed
from tracker.enums import Confidentiality, ElementState, Status
from tracker.models import ProgressEntry, Report
from tracker.queries.history import known_by_page, version_of

pytestmark = pytest.mark.django_db
E1, E2 = "2022-08-e1", "2022-08-e2"
DONE = {"state": "done", "reason": ""}


@pytest.fixture
def entry() -> ProgressEntry:
    return factories.entry_of(factories.make_report("KEN"))


def stored(entry: ProgressEntry) -> dict[str, Any]:
    row = ProgressEntry.internal.get(pk=entry.pk)
    return model_to_dict(row) | {"version": row.version, "events": row.events.count()}


# --- autosave -----------------------------------------------------------------------------------


def test_autosave_keeps_words_and_elements_without_any_rule(
    amina: Actor, entry: ProgressEntry
) -> None:
    entry = factories.answer(entry.report, status=Status.IN_PROGRESS, confirmed=False)
    said = {"narrative": "We met.", "language": "sw", "elements": {E1: DONE}}
    kept = drafts.autosave(amina, entry, entry.version, said)
    now = stored(entry)
    assert (now["narrative"], now["language"]) == ("We met.", "sw")
    assert now["elements"][E1] == DONE
    assert (now["status"], now["confirmed"]) == (Status.IN_PROGRESS, False)
    assert kept.version == now["version"] == entry.version


@pytest.mark.parametrize(
    ("name", "value"),
    [("status", "full"), ("confidentiality", "public"), ("is_ready", True), ("confirmed", True)],
)
def test_autosave_never_writes_what_somebody_has_to_decide(
    name: str, value: Any, amina: Actor, entry: ProgressEntry
) -> None:
    before = stored(entry)
    with pytest.raises(ValidationError) as refused:
        drafts.autosave(amina, entry, 1, {name: value, "narrative": "Not kept."})
    assert set(refused.value.message_dict) == {name}
    assert stored(entry) == before


def test_autosave_of_what_is_stored_writes_nothing_whatever_the_version(
    amina: Actor, entry: ProgressEntry
) -> None:
    drafts.autosave(amina, entry, 1, {"narrative": "We met.", "elements": {E1: DONE}})
    before = stored(entry)
    again = factories.entry_of(entry.report)
    drafts.autosave(amina, again, 1, {"narrative": "We met.", "elements": {E1: DONE}})
    assert stored(entry) == before


def test_autosave_with_an_old_version_writes_nothing(amina: Actor, entry: ProgressEntry) -> None:
    drafts.autosave(amina, factories.entry_of(entry.report), 1, {"narrative": "First."})
    with pytest.raises(Conflict):
        drafts.autosave(amina, entry, 1, {"narrative": "Second."})
    assert stored(entry)["narrative"] == "First."


def test_words_beyond_the_limit_are_kept_and_refused_by_save(
    amina: Actor, entry: ProgressEntry
) -> None:
    long = "word " * 700
    drafts.autosave(amina, entry, 1, {"narrative": long})
    assert stored(entry)["narrative"] == long
    with pytest.raises(ValidationError) as refused:
        progress.record(amina, factories.entry_of(entry.report), 2, {"status": "suspended"})
    assert "narrative" in refused.value.message_dict
    assert stored(entry)["status"] == Status.NOT_REPORTED


@pytest.mark.parametrize("wrong", ["a\x00b", "x" * (drafts.MOST_CHARACTERS + 1)])
def test_autosave_refuses_what_no_database_holds(
    wrong: str, amina: Actor, entry: ProgressEntry
) -> None:
    before = stored(entry)
    with pytest.raises(ValidationError) as refused:
        drafts.autosave(amina, entry, 1, {"obstacles": wrong, "narrative": "Not kept."})
    assert set(refused.value.message_dict) == {"obstacles"}
    assert stored(entry) == before


def test_element_without_its_reason_is_kept_and_refused_by_save(
    amina: Actor, entry: ProgressEntry
) -> None:
    said = {E1: {"state": ElementState.NOT_APPLICABLE.value, "reason": ""}}
    drafts.autosave(amina, entry, 1, {"elements": said})
    assert stored(entry)["elements"] == said
    again = factories.entry_of(entry.report)
    with pytest.raises(ValidationError, match="does not apply"):
        progress.record(amina, again, 2, {"status": "not_started"})
    assert stored(entry)["status"] == Status.NOT_REPORTED


@pytest.mark.parametrize("elements", [{"2022-08-e99": DONE}, {E1: {"state": "soon"}}, [E1], "e1"])
def test_autosave_refuses_elements_of_another_shape(
    elements: Any, amina: Actor, entry: ProgressEntry
) -> None:
    before = stored(entry)
    with pytest.raises(ValidationError) as refused:
        drafts.autosave(amina, entry, 1, {"elements": elements})
    assert set(refused.value.message_dict) == {"elements"}
    assert stored(entry) == before


def test_reason_that_the_status_needs_is_not_emptied(amina: Actor, entry: ProgressEntry) -> None:
    entry = factories.answer(entry.report, status=Status.SUSPENDED)
    drafts.autosave(amina, entry, entry.version, {"status_reason": " ", "narrative": "New."})
    assert (stored(entry)["status_reason"], stored(entry)["narrative"]) == ("Said why.", "New.")
    entry = factories.entry_of(entry.report)
    drafts.autosave(amina, entry, entry.version, {"status_reason": "Another reason."})
    assert stored(entry)["status_reason"] == "Another reason."


@pytest.mark.parametrize("role", [Role.VIEWER, Role.CLEARING_OFFICER, Role.CONTRIBUTOR])
def test_who_may_not_edit_keeps_nothing(role: Role, entry: ProgressEntry) -> None:
    before = stored(entry)
    with pytest.raises(NotAllowed):
        drafts.autosave(
            factories.actor(factories.make_seat(role, "KEN")), entry, 1, {"narrative": "No."}
        )
    assert stored(entry) == before


def test_submitted_answer_keeps_nothing(amina: Actor, entry: ProgressEntry) -> None:
    factories.submitted(entry.report, amina.seat)
    with pytest.raises(NotAllowed):
        drafts.autosave(amina, factories.entry_of(entry.report), 1, {"narrative": "No."})
    assert stored(entry)["narrative"] == ""


def test_typing_voids_the_clearance(amina: Actor, entry: ProgressEntry) -> None:
    report = entry.report
    Report.internal.filter(pk=report.pk).update(cleared_at=timezone.now())
    drafts.autosave(amina, factories.entry_of(report), 1, {"narrative": "After the clearance."})
    assert Report.internal.get(pk=report.pk).cleared_at is None


def test_narrowing_who_may_see_it_waits_for_no_rule(amina: Actor, entry: ProgressEntry) -> None:
    entry = factories.answer(entry.report, status=Status.IN_PROGRESS)
    drafts.autosave(amina, entry, entry.version, {"elements": {E1: DONE}})
    progress.record(amina, entry, entry.version, {"confidentiality": Confidentiality.MEMBER})
    assert stored(entry)["confidentiality"] == Confidentiality.MEMBER
    with pytest.raises(ValidationError):
        progress.record(amina, entry, entry.version, {"narrative": "Words."})


def test_confirming_no_change_asks_the_kept_words_too(amina: Actor, entry: ProgressEntry) -> None:
    entry = factories.answer(
        entry.report, status=Status.IN_PROGRESS, confirmed=False, carried_from="2025"
    )
    drafts.autosave(amina, entry, entry.version, {"elements": {E1: DONE}})
    with pytest.raises(ValidationError):
        progress.confirm_unchanged(amina, entry, entry.version)
    assert stored(entry)["confirmed"] is False


# --- what an opened page knows ------------------------------------------------------------------


def test_page_knows_what_it_kept_itself_and_nothing_of_others(
    amina: Actor, entry: ProgressEntry
) -> None:
    drafts.autosave(amina, entry, 1, {"narrative": "One."}, page="mine")
    drafts.autosave(amina, entry, 2, {"narrative": "Two."}, page="mine")
    drafts.autosave(amina, entry, 3, {"narrative": "Three."}, page="another")
    drafts.autosave(amina, entry, 4, {"narrative": "Four."}, page="mine")
    assert known_by_page(entry, 1, "mine") == 3
    assert known_by_page(entry, 1, "another") == 1
    assert known_by_page(entry, 1, "") == 1
    progress.record(amina, entry, 5, {"narrative": "Five."})
    assert known_by_page(entry, 5, "mine") == 5


# --- restore ------------------------------------------------------------------------------------


def restore(actor: Actor, entry: ProgressEntry, number: int) -> bool:
    return drafts.restore(actor, entry, entry.version, version_of(entry, number))


def test_restoring_is_a_version_of_its_own_and_is_undone_by_another(
    amina: Actor, entry: ProgressEntry
) -> None:
    progress.record(amina, entry, 1, {"narrative": "First.", "elements": {E1: DONE}})
    progress.record(amina, entry, 2, {"narrative": "Second.", "obstacles": "A flood."})
    assert restore(amina, entry, 2) is True
    now = stored(entry)
    assert (now["narrative"], now["obstacles"], now["version"]) == ("First.", "", 4)
    assert restore(amina, entry, 3) is True
    now = stored(entry)
    assert (now["narrative"], now["obstacles"], now["version"]) == ("Second.", "A flood.", 5)


def test_status_comes_back_where_its_rule_is_met(amina: Actor, entry: ProgressEntry) -> None:
    begun = {E1: {"state": "begun", "reason": ""}}
    progress.record(amina, entry, 1, {"status": "in_progress", "elements": begun})
    progress.record(amina, entry, 2, {"status": "suspended", "status_reason": "The war."})
    assert restore(amina, entry, 2) is True
    now = stored(entry)
    assert (now["status"], now["status_reason"]) == ("in_progress", "")


def test_status_stays_where_the_earlier_ones_rule_is_not_met_today(
    amina: Actor, entry: ProgressEntry
) -> None:
    document = factories.make_evidence(entry)
    progress.record(amina, entry, 1, {"status": "partial", "elements": {E1: DONE}})
    said = {"status": "suspended", "status_reason": "The war.", "narrative": "Stopped."}
    progress.record(amina, entry, 2, said)
    document.entries.clear()
    assert restore(amina, entry, 2) is False
    now = stored(entry)
    assert (now["status"], now["status_reason"]) == ("suspended", "The war.")
    assert (now["narrative"], now["elements"]) == ("", {E1: DONE})


def test_restoring_shares_nothing_wider(amina: Actor, entry: ProgressEntry) -> None:
    progress.record(amina, entry, 1, {"narrative": "First.", "confidentiality": "public"})
    progress.record(amina, entry, 2, {"narrative": "Second.", "confidentiality": "member"})
    restore(amina, entry, 2)
    assert stored(entry)["confidentiality"] == Confidentiality.MEMBER


def test_restoring_with_an_old_version_or_without_a_right_changes_nothing(
    amina: Actor, otieno: Actor, entry: ProgressEntry
) -> None:
    progress.record(amina, entry, 1, {"narrative": "First."})
    then = version_of(entry, 1)
    before = stored(entry)
    with pytest.raises(Conflict):
        drafts.restore(amina, factories.entry_of(entry.report), 1, then)
    with pytest.raises(NotAllowed):
        drafts.restore(otieno, factories.entry_of(entry.report), 2, then)
    assert stored(entry) == before
