"""A monitor's own pages: one view to write, to show and to take back. And the reviewers' list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actor import Actor
from accounts.answers import Answer as Answered
from accounts.enums import Role
from accounts.models import Member
from recommendations.models import Recommendation
from tracker import rules
from tracker.domain import civil_society as verbs
from tracker.domain.errors import Conflict, Duplicate, require
from tracker.enums import CycleState
from tracker.forms.civil_society import ViewForm, who_reads
from tracker.models import CivilSocietyView, ReportingCycle
from tracker.queries.civil_society import own_views, published_answer, reviewed_views, voice_of
from tracker.web.doors import actor_of, put_errors, working

PER_PAGE = 50


@dataclass
class Page:
    """One recommendation in one cycle, as one monitor may speak of it."""

    request: HttpRequest
    actor: Actor
    member: Member
    cycle: ReportingCycle
    recommendation: Recommendation
    view: CivilSocietyView | None

    @property
    def allowed(self) -> Answered:
        return rules.may_file_view(self.actor, self.member)

    @property
    def is_open(self) -> bool:
        return self.cycle.state == CycleState.OPEN

    def form(self, data: Any = None) -> ViewForm:
        return ViewForm(self.member, self.view, data, with_words=self.is_open)

    def show(self, form: ViewForm | None, status: int = 200, **named: Any) -> HttpResponse:
        answer = published_answer(self.actor, self.member, self.cycle, self.recommendation)
        context = {
            **self.context(),
            "form": form,
            "reason": getattr(self.allowed, "reason", ""),
            "answer": {"entry": answer} if answer else None,
            "has_errors": status >= 400,
            **named,
        }
        return render(self.request, "views/write.html", context, status=status)

    def preview(self, form: ViewForm, **named: Any) -> HttpResponse:
        """What others will see, before it is stored."""
        assert self.actor.seat is not None, "the rule admits no one without a seat"
        shown = form.shown()
        context = {
            **self.context(),
            "form": form,
            "shown": [voice_of(self.actor.seat, shown)],
            "who_reads": who_reads(shown["audience"], self.member),
            **named,
        }
        return render(self.request, "views/preview.html", context)

    def context(self) -> dict[str, Any]:
        view = self.view
        return {
            "member": self.member,
            "cycle": self.cycle,
            "recommendation": self.recommendation,
            "own": view,
            "is_open": self.is_open,
            "mine": [voice_of(view.author, vars(view))] if view else [],
            "read_by": who_reads(view.audience, self.member) if view else "",
        }


def page_of(request: HttpRequest, cycle: str, code: str) -> Page:
    """The page of a monitor's own member; for everybody else there is none."""
    actor = actor_of(request)
    if actor.seat is None or actor.seat.member is None:
        raise Http404
    if not actor.has_role(Role.CIVIL_SOCIETY_MONITOR):
        raise Http404
    about = get_object_or_404(ReportingCycle, code=cycle)
    if about.state == CycleState.PLANNED:
        raise Http404
    recommendation = get_object_or_404(
        Recommendation.objects.select_related("communique", "section__communique"), code=code
    )
    view = own_views(actor).filter(cycle=about, recommendation=recommendation).first()
    return Page(request, actor, actor.seat.member, about, recommendation, view)


@working
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, cycle: str, code: str) -> HttpResponse:
    """GET: the agreed text, what the member published, and one's own view. POST: saves it, or shows
    first what others will see."""
    page = page_of(request, cycle, code)
    if request.method == "POST":
        require(page.allowed)
        return _post(page)
    is_written_here = page.allowed and (page.is_open or page.view)
    return page.show(page.form() if is_written_here else None)


