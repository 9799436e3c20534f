"""The blocks of the overview as files, with the numbers of the page. Codes and days, no names of
people; names and order of columns are public: add at the end only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from accounts.enums import Role
from tracker import rules
from tracker.queries.overview import Facts, people, reports
from tracker.queries.overview import answers as answered
from tracker.queries.overview.silence import silence

from .rows import BOM, guarded, written

PAGE = "page"
PAGE_COLUMNS = ("block", "row", "name", "value")


@dataclass(frozen=True)
class Block:
    """A table of the overview: its columns, its rows, and whether it adds up members only."""

    columns: tuple[str, ...]
    rows: Callable[[Facts], Iterable[Sequence[Any]]]
    is_aggregate: bool = False
    is_reviewers: bool = False


def _numbers(facts: Facts) -> Iterator[Sequence[Any]]:
    found = reports.numbers(facts)
    yield found.asked, found.sent, found.accepted, found.published, found.overdue


def _totals(facts: Facts) -> Iterator[Sequence[Any]]:
    found = reports.numbers(facts)
    yield found.asked, found.sent, found.accepted, found.published


def _with_you(facts: Facts) -> Iterator[Sequence[Any]]:
    for row in reports.with_reader(facts).rows:
        report = row.report
        yield (
            report.member.code,
            report.member.name,
            report.cycle.code,
            report.state,
            report.round,
            row.days,
            report.answered,  # type: ignore[attr-defined]
            report.asked,  # type: ignore[attr-defined]
        )


def _silent(facts: Facts) -> Iterator[Sequence[Any]]:
    for row in silence(facts).rows:
        report = row.report
        yield (
            report.member.code,
            report.member.name,
            report.member.regional_group,
            report.cycle.code,
            row.stands.value,
            row.days,
            report.due_on,
            report.is_overdue,
            row.reminders,
            row.last_reminded,
            " ".join(row.reach.roles),
            " ".join(row.reach.failing),
            report.member.frozen_at is not None,
        )


def _ages(facts: Facts) -> Iterator[Sequence[Any]]:
    for row in reports.ages(facts):
        oldest = row.oldest_report.member.code
        yield row.state.value, row.count, row.average, row.median, row.oldest, oldest


def _groups(facts: Facts) -> Iterator[Sequence[Any]]:
    for row in reports.by_group(facts, came(facts)):
        yield row.code, row.share.n, row.share.of, row.share.percent


def came(facts: Facts) -> Callable[[Any], bool]:
    """What counts as covered: a report that was sent; for co-chairs one that is published, since a
    group where nothing was sent would name who is silent."""
    if rules.may_see_silence(facts.scope.actor):
        return reports.is_sent
    return reports.is_published


def _themes(facts: Facts) -> Iterator[Sequence[Any]]:
    for row in answered.by_theme(facts):
        yield row.theme.code, row.share.n, row.share.of, row.share.percent


def _stalled(facts: Facts) -> Iterator[Sequence[Any]]:
    for row in answered.stalled(facts).by_recommendation:
        code = row.recommendation.code
        yield code, row.answered, row.unmoved, row.fell, row.suspended


def _stalled_members(facts: Facts) -> Iterator[Sequence[Any]]:
    for row in answered.stalled(facts).by_member:
        codes = [" ".join(found) for found in (row.unmoved, row.fell, row.suspended)]
        yield row.member.code, row.member.name, row.answered, *codes


def _dates(facts: Facts) -> Iterator[Sequence[Any]]:
    for day in people.days_ahead(facts):
        yield day.on, day.what.value, " ".join(member.code for member in day.members)


def _mails(facts: Facts) -> Iterator[Sequence[Any]]:
    for row in people.mails(facts).rows:
        yield row.kind.value, row.sent, row.failed, row.ambiguous, row.waiting


def _seats(facts: Facts) -> Iterator[Sequence[Any]]:
    for seat in people.seats(facts).rows:
        yield seat.what.value, seat.member.code, seat.member.name, seat.role.value, seat.on


BLOCKS: dict[str, Block] = {
    "numbers": Block(tuple("asked sent accepted published overdue".split()), _numbers),
    "totals": Block(tuple("asked sent accepted published".split()), _totals, is_aggregate=True),
    "with-you": Block(
        tuple("member member_name cycle state round days answered asked".split()),
        _with_you,
        is_reviewers=True,
    ),
    "silent": Block(
        tuple(
            "member member_name regional_group cycle stands days_silent due_on overdue "
            "reminder_days last_reminder_on reaches mail_fails frozen".split()
        ),
        _silent,
    ),
    "ageing": Block(tuple("state reports average median oldest oldest_member".split()), _ages),
    "groups": Block(tuple("group reports asked percent".split()), _groups, is_aggregate=True),
    "themes": Block(tuple("theme answers asked percent".split()), _themes, is_aggregate=True),
    "stalled": Block(tuple("recommendation answered unmoved fell suspended".split()), _stalled),
    "stalled-members": Block(
        tuple("member member_name answered unmoved fell suspended".split()), _stalled_members
    ),
    "dates": Block(tuple("on what members".split()), _dates, is_aggregate=True),
    "mails": Block(tuple("kind sent failed ambiguous waiting".split()), _mails),
    "seats": Block(tuple("what member member_name role on".split()), _seats),
}


def offered(facts: Facts) -> dict[str, Block]:
    """The blocks this reader has, in the order of the page."""
    actor = facts.scope.actor
    if not rules.may_see_silence(actor):
        return {name: block for name, block in BLOCKS.items() if block.is_aggregate}
    is_reviewer = actor.has_role(Role.REVIEWER)
    return {
        name: block
        for name, block in BLOCKS.items()
        if name != "totals" and (is_reviewer or not block.is_reviewers)
    }


def stream(facts: Facts, name: str) -> Iterator[bytes]:
    """One block, or with `page` all of them, value by value."""
    yield BOM
    if name != PAGE:
        block = offered(facts)[name]
        yield written([block.columns])
        for row in block.rows(facts):
            yield written([[_text(value) for value in row]])
        return
    yield written([PAGE_COLUMNS])
    for block_name, block in offered(facts).items():
        for number, row in enumerate(block.rows(facts), 1):
            yield written(
                [block_name, str(number), column, _text(value)]
                for column, value in zip(block.columns, row, strict=True)
            )


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dt.date):
        return value.isoformat()
    return guarded(str(value))
