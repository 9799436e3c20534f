"""`{% load matrix %}`: the rows of the matrix. There are two thousand cells on a page, too many to
decide each in a template."""

from __future__ import annotations

from collections.abc import Sequence

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from tracker.queries.matrix import Row

register = template.Library()


@register.simple_tag(takes_context=True)
def rows_of_members(context: Context, rows: Sequence[Row], width: int) -> SafeString:
    """A row for each member: its name, what it says of each of the `width` recommendations, and
    how many it answered, unless the matrix is the small one (`is_mini`). Of the context come
    `cycle_query`, behind each address, and the words of empty places (`not_asked`, `no_report`)."""
    query = conditional_escape(context["cycle_query"])
    blank, silent = (conditional_escape(context[name]) for name in ("not_asked", "no_report"))
    unsaid = f'<td class="none" colspan="{width}">{silent}</td>'
    is_mini = context.get("is_mini")
    lines = []
    for row in rows:
        # Codes are letters, digits and dashes; all else has been escaped.
        href = reverse("tracker:member-detail", args=[row.member.code]) + query
        name = conditional_escape(row.member.display_name)
        said = _cells(row, href, blank) if row.has_report else unsaid
        n, of = row.answered.n, row.answered.of
        sums = "" if is_mini else f'<td class="n"><span class="ltr">{n}/{of}</span></td>'
        head = f'<th scope="row"><a href="{href}"><bdi>{name}</bdi></a></th>'
        lines.append(f"<tr>{head}{said}{sums}</tr>")
    return mark_safe("\n".join(lines))


def _cells(row: Row, href: str, blank: str) -> str:
    """The drawn sign of each status, its word for who hears the page, and the way to the answer."""
    words: dict[str, str] = {}
    parts = []
    for cell in row.cells:
        if cell.is_blank:
            opening = ' class="gap"' if cell.opens else ""
            parts.append(f'<td{opening}><span class="vh">{blank}</span></td>')
        else:
            opening = " gap" if cell.opens else ""
            if cell.status not in words:
                words[cell.status] = conditional_escape(cell.word)
            parts.append(
                f'<td class="s-{cell.status}{opening}"><a href="{href}#{cell.code}" tabindex="-1">'
                f'<span class="vh">{words[cell.status]}</span></a></td>'
            )
    return "".join(parts)
