"""The data, to take along: what a file would hold, and where to get it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.actor import Actor
from tracker.exports.datasets import DATASETS, FORMATS, Dataset
from tracker.forms.export import ExportForm
from tracker.models import ReportingCycle
from tracker.queries.published import cycles

FIRST = "entries"
ANNUAL = ("entries", "evidence", "budgets", "reports")
PRESETS = 3


@dataclass(frozen=True)
class Preset:
    """Choices that are made again and again: each is a dataset with its filters in the address."""

    title: str
    words: str
    files: list[tuple[str, str]]


class File(NamedTuple):
    """A file on offer: its format and the address that gives it, to people and scripts alike."""

    format: str
    words: str
    url: str


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Presets, the choice of dataset and filters, and what the file is."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    dataset = DATASETS.get(request.GET.get("dataset", ""), DATASETS[FIRST])
    offered = [(name, each.title) for name, each in DATASETS.items()]
    given = {"dataset": FIRST, **request.GET.dict()}
    form = ExportForm(given, offered, _filters(actor, dataset, given))
    context: dict[str, Any] = {"form": form, "presets": _presets(actor)}
    if form.is_valid():
        asked = form.asked()
        reader = dataset.reader(actor, asked)
        found = dataset.filtered(reader, asked)
        context |= {
            "dataset": dataset,
            "columns": dataset.columns(reader).items(),
            "files": _files(dataset, asked),
            "said": dataset.said(reader, asked, found.qs, found.form.cleaned_data),
            "is_empty": not dataset.exportable(found.qs).exists(),
        }
    return render(request, "exports/index.html", context, status=200 if form.is_valid() else 400)


def _filters(actor: Actor, dataset: Dataset, given: dict[str, str]) -> dict[str, Any]:
    """Those that change something: strangers read nothing but what is published to everybody."""
    filters = dict(dataset.filterset.base_filters)
    if not actor.is_signed_in and not given.get("published"):
        filters.pop("published", None)
    return filters


def _files(dataset: Dataset, asked: dict[str, str]) -> list[File]:
    words = {
        "csv": _("Opens in every spreadsheet and statistics program"),
        "xlsx": _("For Excel and LibreOffice: typed cells, and sheets that explain them"),
        "ndjson": _("For programs: one line of JSON for each row"),
    }
    query = f"?{urlencode(asked)}" if asked else ""
    return [
        File(
            form,
            words[form],
            settings.PUBLIC_BASE_URL
            + reverse(f"api:export-{dataset.name}", kwargs={"file_format": form})
            + query,
        )
        for form in FORMATS
    ]


def _presets(actor: Actor) -> list[Preset]:
    found = [
        Preset(
            _("Annual report %(cycle)s") % {"cycle": cycle.code},
            _("What members published of the cycle to everybody: the same file whoever takes it."),
            _choices({"cycle": cycle.code, "published": "true"}),
        )
        for cycle in [c for c in cycles() if c.has_published][:PRESETS]  # type: ignore[attr-defined]
    ]
    current = ReportingCycle.objects.current()
    if current is not None and actor.seat is not None and actor.seat.member is not None:
        member = actor.seat.member
        own = Preset(
            _("%(member)s, %(cycle)s") % {"member": member.display_name, "cycle": current.code},
            _("What your seat reads of your member’s report, drafts too."),
            _choices({"cycle": current.code, "member": member.code}),
        )
        found.insert(0, own)
    return found


def _choices(asked: dict[str, str]) -> list[tuple[str, str]]:
    return [
        (str(DATASETS[name].title), f"?{urlencode({'dataset': name, **asked})}#file")
        for name in ANNUAL
    ]
