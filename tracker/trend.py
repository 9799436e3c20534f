"""The picture of a series, drawn by the server: dots and lines, the baseline, the targets, breaks
as gaps, and a look of its own for a year without a number. The table beside it says the same.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language_bidi

WIDTH, HEIGHT = 640, 220
LEFT, RIGHT, TOP, FOOT = 16, 16, 26, 190


@dataclass(frozen=True)
class Dot:
    """A measured number; `value` is None where it is known to be held back, or in words."""

    on: dt.date
    value: Decimal | None
    label: str
    breaks: bool = False
    is_provisional: bool = False


@dataclass(frozen=True)
class Goal:
    on: dt.date
    value: Decimal
    label: str


def trend(
    dots: Sequence[Dot],
    goals: Sequence[Goal],
    start: Goal | None,
    missing: Sequence[int],
    label: str,
) -> SafeString:
    """The picture, or nothing where there is no number to draw. `label` says what it shows."""
    values = [d.value for d in dots if d.value is not None]
    if not values:
        return SafeString("")
    marks = [*goals, *([start] if start else [])]
    years = [d.on for d in dots] + [m.on for m in marks]
    frame = _Frame(min(years), max(years), [*values, *(m.value for m in marks), Decimal(0)])
    parts = [
        *(_missing(frame, year) for year in missing),
        *([_start(frame, start)] if start else []),
        *_lines(frame, dots, set(missing)),
        *(_goal(frame, goal) for goal in goals),
        *(_dot(frame, dot) for dot in dots),
        *_years(frame, sorted({day.year for day in years})),
    ]
    return format_html(
        '<svg class="trend" viewBox="0 0 {w} {h}" role="img" aria-label="{name}">'
        '<line class="ax" x1="0" x2="{w}" y1="{foot}" y2="{foot}"/>{parts}</svg>',
        w=WIDTH,
        h=HEIGHT,
        foot=FOOT,
        name=label,
        parts=format_html_join("", "{}", ((part,) for part in parts)),
    )


class _Frame:
    """Where days and values stand; from the other side in a right-to-left page."""

    def __init__(self, first: dt.date, last: dt.date, values: Sequence[Decimal]) -> None:
        self.first, self.days = first, max((last - first).days, 1)
        self.low, self.high = min(values), max(values)
        self.is_mirrored = get_language_bidi()

    def x(self, day: dt.date) -> str:
        share = Decimal((day - self.first).days) / self.days
        share = min(max(share, Decimal(0)), Decimal(1))
        at = LEFT + share * (WIDTH - LEFT - RIGHT)
        return f"{WIDTH - at if self.is_mirrored else at:.1f}"

    def y(self, value: Decimal) -> str:
        span = self.high - self.low or Decimal(1)
        return f"{FOOT - (value - self.low) / span * (FOOT - TOP):.1f}"

    def anchor(self, x: str) -> str:
        """Texts at the sides stay inside; SVG anchors follow the direction of the page."""
        at_start = float(x) < 60
        at_end = float(x) > WIDTH - 60
        if not (at_start or at_end):
            return "middle"
        return "start" if at_start != self.is_mirrored else "end"


def _lines(frame: _Frame, dots: Sequence[Dot], missing: set[int]) -> list[SafeString]:
    """From dot to dot; none into a break, and none over a number that is not there."""
    found = []
    for one, other in itertools.pairwise(dots):
        is_gap = any(one.on.year < year < other.on.year for year in missing)
        if one.value is None or other.value is None or other.breaks or is_gap:
            continue
        found.append(
            format_html(
                '<line class="tl" x1="{}" y1="{}" x2="{}" y2="{}"/>',
                frame.x(one.on),
                frame.y(one.value),
                frame.x(other.on),
                frame.y(other.value),
            )
        )
    return found


def _dot(frame: _Frame, dot: Dot) -> SafeString:
    x = frame.x(dot.on)
    if dot.value is None:
        return format_html(
            '<rect class="gone" x="{}" y="{}" width="12" height="40"/>',
            f"{float(x) - 6:.1f}",
            FOOT - 40,
        )
    y = frame.y(dot.value)
    gap = (
        format_html(
            '<line class="unk" x1="{0}" x2="{0}" y1="{1}" y2="{2}"/>',
            f"{float(x) + (14 if frame.is_mirrored else -14):.1f}",
            TOP,
            FOOT,
        )
        if dot.breaks
        else SafeString("")
    )
    return format_html(
        '{}<circle class="{}" cx="{}" cy="{}" r="5"/>'
        '<text x="{}" y="{}" text-anchor="{}">{}</text>',
        gap,
        "tp" if dot.is_provisional else "td",
        x,
        y,
        x,
        f"{float(y) - 10:.1f}",
        frame.anchor(x),
        dot.label,
    )


def _goal(frame: _Frame, goal: Goal) -> SafeString:
    x, y = float(frame.x(goal.on)), float(frame.y(goal.value))
    return format_html(
        '<path class="tg" d="M{} {}l7 7l-7 7l-7 -7z"/>'
        '<text x="{}" y="{}" text-anchor="{}">{}</text>',
        f"{x:.1f}",
        f"{y - 7:.1f}",
        f"{x:.1f}",
        f"{y - 12:.1f}",
        frame.anchor(str(x)),
        goal.label,
    )


def _start(frame: _Frame, start: Goal) -> SafeString:
    return format_html(
        '<line class="tb" x1="0" x2="{}" y1="{}" y2="{}"/>',
        WIDTH,
        frame.y(start.value),
        frame.y(start.value),
    )


def _missing(frame: _Frame, year: int) -> SafeString:
    x = frame.x(dt.date(year, 12, 31))
    return format_html('<line class="unk" x1="{0}" x2="{0}" y1="{1}" y2="{2}"/>', x, TOP, FOOT)


def _years(frame: _Frame, years: Sequence[int]) -> list[SafeString]:
    """Years under the axis, no more than fit."""
    step = max(1, len(years) // 8 + (1 if len(years) % 8 and len(years) > 8 else 0))
    found = []
    for year in years[::step]:
        x = frame.x(dt.date(year, 12, 31))
        found.append(
            format_html(
                '<text class="yr" x="{}" y="{}" text-anchor="{}">{}</text>',
                x,
                HEIGHT - 8,
                frame.anchor(x),
                year,
            )
        )
    return found
