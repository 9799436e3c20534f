"""The doors of the working pages: who may come in, which row they came for, and what a refusal
looks like. A stranger finds nothing (404); a colleague without the right is told why (403)."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.enums import Role
from tracker.domain.errors import Conflict, Duplicate, Gone, IllegalMove, NoLonger, NotAllowed
from tracker.models import Evidence, ProgressEntry, Report
from tracker.models.content import OWN_READERS
from tracker.web.held import hold
from tracker.web.views.errors import PAGES

# Seats that work on, or read, the report of their own member.
TEAM = (*OWN_READERS, Role.CONTRIBUTOR)
# Typed words shorter than this are codes and choices, not worth showing again.
WORTH_KEEPING = 20

View = Callable[..., HttpResponse]


def working(view: View) -> View:
    """A page for people with a seat: signs in first, and sets up the second factor first where the
    seat needs one."""
    guarded = personal(view)

    @wraps(view)
    def seated(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if actor_of(request).needs_second_factor:
            return set_up_first(request)
        return guarded(request, *args, **kwargs)

    return seated


def set_up_first(request: HttpRequest) -> HttpResponse:
    """Leads to the set-up of a second factor, and from there to the page that was asked for."""
    back = request.get_full_path() if request.method == "GET" else reverse("tracker:work")
    return redirect_to_login(back, reverse("mfa_activate_totp"))


def personal(view: View) -> View:
    """A page for everybody with an account: signs in first, holding what was typed meanwhile, turns
    refusals into pages that say why and show again what was typed, and lets no cache keep the
    answer."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with timezone.override(zone_of(actor_of(request))):
            response = _answered(view, request, *args, **kwargs)
        patch_cache_control(response, private=True, no_store=True)
        return response

    @wraps(view)
    def entered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            hold(request)
        return guarded(request, *args, **kwargs)

    return entered


def _answered(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    try:
        return view(request, *args, **kwargs)
    except NotAllowed as error:
        return refused(request, 403, error.reason)
    except IllegalMove as error:
        return refused(request, 409, error.reason)
    except NoLonger as error:
        return refused(request, 410, error.reason)
    except Gone:
        raise Http404 from None
    except (Conflict, Duplicate):
        reason = _("Somebody changed this while you were on the page. Nothing was written.")
        return refused(request, 409, reason)


def zone_of(actor: Actor) -> ZoneInfo:
    """The zone in which this person reads times: their own choice, else their member's."""
    own = actor.user.time_zone if actor.user else ""
    member = actor.seat.member if actor.seat else None
    try:
        return ZoneInfo(own or (member.time_zone if member else "UTC"))
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def refused(request: HttpRequest, status: int, reason: str | Promise) -> HttpResponse:
    """The page of a refusal. What was typed stands on it, so that nobody writes it twice."""
    typed = [
        value
        for name, value in request.POST.items()
        if name != "csrfmiddlewaretoken" and len(str(value).strip()) >= WORTH_KEEPING
    ]
    title, advice = PAGES[status]
    named = {"title": title, "advice": advice, "reason": reason, "typed": typed}
    return render(request, "work/refused.html", named, status=status)


def actor_of(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined]


def own_reports(actor: Actor) -> QuerySet[Report]:
    """The reports of the actor's own member; none for seats that have no part in them."""
    reports = Report.objects.visible_to(actor).select_related("member", "cycle", "submitted_by")
    return reports.filter(member=actor.member_id) if actor.has_role(*TEAM) else reports.none()


def own_report(actor: Actor, cycle: str) -> Report:
    """The report of the actor's own member in a cycle, or 404."""
    return found(own_reports(actor).filter(cycle__code=cycle))


def own_entry(actor: Actor, report: Report, code: str) -> ProgressEntry:
    """The member's own answer to a recommendation, or 404: also for a contributor who was not
    asked for it, and for who may not read a restricted one."""
    return found(own_entries(actor, report).filter(recommendation__code=code))


def own_entries(actor: Actor, report: Report) -> QuerySet[ProgressEntry]:
    """The working answers of a report that the actor may read, with their texts."""
    return (
        ProgressEntry.objects.visible_to(actor)
        .filter(report=report, edition="working")
        .select_related(
            "member",
            "report__member",
            "report__cycle",
            "recommendation__section__communique",
            "recommendation__communique",
        )
        .order_by("recommendation__communique__ordinal", "recommendation__position")
    )


def own_evidence(actor: Actor, public_id: UUID) -> Evidence:
    """A document of the actor's own member, or 404."""
    rows = Evidence.objects.visible_to(actor).filter(edition="working", member=actor.member_id)
    return found(rows.select_related("member").filter(public_id=public_id))


def reviewed_report(actor: Actor, member: str, cycle: str) -> Report:
    """A report that this reviewer was assigned to and that has been submitted, or 404."""
    reports = (
        Report.objects.visible_to(actor)
        .filter(member__in=actor.reviewed_member_ids, submitted_at__isnull=False)
        .select_related("member", "cycle", "submitted_by", "reviewer_in_hand__user")
    )
    return found(reports.filter(member__code=member, cycle__code=cycle))


def found(rows: QuerySet[Any]) -> Any:
    """The first of the rows, or 404."""
    row = rows.first()
    if row is None:
        raise Http404
    return row


def put_errors(form: Any, error: ValidationError) -> None:
    """Hands a verb's refusal to the form: under the field it names, or above the form."""
    messages = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    for name, said in messages.items():
        form.add_error(name if name in form.fields else None, said)
