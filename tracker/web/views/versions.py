"""Every saved version of an answer, one against what stands now, and the way back to it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tracker import rules
from tracker.domain import drafts
from tracker.domain.errors import require
from tracker.domain.sharing import note_reads
from tracker.queries.versions import Version, compared, versions
from tracker.web.doors import actor_of, own_entry, own_report, working


@working
@require_http_methods(["GET", "POST"])
def index(request: HttpRequest, cycle: str, code: str) -> HttpResponse:
    """GET: the versions; with ?version=N, that one against the present. POST: makes version N the
    present one."""
    actor = actor_of(request)
    report = own_report(actor, cycle)
    entry = own_entry(actor, report, code)
    note_reads(actor, entry)
    allowed = rules.may_edit_entry(actor, entry)
    found = versions(entry)
    if request.method == "POST":
        require(allowed)
        then = _chosen(found, request.POST.get("restore", ""))
        known = request.POST.get("version", "")
        is_whole = drafts.restore(actor, entry, int(known) if known.isdecimal() else 0, then.row)
        _say(request, then, is_whole)
        return redirect("tracker:entry", cycle, code)
    shown = _chosen(found, request.GET["version"]) if "version" in request.GET else None
    named = {
        "report": report,
        "entry": entry,
        "versions": found,
        "may_restore": bool(allowed),
        "shown": shown,
        "compared": compared(shown.row, entry, list(entry.recommendation.elements.all()))
        if shown
        else [],
    }
    return render(request, "report/versions.html", named)


def _chosen(found: list[Version], number: str) -> Version:
    """The version of that number in words, or 404."""
    for version in found:
        if str(version.number) == number and not version.is_sealed:
            return version
    raise Http404


def _say(request: HttpRequest, then: Version, is_whole: bool) -> None:
    time = time_format(timezone.localtime(then.at), "H:i")
    if is_whole:
        messages.success(request, _("The answer is what it was at %(time)s.") % {"time": time})
        return
    messages.warning(
        request,
        _(
            "The words and elements are what they were at %(time)s. The status stays: what the "
            "earlier one needs is not there now."
        )
        % {"time": time},
    )
