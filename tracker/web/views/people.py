"""What the secretariat does for accounts of others: resetting a lost second factor, by two."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import SecondFactorReset, User
from tracker import rules
from tracker.domain import second_factor
from tracker.domain.errors import require
from tracker.forms.people import ResetForm
from tracker.web.doors import actor_of, put_errors, working

MOVES = {"confirm": second_factor.confirm, "withdraw": second_factor.withdraw}


@working
def resets(request: HttpRequest) -> HttpResponse:
    """The open requests, and the form for another."""
    actor = actor_of(request)
    require(rules.may_help_with_second_factors(actor))
    form = ResetForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        user = User.objects.filter(email__iexact=form.cleaned_data["email"].strip()).first()
        try:
            if user is None:
                raise ValidationError({"email": [_("No account has this address.")]})
            second_factor.ask(actor, user, form.cleaned_data["reason"])
        except ValidationError as error:
            put_errors(form, error)
        else:
            messages.success(request, _("A second person of the secretariat can confirm it now."))
            return redirect("tracker:second-factor-resets")
    waiting = [
        (reset, rules.may_confirm_reset(actor, reset))
        for reset in SecondFactorReset.objects.open().select_related("user", "asked_by_person")
    ]
    return render(request, "manage/second_factor.html", {"form": form, "waiting": waiting})


@working
@require_POST
def move(request: HttpRequest, public_id: UUID, move: str) -> HttpResponse:
    actor = actor_of(request)
    require(rules.may_help_with_second_factors(actor))
    reset = SecondFactorReset.objects.filter(public_id=public_id).select_related("user").first()
    if reset is None or move not in MOVES:
        raise Http404
    MOVES[move](actor, reset)
    said = {
        "confirm": _("The second factor is reset. The person is signed out and has a mail."),
        "withdraw": _("The request is withdrawn."),
    }
    messages.success(request, said[move])
    return redirect("tracker:second-factor-resets")
