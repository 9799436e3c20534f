"""The seats of the Network itself: reviewers with their members, co-chairs, administrators."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.enums import NETWORK_ROLES, Role
from accounts.models import Appointment
from tracker import rules
from tracker.domain import seats as verbs
from tracker.domain.errors import require
from tracker.forms.invitation import NetworkInviteForm, ReviewedForm
from tracker.queries.alphabet import by_name
from tracker.queries.managing import reviewed_by, unreviewed
from tracker.queries.team import seats_of_member, waiting_invitations
from tracker.web.doors import actor_of, found, put_errors, working

from .team import InvitationRow, SeatRow, invited

ROLES = [role for role in Role if role in NETWORK_ROLES]


@working
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Who holds a seat of the Network, and which members nobody reviews."""
    actor = actor_of(request)
    require(rules.may_manage_people(actor))
    seats = seats_of_member(actor, None)
    assigned = reviewed_by(seats)
    named = {
        "seats": [(SeatRow(actor, seat), by_name(assigned[seat.pk])) for seat in seats],
        "invitations": [InvitationRow(actor, one) for one in waiting_invitations(actor, None)],
        "unreviewed": unreviewed(),
        "may_invite": bool(rules.may_invite(actor, None, Role.REVIEWER)),
        "may_set_reviewed": bool(rules.may_set_reviewed(actor)),
    }
    return render(request, "people/manage_people.html", named)


@working
@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    """Offers a seat of the Network to an address."""
    actor = actor_of(request)
    require(rules.may_manage_people(actor))
    require(rules.may_invite(actor, None, Role.REVIEWER))
    form = NetworkInviteForm(ROLES, request.POST or None, initial={"language": "en"})
    if request.method == "POST" and form.is_valid() and invited(request, actor, form, None):
        return redirect("tracker:manage-people")
    named = {"form": form, "back": reverse("tracker:manage-people"), "place": None}
    return render(request, "people/invite.html", named, status=400 if form.is_bound else 200)


@working
@require_http_methods(["GET", "POST"])
def members(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Which members a reviewer looks after."""
    actor = actor_of(request)
    require(rules.may_manage_people(actor))
    rows = Appointment.objects.visible_to(actor).current().filter(role=Role.REVIEWER)
    seat = found(rows.select_related("user").filter(public_id=public_id))
    require(rules.may_set_reviewed(actor))
    now = [member.code for member in seat.assigned_members.all()]
    form = ReviewedForm(request.POST or None, initial={"members": now})
    if request.method == "POST" and form.is_valid():
        try:
            verbs.set_reviewed(actor, seat, form.cleaned_data["members"])
        except ValidationError as error:
            put_errors(form, error)
        else:
            messages.success(request, _("The reviewer’s members are saved."))
            return redirect("tracker:manage-people")
    named = {"seat": seat, "form": form, "back": reverse("tracker:manage-people")}
    return render(request, "people/reviewed.html", named, status=400 if form.is_bound else 200)
