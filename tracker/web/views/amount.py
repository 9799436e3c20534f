"""What an amount that somebody is typing would be taken for: asked by the script beside its box."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from accounts.actor import Actor
from tracker import currencies
from tracker.money import NotWholeUnits, parse_whole, remedy
from tracker.web.views.autosave import for_scripts
from tracker.words import echo

# Longer than any amount that can be meant.
MOST = 60


@for_scripts
@require_POST
def say(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Nothing is stored: the amount comes back in figures and words, or with what to write."""
    typed = request.POST.get("typed", "")[:MOST]
    currency = request.POST.get("currency", "").strip().upper()
    if currency not in currencies.codes():
        return JsonResponse({"said": "", "is_wrong": False})
    try:
        amount = parse_whole(typed, currency)
    except NotWholeUnits as error:
        return JsonResponse({"said": remedy(error, currency), "is_wrong": True})
    said = "" if amount is None else echo(amount, currency, get_language() or "en")
    return JsonResponse({"said": said, "is_wrong": False})
