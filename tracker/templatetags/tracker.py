"""`{% load tracker %}`: one tag per thing that repeats on pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.conf import settings
from django.forms import BoundField
from django.forms.utils import flatatt
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, pgettext_lazy

from tracker import dates, money, pictures, rules, words
from tracker.enums import Status
from tracker.forms.summary import summarise
from tracker.models import Report
from tracker.queries.ball import ball_in_court
from tracker.queries.embargo import held_back

register = template.Library()

# How believable an answer is, from nothing to an independent confirmation. Not a status: grey.
_LADDER = (
    pgettext_lazy("evidence", "None"),
    pgettext_lazy("evidence", "Statement"),
    pgettext_lazy("evidence", "Link"),
    pgettext_lazy("evidence", "Document"),
    pgettext_lazy("evidence", "Independent confirmation"),
)
_MARK = mark_safe(
    '<svg class="mark" viewBox="0 0 40 40" aria-hidden="true" focusable="false">'
    '<circle cx="20" cy="20" r="17" pathLength="90" stroke-dasharray="7 3"/>'
    '<circle cx="20" cy="20" r="10" pathLength="90" stroke-dasharray="6.4 3.6"/></svg>'
)
NOTHING = "–"


def _language() -> str:
    return get_language() or "en"


@register.simple_tag
def mark() -> SafeString:
    """Two rings of nine strokes: nine recommendations of 2022, nine of 2023."""
    return _MARK


@register.simple_tag
def status(code: str) -> SafeString:
    """Swatch with its drawn glyph, and always the word."""
    return format_html(
        '<span class="st"><span class="g s-{}" aria-hidden="true"></span><span>{}</span></span>',
        code,
        Status(code).label,
    )


@register.simple_tag
def strip(entries: Iterable[Any], label: str = "") -> SafeString:
    """The eighteen-strip of a report. `entries` are 18 answers or status codes in the order of the
    recommendations; None stands for an answer that is not shown."""
    return pictures.strip([_code(entry) for entry in entries], label)


def _code(entry: Any) -> str:
    if entry is None:
        return Status.NOT_REPORTED
    return entry if isinstance(entry, str) else entry.status


@register.simple_tag
def dist(counts: Mapping[str, int], label: str = "") -> SafeString:
    """The distribution of statuses as one bar. The table under it has the same numbers."""
    return pictures.distribution(counts, label)


@register.simple_tag
def bar(
    value: Decimal | int | None,
    most: Decimal | int | None,
    before: Decimal | int | None = None,
    status: str = Status.PARTIAL,
) -> SafeString:
    """A bar for the cell beside its number."""
    return pictures.bar(value, most, before, status)


@register.simple_tag
def ladder(level: int) -> SafeString:
    """How believable: 0 none, 1 statement, 2 link, 3 document, 4 independent confirmation."""
    steps = format_html_join("", "{}", ((_STEP_ON if n < level else _STEP_OFF,) for n in range(4)))
    return format_html(
        '<span class="ladder" aria-hidden="true">{}</span> <span class="small">{}</span>',
        steps,
        _LADDER[level],
    )


_STEP_ON, _STEP_OFF = mark_safe('<i class="on"></i>'), mark_safe("<i></i>")


@register.simple_tag(name="money")
def money_tag(amount: Decimal | int | None, currency: str = "") -> SafeString | str:
    """An amount with its currency code; an unknown amount is a dash, never zero."""
    if amount is None:
        return NOTHING
    text = (
        money.format_money(amount, currency, _language())
        if currency
        else money.format_amount(amount, _language())
    )
    return format_html('<span class="ltr">{}</span>', text)


@register.simple_tag
def money_rounded(amount: Decimal | str | None, currency: str = "") -> SafeString | str:
    """A total in whole units: cents of a sum over many lines say nothing. What a template does not
    find is unknown, too."""
    return money_tag(round(amount) if isinstance(amount, Decimal) else None, currency)


@register.simple_tag
def echo(amount: Decimal | int | None, currency: str) -> str:
    """An amount beside the box it was typed into: grouped, and in words."""
    return "" if amount is None else words.echo(amount, currency, _language())


@register.simple_tag
def percent(part: Decimal | int | None, whole: Decimal | int | None) -> SafeString | str:
    """A share in whole percent, as the language writes it."""
    if part is None or not whole:
        return NOTHING
    return format_html(
        '<span class="ltr">{}</span>', money.format_percent(part, whole, _language())
    )


@register.simple_tag
def date_long(moment: dt.date | dt.datetime | None) -> SafeString | str:
    """A day with its month in words, never 03/04."""
    if moment is None:
        return ""
    if isinstance(moment, dt.datetime):
        moment = timezone.localtime(moment).date() if timezone.is_aware(moment) else moment.date()
    return format_html(
        '<time datetime="{}">{}</time>', moment.isoformat(), dates.date_long(moment, _language())
    )


@register.simple_tag
def moment(at: dt.datetime) -> SafeString:
    """A moment in the reader's zone: the day with its month in words, and the time."""
    local = timezone.localtime(at)
    return format_html(
        '<time datetime="{}"><bdi>{}</bdi>, <span class="ltr">{}</span></time>',
        at.isoformat(),
        dates.date_long(local.date(), _language()),
        local.strftime("%H:%M"),
    )


