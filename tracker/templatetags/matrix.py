"""`{% load matrix %}`: the cells of a row. There are two thousand of them on a page, too many to
decide each in a template."""

from __future__ import annotations

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from tracker.queries.matrix import Row

register = template.Library()


@register.simple_tag
def cells(row: Row, address: str, not_asked: str) -> SafeString:
    """What a member says, recommendation by recommendation: the drawn sign of the status, its word
    for who hears the page, and the way to the answer at `address`."""
    href, blank = conditional_escape(address), conditional_escape(not_asked)
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
    # Codes are letters, digits and dashes; all else has been escaped.
    return mark_safe("".join(parts))
