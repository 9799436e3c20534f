"""Documents that a worker makes: ordered, watched and fetched by their seat; and the country report
that everybody may fetch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actor import Actor
from tracker import rules
from tracker.document_enums import LANGUAGES, JobState
from tracker.domain import export_jobs as verbs
from tracker.domain.errors import NoLonger, NotAllowed, TooMany, require
from tracker.exports.files import sent
from tracker.forms.export_job import NAMES, OrderForm, offered
from tracker.models import ExportJob, ReportingCycle
from tracker.queries.export_jobs import jobs_of
from tracker.queries.published import cycle_to_show, cycles, published_reports
from tracker.web.doors import actor_of, found, put_errors, working
from tracker.web.limits import is_in_time
from tracker.wording import OWN_NAMES

from .errors import show
from .indicators import version_of

SHOWN = 20
# How often a page without a script looks again.
SECONDS = 4


@dataclass(frozen=True)
class Shown:
    """An ordered document with what can be done about it now. `unavailable` says why a file that
    was made is not given any more."""

    job: ExportJob
    unavailable: str

    @property
    def can_fetch(self) -> bool:
        return self.job.state == JobState.READY and not self.unavailable

    @property
    def language(self) -> str:
        """The language of the document by its own name."""
        return OWN_NAMES.get(self.job.language, self.job.language)

    @property
    def can_retry(self) -> bool:
        return not self.job.is_open and not self.can_fetch


def shown(actor: Actor) -> dict[str, Any]:
    """What the list of a seat's documents shows, for every page that includes it."""
    jobs = list(jobs_of(actor)[:SHOWN])
    why = verbs.unavailable(actor, jobs)
    return {
        "jobs": [Shown(job, why.get(job.pk, "")) for job in jobs],
        "open_jobs": sum(job.is_open for job in jobs),
        "seconds": SECONDS,
    }


@working
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """GET: what the seat ordered, and the form. POST: orders a document."""
    actor = _seated(request)
    every = cycles()
    if request.method == "POST":
        require(rules.may_order_documents(actor))
    form = OrderForm(actor, every, request.POST or None, _chosen(request, actor, every))
    if request.method == "POST" and form.is_valid():
        try:
            verbs.order(actor, **form.ordered)
        except ValidationError as error:
            put_errors(form, error)
        else:
            messages.success(request, _("Your document is ordered. It is listed here."))
            kept = {name: form.cleaned_data[name] for name in NAMES}
            return redirect(f"{request.path}?{urlencode(kept)}")
    named = {"form": form, "may_order": bool(offered(actor)) and bool(every), **shown(actor)}
    return render(request, "documents/index.html", named, status=400 if form.is_bound else 200)


@working
@require_safe
def jobs(request: HttpRequest) -> HttpResponse:
    """The list alone, for a page that is open and looks again."""
    return render(request, "documents/_jobs.html", shown(_seated(request)))


@working
@require_safe
def file(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """The file, to its owner, if it may be given now; else why not, and a button that makes it
    again."""
    actor = actor_of(request)
    job = _own(actor, public_id)
    try:
        verbs.require_fetching(actor, job)
        response = sent(job)
    except NoLonger as error:
        return _gone(request, job, str(error.reason))
    except FileNotFoundError:
        return _gone(request, job, _("Its file is not in the store any more. Make it again."))
    # A link that is only looked at (HEAD) fetches nothing.
    if request.method == "GET":
        verbs.fetched(actor, job)
    return response


@working
@require_POST
def retry(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Makes once more what failed, expired, or may not be given any more."""
    actor = actor_of(request)
    verbs.make_again(actor, _own(actor, public_id))
    messages.success(request, _("The document is being made again. It is listed here."))
    return redirect("tracker:document-list")


@working
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """GET asks, POST takes the order away with its file."""
    actor = actor_of(request)
    job = _own(actor, public_id)
    if request.method == "POST":
        verbs.remove(actor, job, version_of(request))
        messages.success(request, _("The document is removed."))
        return redirect("tracker:document-list")
    return render(request, "documents/remove.html", {"job": job})


@require_safe
def public(request: HttpRequest, code: str, cycle: str, format: str) -> HttpResponseBase:
    """The public report of a member as a document: its file, or, while it is made, a page that
    looks again by itself. Who asks for no page (a script) is told with a 503 when to come back,
    so that it keeps no page in the place of the file."""
    rows = published_reports().select_related("member", "cycle")
    report = found(rows.filter(member__code=code, cycle__code=cycle))
    ask = (report.member, report.cycle, format, _language(request))
    job = verbs.current(*ask)
    if job is None:
        if not is_in_time(request, "document"):
            return show(request, 429)
        try:
            job = verbs.for_everybody(*ask)
        except TooMany as error:
            return _busy(request, str(error.reason))
    response = _public(request, job)
    patch_cache_control(response, private=True, no_store=True)
    return response


def _public(request: HttpRequest, job: ExportJob) -> HttpResponseBase:
    if job.state == JobState.FAILED:
        return _busy(request, job.why, job)
    if job.is_open:
        named = {"job": job, "seconds": SECONDS}
        status = 202 if "text/html" in request.headers.get("Accept", "") else 503
        response = render(request, "documents/being_made.html", named, status=status)
        response["Retry-After"] = str(SECONDS)
        return response
    try:
        return sent(job)
    except FileNotFoundError:
        # The sweep came between.
        return _busy(request, "")


def _busy(request: HttpRequest, reason: str, job: ExportJob | None = None) -> HttpResponse:
    """It cannot be had now; what the report says can be read on the member's page meanwhile."""
    named = {"job": job, "reason": reason}
    response = render(request, "documents/not_made.html", named, status=503)
    response["Retry-After"] = str(int(verbs.PAUSE.total_seconds()))
    return response


def _language(request: HttpRequest) -> str:
    """The language that was asked for, else that of the page, where documents come in it."""
    asked = request.GET.get("language")
    if asked is not None and asked not in LANGUAGES:
        raise Http404
    spoken = asked or get_language() or ""
    return spoken if spoken in LANGUAGES else "en"


def _seated(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    if not actor.is_signed_in:
        raise NotAllowed(_("Documents are ordered from a seat, and you hold none now."))
    return actor


def _own(actor: Actor, public_id: UUID) -> ExportJob:
    return found(jobs_of(actor).filter(public_id=public_id))


def _gone(request: HttpRequest, job: ExportJob, reason: str) -> HttpResponse:
    may_retry = bool(rules.may_order_document(actor_of(request), job.kind))
    named = {"job": job, "reason": reason, "may_retry": may_retry}
    return render(request, "documents/gone.html", named, status=410)


def _chosen(request: HttpRequest, actor: Actor, every: list[ReportingCycle]) -> dict[str, Any]:
    """What the form shows as chosen: what the address says, else what the reader is likely to
    want."""
    first = cycle_to_show(every)
    member = actor.seat.member if actor.seat else None
    spoken = get_language() or ""
    usual = {
        "document": next((code for code, _label in offered(actor)), ""),
        "member": member.code if member else "",
        "cycle": first.code if first else "",
        "language": spoken if spoken in LANGUAGES else "en",
    }
    return {name: request.GET.get(name) or value for name, value in usual.items()}
