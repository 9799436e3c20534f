"""The money of the Network: where it stops, currency by currency, from what is published."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.actor import Actor
from accounts.models import Member
from tracker.exports import money as export
from tracker.exports import provenance
from tracker.filters.money import NAMES, MoneyFilter
from tracker.models import BudgetFigure
from tracker.queries.alphabet import by_name
from tracker.queries.coverage import Share
from tracker.queries.funnel import (
    LEAST_MEMBERS,
    STAGES,
    MoneyFunnel,
    Stream,
    converted,
    funnel_of,
    funnels_of,
    latest_year,
    streams_among,
)
from tracker.queries.published import published_to
from tracker.queries.rates import Conversion, conversion
from tracker.web.chips import chips
from tracker.web.funnels import Shown, shown, title_of

# What the page of files can be asked for as well.
OF_FIGURES = ("cycle", "recommendation", "member")


@dataclass(frozen=True)
class Few:
    """A currency in which too few members report for totals: their own pages show it."""

    funnel: MoneyFunnel
    members: list[Member]


@dataclass
class Asked:
    """What a reader's address asks for: the filters, and the lines they leave."""

    filters: MoneyFilter
    streams: list[Stream]
    query: QueryDict

    @property
    def least(self) -> int:
        """One member's own figures are its own: a total of them hides nobody."""
        return 1 if self.filters.form.cleaned_data.get("member") else LEAST_MEMBERS


def _asked(request: HttpRequest) -> Asked:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    query = request.GET.copy()
    rows = published_to(BudgetFigure, actor).order_by()
    if "year" not in query and not query.get("cycle"):
        year = latest_year(rows)
        query["year"] = str(year) if year else ""
    filters = MoneyFilter(query, queryset=rows)
    streams = streams_among(filters.qs) if filters.is_valid() else []
    return Asked(filters, streams, query)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """A funnel for each currency that enough members report in, and a list of the others."""
    asked = _asked(request)
    form = asked.filters.form
    _trim(asked)
    found = funnels_of(asked.streams, asked.least)
    told = [funnel for funnel in found if not funnel.is_hidden]
    few = [funnel for funnel in found if funnel.is_hidden]
    exchange = conversion({stream.currency for stream in asked.streams})
    members = len({stream.member for stream in asked.streams})
    context = {
        "form": form,
        "chips": chips(form, request.GET, NAMES),
        "funnels": shown(told),
        "few": _few(few, asked.streams),
        "least": LEAST_MEMBERS,
        "complete": Share(sum(s.knows(*STAGES) for s in asked.streams), len(asked.streams)),
        "reported": Share(members, Member.objects.count()),
        "year": form.cleaned_data.get("year") if asked.filters.is_valid() else "",
        "exchange": exchange,
        "all_in_one": _all_in_one(asked, exchange),
        "query": _query(asked, NAMES),
        "file_query": _query(asked, OF_FIGURES),
    }
    return render(request, "money/index.html", context, status=_status(asked))


@require_safe
def download(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """The numbers of the page as CSV, with the same filters for the same reader."""
    asked = _asked(request)
    if not asked.filters.is_valid():
        return index(request)
    actor: Actor = request.actor  # type: ignore[attr-defined]
    kept = {name: asked.query[name] for name in NAMES if asked.query.get(name)}
    said = provenance.headers("money", actor, kept)
    said["Content-Disposition"] = 'attachment; filename="money.csv"'
    body = export.stream(funnels_of(asked.streams, asked.least))
    return StreamingHttpResponse(body, content_type="text/csv; charset=utf-8", headers=said)


def _trim(asked: Asked) -> None:
    """Offers only years in which something is told, and members by name."""
    fields: Any = asked.filters.form.fields
    rows = asked.filters.queryset.order_by()
    ends = set(rows.values_list("period_end__year", flat=True))
    chosen = asked.query.get("year", "")
    ends |= {int(chosen)} if asked.filters.is_valid() and chosen else set()
    years = [(str(year), str(year)) for year in sorted(ends, reverse=True)]
    fields["year"].choices = [("", fields["year"].empty_label), *years]
    money = sorted(set(rows.values_list("currency", flat=True)))
    fields["currency"].choices = [
        ("", fields["currency"].empty_label),
        *((code, code) for code in money),
    ]


def _few(funnels: list[MoneyFunnel], streams: list[Stream]) -> list[Few]:
    members = Member.objects.in_bulk({stream.member for stream in streams}) if funnels else {}
    own: dict[str, set[int]] = {}
    for stream in streams:
        own.setdefault(stream.currency, set()).add(stream.member)
    found = [Few(f, by_name([members[pk] for pk in own[f.currency]])) for f in funnels]
    return sorted(found, key=lambda few: few.funnel.currency)


def _all_in_one(asked: Asked, exchange: Conversion | None) -> Shown | None:
    """All lines in one currency, where there is a rate for every one of theirs."""
    if exchange is None or exchange.missing:
        return None
    streams = converted(asked.streams, exchange.target, exchange.worth)
    funnel = funnel_of(exchange.target, streams, asked.least)
    return None if funnel.is_hidden else Shown(funnel, title_of(funnel))


def _query(asked: Asked, names: Iterable[str]) -> str:
    kept = QueryDict(mutable=True)
    for name in names:
        if name in asked.query:
            kept[name] = asked.query[name]
    return kept.urlencode()


def _status(asked: Asked) -> int:
    return 200 if asked.filters.is_valid() else 400
