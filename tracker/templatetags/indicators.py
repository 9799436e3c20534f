"""`{% load indicators %}`: numbers and cells of indicators."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tracker.celltable import SUPPRESSED, CellTable
from tracker.indicator_enums import Dimension
from tracker.numbers import format_number

register = template.Library()


@register.simple_tag
def cell(count: Any) -> SafeString:
    """A count; that it was left out; that it is not known. None of the three looks like another."""
    if count == SUPPRESSED:
        return format_html(
            '<abbr title="{}">{}</abbr>',
            _("Left out so that nobody can be made out"),
            _("left out"),
        )
    if count is None:
        return format_html('<span class="quiet">{}</span>', _("not known"))
    return format_html('<span class="ltr">{}</span>', format_number(count, get_language() or "en"))


@register.simple_tag
def given(count: Any) -> SafeString:
    """A total; nothing where the member gave none."""
    return SafeString("") if count is None else cell(count)


@register.filter
def lines(table: CellTable) -> list[tuple[str, Any, Any]]:
    """Rows as label, cells and total."""
    totals = table.row_totals or [None] * len(table.rows)
    return list(zip(table.rows, table.cells, totals, strict=True))


@register.filter
def named_by(table: CellTable) -> str:
    """What its rows and columns are."""
    return " × ".join(str(Dimension(name).label) for name in table.dimensions)


@register.filter
def has_totals(totals: Any) -> bool:
    return any(total is not None for total in totals)
