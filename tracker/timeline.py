"""The generations of a member's plans over the years, drawn by the server. What it shows stands in
its name and in the table beside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from tracker.wording import listed

_ROW, _FOOT, _BAR = 44, 28, 14


@dataclass(frozen=True)
class Span:
    """A plan on the line of time. Without a `start` nobody knows when it began; without an `end` it
    has none, or nobody knows it."""

    label: str
    start: dt.date | None
    end: dt.date | None
    is_over: bool = False

    @property
    def years(self) -> str:
        """The years it runs, as in the title of a plan: 2020–2024."""
        if self.start is None:
            return _("until %(year)d") % {"year": self.end.year} if self.end else _("no dates")
        if self.end is None:
            return _("since %(year)d") % {"year": self.start.year}
        if self.end.year == self.start.year:
            return str(self.start.year)
        return f"{self.start.year}–{self.end.year}"

    @property
    def name(self) -> str:
        return f"{self.label} {self.years}".strip()


def timeline(spans: Sequence[Span], today: dt.date) -> SafeString:
    """One row for each plan, a grid line for each fifth year, and a line for today. Empty where no
    plan has a date."""
    days = [day for span in spans for day in (span.start, span.end) if day]
    if not days:
        return SafeString("")
    first = min([*days, today]).year
    last = max([*days, today]).year + 1
    height = len(spans) * _ROW + _FOOT
    rows = [(_row(span, place, first, last),) for place, span in enumerate(spans)]
    step = 5 if last - first > 8 else 2 if last - first > 3 else 1
    grid = [
        (_tick(year, first, last, height)) for year in range(first, last + 1) if year % step == 0
    ]
    return format_html(
        '<svg class="gens" width="100%" height="{height}" role="img" aria-label="{name}">'
        "{grid}{rows}{now}</svg>",
        height=height,
        name=_("Plans over time: %(plans)s") % {"plans": listed(span.name for span in spans)},
        grid=format_html_join("", "{}", ((tick,) for tick in grid)),
        rows=format_html_join("", "{}", rows),
        now=_now(today, first, last, height),
    )


def _share(day: dt.date, first: int, last: int) -> float:
    """How far from the first year to the last, in per cent; from the other side where the page
    runs from right to left."""
    part = (day - dt.date(first, 1, 1)).days * 100 / ((last - first) * 365.25)
    part = min(max(part, 0), 100)
    return 100 - part if get_language_bidi() else part


def _row(span: Span, place: int, first: int, last: int) -> SafeString:
    top = place * _ROW
    begin = (
        _share(span.start, first, last) if span.start else _share(dt.date(first, 1, 1), first, last)
    )
    finish = _share(span.end or dt.date(last, 1, 1), first, last)
    at, width = min(begin, finish), abs(finish - begin)
    is_late = at + width / 2 > 55
    known = span.start is not None and span.end is not None
    bar = (
        '<rect class="{kind}" x="{x}%" y="{y}" width="{w}%" height="{h}"/>'
        if known
        else '<line class="unk" x1="{x}%" x2="{to}%" y1="{mid}" y2="{mid}"/>'
    )
    return format_html(
        bar + '<text x="{text_at}%" y="{base}" text-anchor="{anchor}">{words}</text>',
        kind="f-not_started" if span.is_over else "f-partial",
        x=f"{at:.2f}",
        to=f"{at + width:.2f}",
        w=f"{max(width, 0.5):.2f}",
        y=top + 24,
        mid=top + 24 + _BAR // 2,
        h=_BAR,
        base=top + 18,
        text_at=f"{at + width if is_late else at:.2f}",
        anchor=_anchor(is_late),
        words=span.name,
    )


def _anchor(at_its_end: bool) -> str:
    """Anchors count in the direction of the text: its start is on the right in Arabic."""
    return "end" if at_its_end != get_language_bidi() else "start"


def _tick(year: int, first: int, last: int, height: int) -> SafeString:
    at = _share(dt.date(year, 1, 1), first, last)
    anchor = "middle" if 3 < at < 97 else _anchor(at > 50)
    return format_html(
        '<line class="ax" x1="{at}%" x2="{at}%" y1="0" y2="{foot}"/>'
        '<text class="year" x="{at}%" y="{base}" text-anchor="{anchor}">{year}</text>',
        at=f"{at:.2f}",
        foot=height - _FOOT,
        base=height - 8,
        anchor=anchor,
        year=year,
    )


def _now(today: dt.date, first: int, last: int, height: int) -> SafeString:
    return format_html(
        '<line class="now" x1="{at}%" x2="{at}%" y1="0" y2="{foot}"/>',
        at=f"{_share(today, first, last):.2f}",
        foot=height - _FOOT,
    )
