"""After many random operations every roll-up equals its recomputation, row by row, by somebody who
knows no SQL (reliability D10): matrix, coverage, counters, sums of money."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.actor import Actor
from accounts.enums import Role
from accounts.models import Member
from recommendations.models import Recommendation
from tests import factories
from tests.drawing import PROOF
from tracker.domain import budgets, evidence, progress
from tracker.domain.errors import Duplicate, IllegalMove, NotAllowed
from tracker.domain.workflow import BY_ACTION, perform
from tracker.models import BudgetFigure, BudgetLine, Evidence, ProgressEntry, Report
from tracker.queries.coverage import backed_by_evidence, by_group, members_with_figures
from tracker.queries.coverage import published_on as days_of
from tracker.queries.matrix import agreed, build_matrix
from tracker.queries.money import funnels
from tracker.queries.published import published_to
from tracker.queries.reports import reports_as_shown
from tracker.queries.work import answers

pytestmark = pytest.mark.django_db

OPERATIONS, EACH = (10_000, 100) if PROOF else (300, 75)
CODES = ("2022-03", "2022-08", "2023-01")
STATUSES = ("not_started", "in_progress", "partial", "full", "suspended", "not_applicable")
CLASSES = ("public", "network", "member")
# What goes on from where a report stands.
NEXT = {
    "draft": ["submit"],
    "returned": ["submit"],
    "submitted": ["accept"],
    "accepted": ["release", "publish"],
    "published": ["withdraw", "reopen", "reopen"],
    "withdrawn": ["reopen"],
}


class Work:
    """Three members at work: two states and a regional organization."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.codes = ["KEN", "NOR", "org-au"]
        self.reports = {code: factories.make_report(code) for code in self.codes}
        for report in self.reports.values():
            factories.answer(report, "2023-02", "in_progress")
            factories.make_figure(report, factories.make_line(report, "2023-02"), currency="EUR")
        self.focal = {
            code: factories.actor(factories.make_seat(Role.FOCAL_POINT, code))
            for code in self.codes
        }
        self.reviewer = factories.reviewer(*self.codes)
        self.done: Counter[str] = Counter()

    def step(self) -> None:
        name = self.random.choice(
            [
                "write",
                "write",
                "prove",
                "unprove",
                "open_line",
                "count",
                "recount",
                "count",
                "recount",
                "move",
                "move",
            ]
        )
        code = self.random.choice(self.codes)
        report = Report.internal.select_related("member", "cycle").get(pk=self.reports[code].pk)
        try:
            with transaction.atomic():
                getattr(self, name)(self.focal[code], report)
        except (NotAllowed, IllegalMove, ValidationError, Duplicate, IndexError):
            return
        self.done[name] += 1

    def entry(self, report: Report) -> ProgressEntry:
        return factories.entry_of(report, self.random.choice(CODES))

    def write(self, actor: Actor, report: Report) -> None:
        entry = self.entry(report)
        codes = list(entry.recommendation.elements.values_list("code", flat=True))
        state = self.random.choice(["not_begun", "begun", "done"])
        changes = {
            "status": self.random.choice(STATUSES),
            "status_reason": "Said why.",
            "elements": {c: {"state": state, "reason": ""} for c in codes},
            "confidentiality": self.random.choice(CLASSES),
        }
        progress.record(actor, entry, entry.version, changes)

    def prove(self, actor: Actor, report: Report) -> None:
        facts = {"form": "held", "title": "Decision", "kind": "other", "language": "en"}
        evidence.add(actor, [self.entry(report)], facts)

    def unprove(self, actor: Actor, report: Report) -> None:
        rows = Evidence.objects.working().filter(member=report.member)
        row = self.random.choice(list(rows.select_related("member")))
        evidence.remove(actor, row, row.version)

    def open_line(self, actor: Actor, report: Report) -> None:
        code = self.random.choice(CODES)
        about = Recommendation.objects.get(code=code)
        budgets.add_line(actor, report, about, {"title": "Line"})

    def facts(self) -> dict[str, Any]:
        if self.random.random() < 0.3:
            return {"data_state": "not_available", "amount": None}
        cents = self.random.randrange(10**9)
        return {"data_state": "reported", "amount": Decimal(cents) / 100}

    def count(self, actor: Actor, report: Report) -> None:
        rows = BudgetLine.objects.working().filter(member=report.member)
        budgets.record_figure(
            actor,
            report,
            self.random.choice(list(rows.select_related("member", "recommendation"))),
            {
                "stage": self.random.choice(["allocated", "committed", "spent"]),
                "currency": self.random.choice(["EUR", "KES"]),
                "period_start": dt.date(2025, 1, 1),
                "period_end": dt.date(2025, 12, 31),
                **self.facts(),
            },
        )

    def recount(self, actor: Actor, report: Report) -> None:
        rows = BudgetFigure.objects.working().filter(report=report)
        figure = self.random.choice(list(rows.select_related("line__member", "line", "report")))
        if self.random.random() < 0.2:
            budgets.remove_figure(actor, report, figure, figure.version)
        else:
            budgets.revise_figure(actor, report, figure, figure.version, self.facts())

    def move(self, actor: Actor, report: Report) -> None:
        action = self.random.choice([*BY_ACTION, *NEXT[report.state] * 20])
        soon = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=14)
        by_member = action in ("submit", "release")
        mover = actor if by_member else self.random.choice([actor, self.reviewer, self.reviewer])
        said = {"message": "Words.", "reason": "Words.", "agreed": True, "due_on": soon}
        perform(mover, report, action, **said)
        self.done[action] += 1


