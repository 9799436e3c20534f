"""The log: who reads which changes, how they are narrowed, and what stays when a person goes."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pghistory.models import Context
from pghistory.models import Event as Told

from accounts.actor import SYSTEM, Actor
from accounts.enums import Role
from accounts.models import Appointment, Member, User
from tests import factories
from tracker.domain import budgets, evidence, progress, review
from tracker.domain.saving import recorded
from tracker.enums import Confidentiality, Status
from tracker.models import ProgressEntry, Report
from tracker.queries.log import Asked, Event, page_of, pages_of
from tracker.queries.log_lines import Entry, entries_of
from tracker.queries.log_sources import SOURCES
from tracker.queries.log_words import FIELDS, KINDS, UNSAID, VERBS

pytestmark = pytest.mark.django_db
CODE = "2022-08"
CANARY = "canary-7c1e"


@pytest.fixture
def report(db: None) -> Report:
    return factories.make_report()


def events(actor: Actor, **asked: Any) -> list[Event]:
    return list(page_of(actor, Asked(**asked), 500).events)


def entries(actor: Actor, **asked: Any) -> list[Entry]:
    return entries_of(events(actor, **asked))


def words(found: list[Entry]) -> str:
    return " ".join(
        " ".join([change.old, change.new, *(piece.text for piece in change.pieces)])
        for entry in found
        for line in entry.lines
        for change in line.changes
    )


def write(actor: Actor, report: Report, **changes: Any) -> ProgressEntry:
    entry = factories.entry_of(report, changes.pop("code", CODE))
    return progress.record(actor, entry, entry.version, changes)


# --- what a line says ---------------------------------------------------------------------------


def test_change_says_when_what_verb_from_which_seat_old_and_new(
    amina: Actor, report: Report
) -> None:
    write(amina, report, narrative="The committee met twice.")
    write(amina, report, narrative="The committee met thrice.")
    found = entries(amina, recommendation=CODE)[0]
    assert found.seat is not None
    assert (found.verb, found.seat.person, found.seat.role) == (
        "Wrote an answer",
        "Amina",
        "focal_point",
    )
    (line,) = found.lines
    assert (line.kind, line.code, line.cycle, line.did) == ("Answer", CODE, "2026", "changed")
    (change,) = line.changes
    assert [(p.kind, p.text) for p in change.pieces if p.kind != "kept"] == [
        ("removed", "twice."),
        ("added", "thrice."),
    ]


def test_changes_of_one_verb_stand_together(amina: Actor, report: Report) -> None:
    entry = factories.entry_of(report)
    facts = {"form": "link", "url": "https://law.example/a", "title": "Act", "kind": "other"}
    evidence.add(amina, [entry], facts | {"language": "en"})
    found = entries(amina, verb="evidence.add")
    assert [[line.event.source.kind for line in entry.lines] for entry in found] == [
        ["link", "document"]
    ]
    assert found[0].lines[0].title == "Act"


def test_amount_is_told_to_the_last_digit(amina: Actor, report: Report) -> None:
    line = factories.make_line(report, title="Monitoring")
    facts = {"stage": "allocated", "amount": "98765432109876543.125", "currency": "TND"}
    facts |= {"period_start": "2025-07-01", "period_end": "2026-06-30", "data_state": "reported"}
    budgets.record_figure(amina, report, line, facts)
    assert "98\u00a0765\u00a0432\u00a0109\u00a0876\u00a0543.125" in words(
        entries(amina, kinds=("figure",))
    ).replace("\u202f", "\u00a0").replace(",", "\u00a0")


def test_published_copies_are_no_change_of_their_own(amina: Actor, report: Report) -> None:
    factories.answer(report)
    before = len(events(amina, kinds=("answer", "document", "link")))
    factories.published(report)
    assert len(events(amina, kinds=("answer", "document", "link"))) == before


def test_change_of_nothing_that_is_said_takes_no_place_on_a_page(
    amina: Actor, report: Report
) -> None:
    write(amina, report, narrative="The committee met.")
    ProgressEntry.internal.filter(report=report).update(is_open=False, version=7)
    (event,) = page_of(amina, Asked(kinds=("answer",)), 1).events
    assert event.row["narrative"] == "The committee met."


# --- who reads what -----------------------------------------------------------------------------


def test_stranger_reads_nothing_of_kenya(amina: Actor, kari: Actor, report: Report) -> None:
    write(amina, report, narrative=CANARY)
    line = factories.make_line(report, title=CANARY)
    factories.make_figure(report, line)
    factories.make_evidence(factories.entry_of(report), title=CANARY)
    assert CANARY in words(entries(amina))
    kenya = report.member_id
    for event in events(kari):
        assert kenya not in (event.row.get("member_id"), event.row.get("pgh_obj_id"))
    assert CANARY not in words(entries(kari))
    assert events(kari, member="KEN") == []


@pytest.mark.parametrize(
    "role", sorted(set(Role.values) - {"focal_point", "deputy", "reviewer", "administrator"})
)
def test_other_seats_read_no_log_at_all(amina: Actor, report: Report, role: str) -> None:
    write(amina, report, narrative=CANARY)
    network = role == Role.CO_CHAIR
    assert events(factories.actor(factories.make_seat(role, None if network else "KEN"))) == []


def test_administrator_reads_people_and_cycles_and_no_content(amina: Actor, report: Report) -> None:
    write(amina, report, narrative=CANARY)
    factories.submitted(report, amina.seat)
    admin = factories.actor(factories.make_seat(Role.ADMINISTRATOR))
    found = events(admin)
    assert {event.source.kind for event in found} == {"seat", "cycle"}
    assert CANARY not in words(entries(admin))


def test_reviewer_reads_no_draft_before_the_first_submission(amina: Actor, report: Report) -> None:
    reviewer = factories.reviewer("KEN")
    content = tuple(source.kind for source in SOURCES if not source.is_people)
    entry = write(amina, report, narrative=f"Drafted and thrown away: {CANARY}.")
    line = factories.make_line(report, title=CANARY)
    factories.make_figure(report, line)
    factories.make_evidence(entry, title=CANARY)
    assert events(reviewer, kinds=content) == []
    ProgressEntry.internal.filter(pk=entry.pk).update(narrative="The committee met.")
    factories.submitted(report, amina.seat)
    assert CANARY in words(entries(amina))
    assert [e.source.kind for e in events(reviewer, kinds=content)] == ["report"]
    assert CANARY not in words(entries(reviewer))
    ProgressEntry.internal.filter(pk=entry.pk).update(narrative="The committee met twice.")
    assert "met twice." in words(entries(reviewer))


def test_reviewer_reads_only_assigned_members(amina: Actor, report: Report) -> None:
    factories.published(report)
    ProgressEntry.internal.filter(report=report).update(narrative=CANARY)
    assert CANARY in words(entries(factories.reviewer("KEN")))
    assert CANARY not in words(entries(factories.reviewer("NOR")))


def test_reviewer_reads_that_what_was_submitted_is_gone(amina: Actor, report: Report) -> None:
    entry = factories.entry_of(report)
    document = factories.make_evidence(entry, title="Act of 1999")
    figure = factories.make_figure(report, factories.make_line(report))
    factories.submitted(report, amina.seat)
    factories.put(report, state="returned")
    evidence.remove(amina, document, 1)
    budgets.remove_figure(amina, report, figure, 1)
    found = {(e.source.kind, e.label) for e in events(factories.reviewer("KEN"))}
    assert {("document", "delete"), ("figure", "delete")} <= found


def test_member_sees_a_comment_once_it_was_sent(amina: Actor, report: Report) -> None:
    entry = factories.answer(report)
    factories.submitted(report, amina.seat)
    reviewer = factories.reviewer("KEN")
    asked = review.comment(reviewer, report, entry, "", CANARY)
    assert CANARY not in words(entries(amina))
    assert CANARY in words(entries(reviewer))
    type(asked).internal.filter(pk=asked.pk).update(sent_at=dt.datetime.now(dt.UTC))
    assert CANARY in words(entries(amina))


def test_restricted_change_shows_its_hash_to_the_member_and_nothing_to_the_reviewer(
    amina: Actor, report: Report
) -> None:
    factories.submitted(report, amina.seat)
    ProgressEntry.internal.filter(report=report).update(narrative="Open words.")
    reviewer = factories.reviewer("KEN")
    assert "Open words." in words(entries(reviewer))
    ProgressEntry.internal.filter(report=report, recommendation__code=CODE).update(
        narrative=CANARY, confidentiality=Confidentiality.RESTRICTED
    )
    said = words(entries(amina, recommendation=CODE))
    assert "sha256:" in said
    assert CANARY not in said
    assert "Open words." not in said, "What is restricted today is shown of no earlier day."
    assert events(reviewer, recommendation=CODE) == []
    assert events(amina, recommendation=CODE, with_restricted=False) == []


def test_answer_opened_again_is_new_to_the_reviewer(amina: Actor, report: Report) -> None:
    factories.answer(report, status=Status.IN_PROGRESS, confidentiality="restricted")
    factories.submitted(report, amina.seat)
    ProgressEntry.internal.filter(report=report, recommendation__code=CODE).update(
        confidentiality=Confidentiality.MEMBER
    )
    event = events(factories.reviewer("KEN"), kinds=("answer",), recommendation=CODE)[0]
    assert event.label == "update"
    assert event.before is None
    assert "sha256:" not in words(entries(factories.reviewer("KEN"), recommendation=CODE))


# --- erasing a person ---------------------------------------------------------------------------


def test_erasing_a_person_leaves_every_line_whole(amina: Actor, report: Report) -> None:
    write(amina, report, narrative="The committee met.")
    before = entries(amina)
    User.objects.filter(pk=amina.user.pk).update(name="", email="gone-1@erased.example")  # type: ignore[union-attr]
    after = entries(amina)
    assert [(e.at, e.verb, len(e.lines)) for e in after] == [
        (e.at, e.verb, len(e.lines)) for e in before
    ]
    assert words(after) == words(before).replace("Amina", "former account")
    assert after[0].seat is not None
    assert after[0].seat.person == "former focal point"


def test_history_holds_no_name_and_no_address(amina: Actor, report: Report) -> None:
    write(amina, report, narrative="The committee met.")
    models = [m for m in apps.get_models() if issubclass(m, Told)]
    for model in [*models, Context]:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT to_jsonb(t)::text FROM {model._meta.db_table} t")
            text = " ".join(row for (row,) in cursor.fetchall())
        assert "Amina" not in text, model
        assert "@ken.example" not in text, model


def test_seat_that_is_gone_is_still_named_by_its_role(amina: Actor) -> None:
    clerk = factories.make_seat(Role.VIEWER, "KEN", title="Desk officer")
    with recorded(factories.actor(clerk), "test.verb"):
        Member.objects.filter(code="KEN").update(
            frozen_at=dt.datetime.now(dt.UTC), frozen_reason="Change of government"
        )
    Appointment.objects.filter(pk=clerk.pk).delete()
    User.objects.filter(pk=clerk.user_id).delete()
    (found,) = entries(amina, kinds=("member",))
    assert found.seat is not None
    assert (found.verb, found.seat.person) == ("test.verb", "former viewer")


# --- filters, pages, cost -----------------------------------------------------------------------


def test_filters_narrow_by_kind_verb_seat_recommendation_cycle_and_member(
    amina: Actor, report: Report
) -> None:
    deputy = factories.actor(factories.make_seat(Role.DEPUTY, "KEN"))
    write(amina, report, narrative="One.")
    write(deputy, report, code="2022-09", narrative="Two.")
    with recorded(SYSTEM, "test.verb"):
        factories.make_line(report, "2022-09")

    def found(**asked: Any) -> set[tuple[str, str]]:
        rows = events(amina, **asked)
        return {(e.source.kind, e.told.get("verb", "")) for e in rows if e.label == "update"}

    record = ("answer", "progress.record")
    assert found(kinds=("answer",)) == {record}
    assert found(verb="progress.record") == {record}
    assert events(amina, verb="progress.confirm_unchanged") == []
    by_deputy = events(amina, by=str(deputy.seat.public_id), verb="progress.record")  # type: ignore[union-attr]
    assert [e.row["narrative"] for e in by_deputy] == ["Two."]
    assert {e.source.kind for e in events(amina, recommendation="2022-09")} == {"answer", "line"}
    assert {e.source.kind for e in events(amina, cycle="2026")} == {"report", "answer"}
    assert events(amina, cycle="2026", member="NOR") == []
    assert events(amina, by=str(uuid.uuid4())) == []


def test_filter_by_time_takes_the_first_moment_and_leaves_the_last(
    amina: Actor, report: Report
) -> None:
    at = events(amina, kinds=("report",))[0].place.at
    assert events(amina, kinds=("report",), since=at)
    assert not events(amina, kinds=("report",), until=at)
    assert not events(amina, kinds=("report",), since=at + dt.timedelta(microseconds=1))


def test_document_that_is_gone_is_found_by_the_answer_it_served(
    amina: Actor, report: Report
) -> None:
    row = factories.make_evidence(factories.entry_of(report), title="Act of 1999")
    evidence.remove(amina, row, 1)
    found = {(e.source.kind, e.label) for e in events(amina, recommendation=CODE)}
    assert ("document", "delete") in found
    assert ("link", "delete") in found


@pytest.mark.parametrize("size", [1, 2, 7, 500])
def test_pages_hold_every_change_once_and_in_order(amina: Actor, report: Report, size: int) -> None:
    write(amina, report, narrative="One.")
    whole = [e.place for e in events(amina)]
    paged = [e.place for page in pages_of(amina, Asked(), size) for e in page]
    assert paged == whole
    assert len(set(whole)) == len(whole) > 20
    assert [p.at for p in whole] == sorted((p.at for p in whole), reverse=True)


def test_page_takes_nine_queries_whatever_is_on_it(amina: Actor, report: Report) -> None:
    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            entries(amina)
        return len(captured)

    entry = factories.answer(report)
    line = factories.make_line(report)
    factories.make_figure(report, line)
    factories.submitted(report, amina.seat)
    asked = review.comment(factories.reviewer("KEN"), report, entry, "", "Since when?")
    type(asked).internal.filter(pk=asked.pk).update(sent_at=dt.datetime.now(dt.UTC))
    first = cost()
    for code in ("2022-09", "2023-01", "2023-08"):
        factories.answer(report, code)
        factories.make_figure(report, factories.make_line(report, code))
    assert first == cost() == 9


# --- nothing forgotten --------------------------------------------------------------------------


def test_every_table_of_events_stands_in_the_log() -> None:
    shown = {source.event for source in SOURCES}
    assert {m for m in apps.get_models() if issubclass(m, Told)} == shown
    assert set(KINDS) == {source.kind for source in SOURCES}


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.kind)
def test_every_column_has_a_label_or_goes_without_saying(source: Any) -> None:
    columns = {f.column for f in source.event._meta.concrete_fields}
    said = {c for c in columns if not c.startswith("pgh_")} - UNSAID - set(source.hidden)
    assert not said - set(FIELDS)


def test_every_verb_that_writes_history_has_its_words() -> None:
    root = Path(__file__).resolve().parents[3]
    said = set()
    for path in (root / "tracker").rglob("*.py"):
        said |= set(re.findall(r'recorded\(\s*[^,()]+(?:\(\))?,\s*"([a-z_.]+)"', path.read_text()))
    assert len(said) > 30
    assert said - set(VERBS) == set()
