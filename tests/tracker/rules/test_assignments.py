"""What an assignment opens to a contributor, and what it leaves shut."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from accounts.actor import Actor
from accounts.enums import Role, TokenScope
from tests import factories
from tracker import rules
from tracker.domain import budgets, evidence, progress, workflow
from tracker.domain.errors import NotAllowed
from tracker.enums import Confidentiality
from tracker.models import (
    Assignment,
    BudgetFigure,
    BudgetLine,
    Evidence,
    ProgressEntry,
    Report,
    ReviewComment,
)

pytestmark = pytest.mark.django_db
CODE, OTHER = "2022-08", "2023-08"


@pytest.fixture
def report(db: None) -> Report:
    return factories.make_report("KEN")


@pytest.fixture
def treasury(db: None) -> Actor:
    return factories.actor(factories.make_seat(Role.CONTRIBUTOR, "KEN"))


def ask(report: Report, actor: Actor, thing: str | BudgetLine = CODE, **facts) -> Assignment:
    place = (
        {"entry": factories.entry_of(report, thing)}
        if isinstance(thing, str)
        else {"budget_line": thing}
    )
    facts.setdefault("due_on", report.due_on)
    return Assignment.internal.create(
        member=report.member, appointment=actor.seat, **place, **facts
    )


def money(actor: Actor, report: Report, code: str = CODE, line: BudgetLine | None = None):
    about = factories.entry_of(report, code).recommendation_id
    return rules.may_edit_money(actor, report, about, line)


def reason(answer) -> str:
    assert not answer
    return str(answer.reason)


def test_contributor_writes_what_was_assigned_and_nothing_else(
    report: Report, treasury: Actor
) -> None:
    ask(report, treasury)
    assert rules.may_edit_entry(treasury, factories.entry_of(report))
    assert "not assigned" in reason(
        rules.may_edit_entry(treasury, factories.entry_of(report, OTHER))
    )
    assert money(treasury, report)
    assert "not assigned" in reason(money(treasury, report, OTHER))


def test_day_that_is_past_closes_nothing(report: Report, treasury: Actor) -> None:
    ask(report, treasury, due_on=timezone.now().date() - dt.timedelta(days=20))
    assert rules.may_edit_entry(treasury, factories.entry_of(report))


def test_ready_closes_answer_money_and_documents(report: Report, treasury: Actor) -> None:
    entry = factories.answer(report)
    document = entry.evidence.unscoped().get()
    row = ask(report, treasury)
    assert rules.may_edit_evidence(treasury, document)
    Assignment.internal.filter(pk=row.pk).update(ready_at=timezone.now())
    for answer in (
        rules.may_edit_entry(treasury, entry),
        money(treasury, report),
        rules.may_edit_evidence(treasury, document),
    ):
        assert "Put it back to work" in reason(answer)


def test_ready_closes_nothing_to_the_focal_point(
    amina: Actor, report: Report, treasury: Actor
) -> None:
    ask(report, treasury, ready_at=timezone.now())
    assert rules.may_edit_entry(amina, factories.entry_of(report))


def test_line_alone_opens_its_own_figures_and_not_the_words(
    report: Report, treasury: Actor
) -> None:
    entry = factories.answer(report)
    line, other = factories.make_line(report), factories.make_line(report)
    ask(report, treasury, line)
    assert money(treasury, report, line=line)
    assert "not assigned" in reason(money(treasury, report, line=other))
    assert "not assigned" in reason(money(treasury, report))
    assert "not assigned" in reason(rules.may_edit_entry(treasury, entry))
    assert set(BudgetLine.objects.visible_to(treasury)) == {line}
    assert not ProgressEntry.objects.visible_to(treasury).exists()
    assert not Evidence.objects.visible_to(treasury).exists()


def test_line_called_ready_is_closed_even_with_its_answer_open(
    report: Report, treasury: Actor
) -> None:
    line = factories.make_line(report)
    ask(report, treasury)
    ask(report, treasury, line, ready_at=timezone.now())
    assert "budget line ready" in reason(money(treasury, report, line=line))
    assert rules.may_edit_entry(treasury, factories.entry_of(report))


def test_line_is_closed_in_a_report_that_left_and_in_an_uncommented_answer(
    amina: Actor, report: Report, treasury: Actor
) -> None:
    line = factories.make_line(report)
    ask(report, treasury, line)
    factories.submitted(report, amina.seat)
    assert "not with its focal point" in reason(money(treasury, report, line=line))
    factories.put(report, state="returned")
    assert money(treasury, report, line=line)
    ProgressEntry.internal.filter(report=report).update(is_open=False)
    assert "Only the answers with comments" in reason(money(treasury, report, line=line))


def test_line_of_an_earlier_cycle_opens_nothing_of_the_next(
    report: Report, treasury: Actor
) -> None:
    line = factories.make_line(report)
    before = report.cycle.opens_on - dt.timedelta(days=1)
    factories.make_figure(report, line)
    ask(report, treasury, line, due_on=before)
    assert "not assigned" in reason(money(treasury, report, line=line))
    assert not BudgetFigure.objects.visible_to(treasury).exists()


def test_answer_of_an_earlier_cycle_opens_no_later_figure_or_line(
    report: Report, treasury: Actor
) -> None:
    old = factories.make_report("KEN", factories.make_cycle("2020", dt.date(2020, 5, 1)))
    both, later = factories.make_line(old), factories.make_line(report)
    then = factories.make_figure(old, both)
    factories.make_figure(report, both, "spent")
    factories.make_figure(report, later)
    ask(old, treasury)
    assert set(BudgetFigure.objects.visible_to(treasury)) == {then}
    assert set(BudgetLine.objects.visible_to(treasury)) == {both}
    ask(report, treasury)
    assert BudgetFigure.objects.visible_to(treasury).count() == 3


def test_reading_one_row_says_the_same_as_the_query(report: Report, treasury: Actor) -> None:
    old = factories.make_report("KEN", factories.make_cycle("2020", dt.date(2020, 5, 1)))
    lines = [factories.make_line(old), factories.make_line(report), factories.make_line(report)]
    figures = [factories.make_figure(old, lines[0]), factories.make_figure(report, lines[1])]
    ask(old, treasury)
    for row in (*lines, *figures):
        seen = type(row).objects.visible_to(treasury).filter(pk=row.pk).exists()
        assert bool(rules.may_read(treasury, row)) == seen


def test_ended_seat_opens_nothing(report: Report, treasury: Actor) -> None:
    line = factories.make_line(report)
    row = ask(report, treasury)
    ask(report, treasury, line)
    treasury.seat.ended_at, treasury.seat.end_reason = timezone.now(), "Left"
    assert "not assigned" in reason(rules.may_edit_entry(treasury, factories.entry_of(report)))
    assert "not assigned" in reason(money(treasury, report, line=line))
    assert not rules.may_call_ready(treasury, row)
    assert not rules.may_call_back(treasury, row)


def test_next_seat_of_the_same_person_inherits_nothing(report: Report, treasury: Actor) -> None:
    ask(report, treasury)
    again = factories.make_seat(
        Role.CONTRIBUTOR, "KEN", treasury.user, starts_on=timezone.now().date()
    )
    other = factories.actor(again)
    assert not rules.may_edit_entry(other, factories.entry_of(report))
    assert not ProgressEntry.objects.visible_to(other).exists()


@pytest.mark.parametrize("rule", ["entry", "line", "assign", "withdraw", "ready", "back"])
def test_token_that_only_reads_and_frozen_member_open_nothing(
    amina: Actor, report: Report, treasury: Actor, rule: str
) -> None:
    line = factories.make_line(report)
    row, _line = ask(report, treasury), ask(report, treasury, line)

    def answers(leading: Actor, asked: Actor) -> bool:
        return bool(
            {
                "entry": lambda: rules.may_edit_entry(asked, factories.entry_of(report)),
                "line": lambda: money(asked, report, line=line),
                "assign": lambda: rules.may_assign(leading, report),
                "withdraw": lambda: rules.may_withdraw_assignment(leading, row),
                "ready": lambda: rules.may_call_ready(asked, row),
                "back": lambda: rules.may_call_back(asked, row),
            }[rule]()
        )

    assert answers(amina, treasury)
    reading = {"scope": TokenScope.READ}
    assert not answers(
        factories.actor(amina.seat, **reading), factories.actor(treasury.seat, **reading)
    )
    report.member.frozen_at, report.member.frozen_reason = timezone.now(), "A coup"
    report.member.save()
    report.refresh_from_db()
    row = Assignment.internal.get(pk=row.pk)
    assert not answers(amina, treasury)


def test_contributor_neither_submits_nor_says_who_sees(report: Report, treasury: Actor) -> None:
    entry = factories.answer(report, confidentiality=Confidentiality.MEMBER)
    line = factories.make_line(report, confidentiality=Confidentiality.MEMBER)
    ask(report, treasury)
    assert not rules.may_share(treasury, entry)
    for attempt in (
        lambda: workflow.perform(treasury, report, "submit", agreed=True),
        lambda: progress.record(treasury, entry, 1, {"confidentiality": "public"}),
        lambda: evidence.change(
            treasury, entry.evidence.unscoped().get(), 1, {"confidentiality": "public"}
        ),
        lambda: evidence.add(
            treasury,
            [entry],
            {
                "form": "held",
                "kind": "other",
                "title": "Act",
                "language": "en",
                "confidentiality": "public",
            },
        ),
        lambda: budgets.change_line(treasury, report, line, 1, {"confidentiality": "public"}),
        lambda: budgets.change_line(
            treasury, report, line, 1, {"embargo_until": dt.date(2099, 1, 1)}
        ),
        lambda: budgets.add_line(
            treasury, report, entry.recommendation, {"title": "x", "confidentiality": "public"}
        ),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    for model in (ProgressEntry, Evidence, BudgetLine):
        assert not model.objects.working().filter(confidentiality="public").exists()


def test_document_that_serves_two_ministries_is_read_and_not_changed(
    report: Report, treasury: Actor
) -> None:
    entry, other = factories.answer(report), factories.entry_of(report, OTHER)
    document = entry.evidence.unscoped().get()
    ask(report, treasury)
    assert rules.may_edit_evidence(treasury, document)
    document.entries.add(other)
    assert Evidence.objects.visible_to(treasury).filter(pk=document.pk).exists()
    assert "also serves" in reason(rules.may_edit_evidence(treasury, document))


def test_contributor_hears_nothing_of_the_review(
    amina: Actor, report: Report, treasury: Actor
) -> None:
    entry = factories.entry_of(report)
    ask(report, treasury)
    ReviewComment.internal.create(
        member=report.member,
        report=report,
        entry=entry,
        text="Why?",
        author=factories.reviewer("KEN").seat,
        round=1,
        sent_at=timezone.now(),
    )
    assert ReviewComment.objects.visible_to(amina).exists()
    assert not ReviewComment.objects.visible_to(treasury).exists()
