"""Pictures drawn by the server as SVG. No text is lost without them: each has a name with its
numbers, or stands hidden beside the number it repeats.

Pictures with text in them are drawn from the other side in a right-to-left page; those without are
mirrored by the style sheet.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from tracker.enums import Status
from tracker.wording import counted

# Height of a column by status; what stands beside the scale has a sign instead of a column.
_HEIGHTS = {Status.NOT_STARTED: 7, Status.IN_PROGRESS: 13, Status.PARTIAL: 21, Status.FULL: 29}
_FOOT, _COLUMN, _STEP, _GROUP_GAP, _TEXT_GAP = 29, 8, 10, 3, 6

# Best first: the eye starts where most is done. Not applicable is out of the denominator.
_BANDS = (Status.FULL, Status.PARTIAL, Status.IN_PROGRESS, Status.NOT_STARTED, Status.SUSPENDED)
_BAND_HEIGHT = 44
# A narrower band has no room for its number; the table under the picture has it.
_LEAST_FOR_NUMBER = 5


def _named(label: str, counts: Mapping[str, int]) -> str:
    words = counted(counts)
    if not words:
        return label or _("No report")
    return _("%(label)s: %(counts)s") % {"label": label, "counts": words} if label else words


def strip(statuses: Sequence[str], label: str = "") -> SafeString:
    """One column per recommendation, 3-3-3 of 2022, 3-3-3 of 2023, and so on; the height repeats
    the colour. `statuses` are codes in the order of the recommendations; an empty one leaves its
    place empty (nobody asked, nothing said)."""
    counts: dict[str, int] = {}
    columns = []
    for index, status in enumerate(statuses):
        if not status:
            continue
        counts[status] = counts.get(status, 0) + 1
        columns.append((_column(status, _place(index)),))
    width = _place(max(len(statuses), 1) - 1) + _COLUMN
    return format_html(
        '<svg class="strip" viewBox="0 0 {w} 30" width="{w}" height="30" role="img" '
        'aria-label="{name}"><line class="ax" x1="0" x2="{w}" y1="29.5" y2="29.5"/>{columns}</svg>',
        w=width,
        name=_named(label, counts),
        columns=format_html_join("", "{}", columns),
    )


def _place(index: int) -> int:
    """Where a column begins, from 0."""
    return index * _STEP + index // 3 * _GROUP_GAP + index // 9 * _TEXT_GAP


def _column(status: str, x: int) -> SafeString:
    if status in _HEIGHTS:
        height = _HEIGHTS[Status(status)]
        return format_html(
            '<rect class="f-{}" x="{}" y="{}" width="8" height="{}"/>',
            status,
            x,
            _FOOT - height,
            height,
        )
    if status == Status.NOT_APPLICABLE:
        return format_html('<rect class="ink" x="{}" y="17" width="6" height="2"/>', x + 1)
    if status == Status.SUSPENDED:
        return format_html(
            '<rect class="ink" x="{}" y="10" width="2" height="19"/>'
            '<rect class="ink" x="{}" y="10" width="2" height="19"/>',
            x + 1,
            x + 5,
        )
    return format_html('<circle class="ink" cx="{}" cy="26" r="1.5"/>', x + 4)


def distribution(counts: Mapping[str, int], label: str = "") -> SafeString:
    """A bar of 100 %, one band per status; empty where nobody answered."""
    shown = [(status, counts[status]) for status in _BANDS if counts.get(status)]
    total = sum(n for _status, n in shown)
    if not total:
        return SafeString("")
    bands, start = [], Decimal(0)
    for status, n in shown:
        share = Decimal(n) * 100 / total
        x = 100 - start - share if get_language_bidi() else start
        bands.append((_band(status, n, x, share),))
        start += share
    return format_html(
        '<svg class="dist" width="100%" height="{h}" role="img" aria-label="{name}">{bands}</svg>',
        h=_BAND_HEIGHT,
        name=_named(label, dict(shown)),
        bands=format_html_join("", "{}", bands),
    )


def _band(status: str, n: int, x: Decimal, share: Decimal) -> SafeString:
    number = (
        format_html('<text class="x-{}" x="50%" y="28" text-anchor="middle">{}</text>', status, n)
        if share >= _LEAST_FOR_NUMBER
        else SafeString("")
    )
    return format_html(
        '<svg x="{x}%" width="{share}%" height="{h}"><rect class="f-{status}" width="100%" '
        'height="{h}"/><rect class="cut" width="1.5" height="{h}"/>{number}</svg>',
        x=f"{max(x, Decimal(0)):.2f}",
        share=f"{share:.2f}",
        h=_BAND_HEIGHT,
        status=status,
        number=number,
    )


def bar(
    value: Decimal | int | None,
    most: Decimal | int | None,
    before: Decimal | int | None = None,
    status: str = Status.PARTIAL,
) -> SafeString:
    """A bar beside its number: `value` of `most`, hatched from there to `before` (what the stage
    before it had). An unknown value is a dotted line, never an empty bar."""
    if value is None or not most:
        inner = SafeString('<line class="unk" x1="0" x2="100%" y1="10" y2="10"/>')
    else:
        width, upto = (
            _share(value, most),
            _share(before, most) if before is not None else Decimal(0),
        )
        gone = (
            format_html(
                '<rect class="gone" x="{}%" y="1" width="{}%" height="18"/>',
                f"{width:.1f}",
                f"{upto - width:.1f}",
            )
            if upto > width
            else SafeString("")
        )
        inner = format_html(
            '{}<rect class="f-{}" width="{}%" height="20"/>', gone, status, f"{width:.1f}"
        )
    return format_html(
        '<svg class="barsvg" width="100%" height="20" aria-hidden="true" focusable="false">'
        "{}</svg>",
        inner,
    )


def _share(value: Decimal | int, most: Decimal | int) -> Decimal:
    return min(max(Decimal(value) * 100 / Decimal(most), Decimal(0)), Decimal(100))
