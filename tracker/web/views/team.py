"""The team of a member: who holds its seats, who is invited, and inviting."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actor import Actor
from accounts.enums import Role
from accounts.models import Appointment, Invitation, Member
from tracker import rules
from tracker.domain import invitations as verbs
from tracker.domain.errors import Duplicate, IllegalMove, require
from tracker.forms.invitation import InviteForm, said_of
from tracker.queries.team import team_of
from tracker.rules.people import TEAM_INVITES
from tracker.web.doors import actor_of, found, put_errors, working


@working
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Seats, invitations and hand-overs of the actor's own member."""
    actor = actor_of(request)
    require(rules.may_see_team(actor))
    team = team_of(actor)
    named = {
        "team": team,
        "seats": [SeatRow(actor, seat) for seat in team.seats],
        "invitations": [InvitationRow(actor, one) for one in team.invitations],
        "hand_overs": [(one, bool(rules.may_take_back(actor, one))) for one in team.hand_overs],
        "may_invite": bool(rules.may_invite(actor, actor.seat.member, Role.DEPUTY)),
        "may_hand_over": rules.may_hand_over(actor) and not _is_leaving(actor, team.hand_overs),
    }
    return render(request, "people/team.html", named)


class SeatRow:
    """A seat in a list, with what this person may do with it."""

    def __init__(self, actor: Actor, seat: Appointment) -> None:
        self.seat = seat
        self.is_mine = actor.user is not None and seat.user_id == actor.user.pk
        self.may_end = bool(rules.may_end_seat(actor, seat))
        self.may_delegate = bool(rules.may_delegate(actor, seat))
        self.may_replace = bool(rules.may_replace(actor, seat))


class InvitationRow:
    """An invitation in a list, with what this person may do with it."""

    def __init__(self, actor: Actor, invitation: Invitation) -> None:
        self.invitation = invitation
        self.may_change = bool(rules.may_change_invitation(actor, invitation))


def _is_leaving(actor: Actor, hand_overs: object) -> bool:
    return any(one.seat_id == actor.seat.pk for one in hand_overs)


@working
@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    """Offers one of the member's seats to an address; `?role=` chooses before."""
    actor = actor_of(request)
    require(rules.may_see_team(actor))
    member = actor.seat.member
    require(rules.may_invite(actor, member, Role.DEPUTY))
    roles = [role for role in TEAM_INVITES if rules.may_invite(actor, member, role)]
    first = {"role": request.GET.get("role", ""), "language": actor.user.language}
    form = InviteForm(roles, request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid() and invited(request, actor, form, member):
        return redirect("tracker:team")
    named = {"form": form, "back": reverse("tracker:team"), "place": member}
    return render(request, "people/invite.html", named, status=400 if form.is_bound else 200)


def invited(request: HttpRequest, actor: Actor, form: Form, member: Member | None) -> bool:
    """Invites, or puts into the form why not."""
    said = form.cleaned_data
    try:
        verbs.invite(actor, said["email"], said["role"], member, **form.facts())
    except ValidationError as error:
        put_errors(form, error)
    except Duplicate as error:
        form.add_error("email", said_of(error.existing))
    else:
        messages.success(
            request, _("The invitation is on its way to %(email)s.") % {"email": said["email"]}
        )
        return True
    return False


@working
@require_POST
def change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Sends an invitation again, or withdraws it (`then`)."""
    actor = actor_of(request)
    rows = Invitation.objects.visible_to(actor).select_related("member", "replaces")
    invitation = found(rows.filter(public_id=public_id))
    named = {"email": invitation.email}
    match request.POST.get("then"):
        case "send":
            verbs.send_again(actor, invitation)
            said = _("A new link is on its way to %(email)s. The older one opens nothing.")
        case "withdraw":
            verbs.withdraw(actor, invitation)
            said = _("The invitation of %(email)s is withdrawn.")
        case _other:
            raise IllegalMove(_("There is no such action."))
    messages.success(request, said % named)
    return redirect(people_page(actor, invitation.member))


def people_page(actor: Actor, member: Member | None) -> str:
    """Where this person sees the seats of a member, or of the Network."""
    if rules.may_manage(actor):
        if member is None:
            return reverse("tracker:manage-people")
        return reverse("tracker:manage-member", args=[member.code])
    return reverse("tracker:team")