def _post(page: Page) -> HttpResponse:
    then = page.request.POST.get("then", "save")
    form = page.form(page.request.POST)
    if then == "edit":
        return page.show(form)
    if not form.is_valid():
        return page.show(form, 400)
    if form.cleaned_data["version"] != (page.view.version if page.view else 0):
        return _conflict(page)
    if then == "preview":
        return page.preview(form)
    try:
        _save(page, form)
    except ValidationError as error:
        if "confirm" in getattr(error, "error_dict", {}):
            return page.preview(form, is_opening=True)
        put_errors(form, error)
        return page.show(form, 400)
    except (Conflict, Duplicate):
        return _conflict(page)
    said = _("Your view of %(code)s is saved.") % {"code": page.recommendation.code}
    messages.success(page.request, said)
    return redirect(page.request.path)


def _save(page: Page, form: ViewForm) -> None:
    """All of it or nothing: words and readers are one decision."""
    words, said = form.words(), form.cleaned_data
    with transaction.atomic():
        view = page.view
        if view is None:
            view = verbs.file(page.actor, page.member, page.cycle, page.recommendation, words)
        elif words:
            verbs.revise(page.actor, view, view.version, words)
        if form.changes_readers:
            verbs.choose_audience(
                page.actor,
                view,
                view.version,
                said["audience"],
                show_name=said["show_name"],
                confirmed="confirmed" in page.request.POST,
            )


def _conflict(page: Page) -> HttpResponse:
    """Another window of the same person was faster: both texts, and what was typed goes on from
    what is stored now."""
    now = page_of(page.request, page.cycle.code, page.recommendation.code)
    data = page.request.POST.copy()
    data["version"] = str(now.view.version if now.view else 0)
    form = now.form(data)
    form.is_valid()
    return now.show(form, 409, is_stale=True)


@working
@require_POST
def hide(request: HttpRequest, cycle: str, code: str) -> HttpResponse:
    """At once back to the secretariat alone."""
    page = page_of(request, cycle, code)
    verbs.hide(page.actor, _own(page))
    said = _("Only the secretariat reads your view of %(code)s now.")
    messages.success(request, said % {"code": page.recommendation.code})
    return redirect("tracker:view", cycle, code)


@working
@require_http_methods(["GET", "POST"])
def take_back(request: HttpRequest, cycle: str, code: str) -> HttpResponse:
    """GET: asks once. POST: the view is gone."""
    page = page_of(request, cycle, code)
    view = _own(page)
    if request.method == "POST":
        known = request.POST.get("version", "")
        try:
            verbs.take_back(page.actor, view, int(known) if known.isdecimal() else 0)
        except Conflict:
            return _ask_again(page_of(request, cycle, code))
        said = _("Your view of %(code)s is taken back. Nothing of it is left here.")
        messages.success(request, said % {"code": page.recommendation.code})
        return redirect("tracker:work")
    return render(request, "views/take_back.html", _asking(page))


def _ask_again(page: Page) -> HttpResponse:
    _own(page)
    named = {**_asking(page), "is_stale": True}
    return render(page.request, "views/take_back.html", named, status=409)


def _asking(page: Page) -> dict[str, Any]:
    return {**page.context(), "reason": getattr(page.allowed, "reason", "")}


def _own(page: Page) -> CivilSocietyView:
    if page.view is None:
        raise Http404
    return page.view


@working
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """What civil society said of a reviewer's members, also of those that have not reported."""
    actor = actor_of(request)
    if not actor.has_role(Role.REVIEWER):
        raise Http404
    cycles = list(ReportingCycle.objects.all())
    asked = request.GET.get("cycle") or getattr(ReportingCycle.objects.current(), "code", "")
    cycle = next((c for c in cycles if c.code == asked), cycles[0] if cycles else None)
    page = Paginator(reviewed_views(actor, cycle) if cycle else [], PER_PAGE).get_page(
        request.GET.get("page")
    )
    shown = [(row, voice_of(row.author, vars(row))) for row in page.object_list]
    named = {"cycle": cycle, "cycles": cycles, "page": page, "shown": shown}
    return render(request, "views/list.html", named)
