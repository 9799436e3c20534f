"""Where the reports of a cycle stand: the key numbers, coverage by group, and how long."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import mean, median

from tracker.enums import ReportState
from tracker.models import Report
from tracker.queries.coverage import GroupCoverage, Share
from tracker.queries.groups import GROUPS, group_of
from tracker.queries.queue import Queue, queue, reviewed, waiting_for_reviewers

from .scope import Facts

ACCEPTED = (ReportState.ACCEPTED, ReportState.PUBLISHED)


@dataclass(frozen=True)
class Numbers:
    """How far a cycle is. `sent` counts a report that came once, also where it was returned
    since; `published` what is open to readers now."""

    asked: int
    sent: int
    accepted: int
    published: int
    overdue: int
    days_left: int | None

    @property
    def not_sent(self) -> int:
        return self.asked - self.sent


@dataclass(frozen=True)
class Age:
    """The reports of one state and the whole days they have been in it."""

    state: ReportState
    count: int
    average: int
    median: int
    oldest: int
    oldest_report: Report


def is_sent(report: Report) -> bool:
    return report.submitted_at is not None


def is_published(report: Report) -> bool:
    return report.is_public


def numbers(facts: Facts) -> Numbers:
    """The numbers of the band, over all members that the filters leave."""
    cycle = facts.scope.cycle
    return Numbers(
        asked=len(facts.reports),
        sent=sum(is_sent(r) for r in facts.reports),
        accepted=sum(r.state in ACCEPTED for r in facts.reports),
        published=sum(is_published(r) for r in facts.reports),
        overdue=sum(r.is_overdue for r in facts.reports),
        days_left=(cycle.due_on - facts.now.date()).days if cycle else None,
    )


def by_group(facts: Facts, came: Callable[[Report], bool] = is_sent) -> list[GroupCoverage]:
    """How many of the members asked in each group have a report that came."""
    asked: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for report in facts.reports:
        group = group_of(report.member)
        asked[group] += 1
        found[group] += came(report)
    return [
        GroupCoverage(code, label, Share(found[code], asked[code]))
        for code, label in GROUPS.items()
        if asked[code]
    ]


def ages(facts: Facts) -> list[Age]:
    """How long the reports have been where they are, in the order of their way."""
    found: dict[str, list[Report]] = defaultdict(list)
    for report in filter(facts.is_listed, facts.detailed):
        found[report.state].append(report)
    return [_age(state, found[state], facts.now) for state in ReportState if found[state]]


def _age(state: ReportState, reports: Sequence[Report], now: dt.datetime) -> Age:
    days = [days_in_state(report, now) for report in reports]
    oldest = max(days)
    return Age(
        state=state,
        count=len(days),
        average=_whole(mean(days)),
        median=_whole(median(days)),
        oldest=oldest,
        oldest_report=reports[days.index(oldest)],
    )


def days_in_state(report: Report, now: dt.datetime) -> int:
    return max((now - report.state_since).days, 0)


def _whole(days: float) -> int:
    """Rounded half up, as every share in the tracker."""
    return int(days + 0.5)


def with_reader(facts: Facts) -> Queue:
    """What this reviewer has to act on, oldest first: of every cycle unless another than the one
    at hand was chosen."""
    scope = facts.scope
    rows = waiting_for_reviewers(reviewed(scope.actor)).filter(member__in=scope.looked_after)
    if scope.cycle_is_chosen:
        rows = rows.filter(cycle=scope.cycle)
    if scope.state:
        rows = rows.filter(state=scope.state)
    return queue(rows, facts.now)