def open_to(actor: Actor) -> set[str]:
    return {"public", "network"} if actor.is_signed_in else {"public"}


def copies(model: Any, actor: Actor) -> list[Any]:
    rows = [row for row in model.internal.all() if row.edition == "published"]
    return [row for row in rows if row.confidentiality in open_to(actor)]


def asked(recommendation: Recommendation, member: Member) -> bool:
    kind = "member_state" if member.kind == "state" else "regional_organization"
    return kind in recommendation.addressed_to


def check(work: Work, actor: Actor) -> None:
    cycle = work.reports["KEN"].cycle
    members = [work.reports[code].member for code in work.codes]
    texts = agreed()
    reports = {row.pk: row for row in Report.internal.all()}
    shown = {pk for pk, row in reports.items() if row.published_at and not row.withdrawn_at}
    found = {(row.member_id, row.recommendation_id): row for row in copies(ProgressEntry, actor)}
    assert {row.report_id for row in found.values()} <= shown
    matrix = build_matrix(actor, cycle, members, texts)
    statuses = {
        (member.pk, text.pk): found[member.pk, text.pk].status
        for member in members
        for text in texts
        if (member.pk, text.pk) in found
    }
    for row in matrix.rows:
        said = [statuses.get((row.member.pk, text.pk), "not_reported") for text in texts]
        assert [cell.status for cell in row.cells] == said
        mine = [s for s, text in zip(said, texts, strict=True) if asked(text, row.member)]
        assert (row.answered.n, row.answered.of) == (
            len(mine) - mine.count("not_reported"),
            len(mine),
        )
    everything = [
        statuses.get((member.pk, text.pk), "not_reported")
        for member in members
        for text in texts
        if asked(text, member)
    ]
    spread = matrix.distribution
    assert {s: n for s, n in spread.counts.items() if n} == dict(Counter(everything))
    done = everything.count("partial") + everything.count("full")
    counted = [s for s in everything if s not in ("not_reported", "not_applicable")]
    assert (spread.one_done.n, spread.one_done.of) == (done, len(counted))
    assert sum(c.distribution.answered.n for c in matrix.columns) == spread.answered.n
    reporting = {reports[pk].member_id for pk in shown}
    assert set(days_of(cycle)) == reporting
    assert (matrix.reported.n, matrix.reported.of) == (len(reporting), len(members))
    groups = by_group(members, days_of(cycle))
    assert sum(group.share.n for group in groups) == len(reporting)
    check_proof(actor, cycle, found)
    check_money(actor, cycle)
    check_counters(actor, reports)


def check_proof(actor: Actor, cycle: Any, found: dict[Any, ProgressEntry]) -> None:
    papers = {row.pk for row in copies(Evidence, actor)}
    proven = {
        key
        for key, row in found.items()
        for pk in row.evidence.unscoped().values_list("pk", flat=True)
        if pk in papers
    }
    assert backed_by_evidence(actor, cycle) == proven


def check_money(actor: Actor, cycle: Any) -> None:
    rows = copies(BudgetFigure, actor)
    known = [row for row in rows if row.data_state == "reported"]
    assert members_with_figures(actor, cycle) == {row.member_id for row in known}
    sums: dict[Any, Decimal] = {}
    for row in known:
        key = (row.currency, row.stage)
        sums[key] = sums.get(key, Decimal(0)) + row.amount
    told = {
        (funnel.purse.currency, stage.stage.value): stage.amount
        for funnel in funnels(published_to(BudgetFigure, actor).select_related("line"))
        for stage in funnel.stages
        if stage.amount is not None
    }
    assert told == sums


def check_counters(actor: Actor, reports: dict[int, Report]) -> None:
    """n of N in the API and on the page of one's own report."""
    for row in reports_as_shown(actor):
        mine = row.member_id == actor.member_id or row.member_id in actor.reviewed_member_ids
        inside = mine and (actor.role != Role.REVIEWER or row.submitted_at is not None)
        entries = [
            entry
            for entry in ProgressEntry.internal.select_related("recommendation").filter(report=row)
            if asked(entry.recommendation, row.member)
        ]
        working = [entry for entry in entries if entry.edition == "working"]
        assert row.asked == len(working)
        seen = (
            working
            if inside
            else [
                e
                for e in entries
                if e.edition == "published" and e.confidentiality in open_to(actor)
            ]
        )
        answered = [e for e in seen if e.confirmed and e.status != "not_reported"]
        assert row.answered == len(answered), (row.member.code, row.state, actor.role)
        if row.member_id == actor.member_id:
            everything = ProgressEntry.objects.working().filter(report=row)
            rows = everything.select_related("recommendation__section", "report")
            assert answers(actor, row, rows).answered == len(answered)


@pytest.mark.parametrize("seed", range(1))
def test_roll_ups_equal_their_recomputation(seed: int) -> None:
    work = Work(seed)
    readers = [
        Actor(),
        work.focal["KEN"],
        work.reviewer,
        factories.actor(factories.make_seat(Role.CO_CHAIR)),
    ]
    for number in range(1, OPERATIONS + 1):
        work.step()
        if number % EACH == 0:
            for reader in readers:
                check(work, reader)
    print(work.done)
    never = {"write", "prove", "unprove", "count", "recount", "publish", "submit"}
    assert never - set(work.done) == set()