@register.simple_tag
def moment_in(at: dt.datetime, zone: str) -> SafeString:
    """A moment where somebody else is: their day and time and their zone; what that is in UTC
    stands in the title."""
    local = at.astimezone(ZoneInfo(zone))
    return format_html(
        '<time datetime="{}" title="{}"><bdi>{}</bdi>, <span class="ltr">{}</span></time> '
        '<span class="quiet ltr">{}</span>',
        at.isoformat(),
        at.astimezone(dt.UTC).strftime("%Y-%m-%d %H:%M UTC"),
        dates.date_long(local.date(), _language()),
        local.strftime("%H:%M"),
        zone.replace("_", " "),
    )


@register.simple_tag
def date_range(first: dt.date, last: dt.date) -> SafeString:
    """The days of a meeting, from the first to the last."""
    return format_html("<bdi>{}</bdi>", dates.date_range(first, last, _language()))


@register.simple_tag
def today() -> SafeString | str:
    """The day of this page, for what is printed."""
    return date_long(timezone.localdate())


@register.simple_tag
def field(bound: BoundField) -> SafeString:
    """Label, hint, error and control of one field."""
    return bound.as_field_group()


@register.inclusion_tag("_ball.html", takes_context=True)
def ball(context: Mapping[str, Any], report: Report) -> dict[str, Any]:
    """Whose turn a report is, since when, until when, and what happens next; to this reader."""
    actor = context["request"].actor
    turn = ball_in_court(report)
    is_mine = actor.role in turn.roles and bool(rules.may_work(actor))
    return {"ball": turn, "report": report, "is_mine": is_mine}


@register.inclusion_tag("recommendations/_call_answered.html", takes_context=True)
def call_answered(context: Mapping[str, Any], call: Any) -> dict[str, Any]:
    """How many of those a call speaks to have answered it, where that can be computed."""
    return {"found": context["answered"].get(call.code)}


@register.inclusion_tag("_embargo.html", takes_context=True)
def embargo(context: Mapping[str, Any], report: Report) -> dict[str, Any]:
    """The lines of money that publication leaves out, told to who reads them anyway."""
    return {"held": held_back(context["request"].actor, report)}


@register.simple_tag
def field_label(form: Any, name: str) -> Any:
    """The label of a form's field, by its name."""
    return form[name].label


@register.inclusion_tag("forms/error_summary.html")
def error_summary(*forms: Any) -> dict[str, Any]:
    """What to correct in one form or several, each line a link to its control."""
    problems = summarise(*forms)
    return {"problems": problems, "count": len(problems)}


@register.simple_tag
def option_input(option: Mapping[str, Any], group: Mapping[str, Any]) -> SafeString:
    """A radio button or tick box of a group, described by its own hint and the group's error."""
    attrs = {k: v for k, v in option["attrs"].items() if k != "aria-invalid"}
    described = [f"{attrs.get('id')}_hint"] if option.get("hint") else []
    if "aria-invalid" in group["attrs"]:
        described.append(f"{group['attrs'].get('id')}_error")
    if described:
        attrs["aria-describedby"] = " ".join(described)
    return format_html(
        '<input type="{}" name="{}" value="{}"{}>',
        option["type"],
        option["name"],
        str(option["value"]),
        flatatt(attrs),
    )


@register.filter
def in_language(path: str, code: str) -> str:
    """The same page and query in another language; its start page for an address without one."""
    head, _slash, rest = path.removeprefix("/").partition("/")
    return f"/{code}/{rest}" if head in dict(settings.LANGUAGES) else f"/{code}/"
