"""The secretariat's pages about members: the overview, and one member with all its people."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actor import Actor
from accounts.enums import NETWORK_ROLES, Role
from accounts.models import Member
from tracker import rules
from tracker.domain import seats as verbs
from tracker.domain.errors import require
from tracker.filters.manage import ManageFilter
from tracker.forms.invitation import InviteForm
from tracker.forms.seats import FreezeForm, ReasonForm
from tracker.queries.managing import managed, overview, successors
from tracker.queries.published import published_reports
from tracker.queries.team import former_seats, seats_of_member, waiting_invitations
from tracker.web.chips import chips
from tracker.web.doors import actor_of, found, put_errors, working

from .team import InvitationRow, SeatRow, invited

FILTERS = ("search", "kind", "regional_group", "vacated", "frozen")
MEMBER_ROLES = [role for role in Role if role not in NETWORK_ROLES]


@working
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The members this person looks after. The filters stand in the address."""
    actor = actor_of(request)
    require(rules.may_manage(actor))
    rows = managed(actor)
    filterset = ManageFilter(request.GET, queryset=rows)
    lines = overview(actor, filterset.qs)
    named = {
        "form": filterset.form,
        "chips": chips(filterset.form, request.GET, FILTERS),
        "lines": lines,
        "vacant": sum(not line.focal_points for line in lines),
        "frozen": sum(line.member.frozen_at is not None for line in lines),
        "is_narrowed": any(request.GET.get(name) for name in FILTERS),
        "may_see_people": bool(rules.may_manage_people(actor)),
    }
    status = 200 if filterset.is_valid() else 400
    return render(request, "people/manage.html", named, status=status)


@working
@require_safe
def member(request: HttpRequest, code: str) -> HttpResponse:
    """Seats, invitations and former holders of one member, and what can be done about them."""
    actor = actor_of(request)
    row = _member(actor, code)
    seats = seats_of_member(actor, row.pk)
    named = {
        "member": row,
        "seats": [SeatRow(actor, seat) for seat in seats],
        "is_vacant": not any(s.role == Role.FOCAL_POINT and not s.is_read_only() for s in seats),
        "invitations": [InvitationRow(actor, one) for one in waiting_invitations(actor, row.pk)],
        "successors": successors(actor, row),
        "former": former_seats(actor, row)[:50],
        "may_invite": bool(rules.may_invite(actor, row, Role.FOCAL_POINT)),
        "may_freeze": bool(rules.may_freeze(actor, row)),
    }
    return render(request, "people/manage_member.html", named)


@working
@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest, code: str) -> HttpResponse:
    """Offers any seat of a member to an address."""
    actor = actor_of(request)
    row = _member(actor, code)
    require(rules.may_invite(actor, row, Role.FOCAL_POINT))
    given = {"role": request.GET.get("role", ""), "language": "en"}
    form = InviteForm(MEMBER_ROLES, request.POST or None, initial=given)
    if request.method == "POST" and form.is_valid() and invited(request, actor, form, row):
        return redirect("tracker:manage-member", code)
    back = reverse("tracker:manage-member", args=[code])
    named = {"form": form, "back": back, "place": row}
    return render(request, "people/invite.html", named, status=400 if form.is_bound else 200)


@working
@require_http_methods(["GET", "POST"])
def freeze(request: HttpRequest, code: str) -> HttpResponse:
    """Stops a member's edits and invitations, or lets them go on: whichever it is not now."""
    actor = actor_of(request)
    row = _member(actor, code)
    require(rules.may_freeze(actor, row))
    is_frozen = row.frozen_at is not None
    kind = ReasonForm if is_frozen else FreezeForm
    # What the page showed decides, so that two people do not undo each other.
    then = request.POST.get("then", "unfreeze" if is_frozen else "freeze")
    form = kind(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _take(actor, row, then, form.cleaned_data)
        except ValidationError as error:
            put_errors(form, error)
        else:
            said = {
                "freeze": _("%(member)s is frozen. Nothing can be edited."),
                "unfreeze": _("%(member)s can go on."),
            }
            messages.success(request, said.get(then, said["freeze"]) % {"member": row.display_name})
            return redirect("tracker:manage-member", code)
    named = {
        "member": row,
        "form": form,
        "is_frozen": is_frozen,
        "published": [
            report.cycle.code
            for report in published_reports().filter(member=row).select_related("cycle")
        ],
        "people": len(seats_of_member(actor, row.pk)),
        "waiting": len(waiting_invitations(actor, row.pk)),
        "back": reverse("tracker:manage-member", args=[code]),
    }
    return render(request, "people/freeze.html", named, status=400 if form.is_bound else 200)


def _take(actor: Actor, row: Member, then: str, said: dict[str, Any]) -> None:
    if then == "unfreeze":
        verbs.unfreeze(actor, row, said["reason"])
    else:
        verbs.freeze(actor, row, said["reason"], unpublish=said.get("unpublish", False))


def _member(actor: Actor, code: str) -> Member:
    require(rules.may_manage(actor))
    return found(managed(actor).filter(code=code))
