"""Passing one's seat on: the form, its check, and what the successor reads."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actor import Actor
from accounts.models import HandOver
from tracker import rules
from tracker.domain import handing_over as verbs
from tracker.domain.errors import Duplicate, require
from tracker.forms.invitation import languages, said_of
from tracker.forms.seats import HandOverForm
from tracker.queries.note import note_of
from tracker.queries.work import report_at_hand
from tracker.web.doors import actor_of, found, own_entries, own_reports, put_errors, working

FACTS = ("email", "name", "language", "last_day", "note")


@working
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Three steps at one address: the form, its check, the sending. Nothing is stored before."""
    actor = actor_of(request)
    require(rules.may_hand_over(actor))
    form = HandOverForm(request.POST or None, initial={"language": actor.user.language})
    then = request.POST.get("then", "")
    if form.is_bound and then != "change" and form.is_valid() and _is_possible(actor, form):
        if then != "send":
            return _check(request, actor, form)
        if _handed_over(actor, form):
            messages.success(request, _("Your successor is invited."))
            return redirect("tracker:team")
    is_wrong = form.is_bound and then != "change"
    named = {"form": form, "back": reverse("tracker:team")}
    return render(request, "people/hand_over.html", named, status=400 if is_wrong else 200)


def _is_possible(actor: Actor, form: HandOverForm) -> bool:
    """Looks for what the verb would refuse, so that the check page promises nothing wrong."""
    try:
        verbs.check(actor, **{name: form.cleaned_data[name] for name in FACTS})
    except ValidationError as error:
        put_errors(form, error)
    except Duplicate as error:
        form.add_error("email", said_of(error.existing))
    return form.is_valid()


def _handed_over(actor: Actor, form: HandOverForm) -> bool:
    try:
        verbs.hand_over(actor, **{name: form.cleaned_data[name] for name in FACTS})
    except ValidationError as error:
        put_errors(form, error)
    except Duplicate as error:
        form.add_error("email", said_of(error.existing))
    return form.is_valid()


def _check(request: HttpRequest, actor: Actor, form: HandOverForm) -> HttpResponse:
    said = form.cleaned_data
    named = {
        "said": said,
        "language": dict(languages())[said["language"]],
        "reads_until": said["last_day"] + verbs.READS_FOR,
        "typed": [
            (name, value)
            for name, value in request.POST.items()
            if name not in ("csrfmiddlewaretoken", "then")
        ],
    }
    return render(request, "people/hand_over_check.html", named)


@working
@require_safe
def note(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What the one who left wants the next to know, and how the member's work stands today."""
    actor = actor_of(request)
    rows = HandOver.objects.visible_to(actor).filter(taken_back_at=None)
    rows = rows.select_related("seat__user", "seat__member", "invitation__seat__user")
    hand_over = found(rows.filter(public_id=public_id))
    reports = list(own_reports(actor)[:12])
    report = report_at_hand(reports)
    entries = list(own_entries(actor, report)) if report is not None else []
    named = {
        "hand_over": hand_over,
        "note": note_of(actor, hand_over, report, reports, entries),
        "is_successor": actor.seat.pk == hand_over.invitation.seat_id,
        "is_over": hand_over.last_day < timezone.now().date(),
    }
    return render(request, "people/hand_over_note.html", named)


@working
@require_POST
def take_back(request: HttpRequest, public_id: UUID) -> HttpResponse:
    actor = actor_of(request)
    rows = HandOver.objects.visible_to(actor).select_related("invitation", "seat")
    verbs.take_back(actor, found(rows.filter(public_id=public_id)))
    messages.success(request, _("The hand-over is taken back. You keep your seat."))
    return redirect("tracker:team")
