"""What is typed on the record page, kept without anybody pressing Save. Answers are for a script;
the page itself works without it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.actor import Actor
from tracker import rules
from tracker.domain import drafts
from tracker.domain.errors import Conflict, NotAllowed, require
from tracker.forms.answer import Answer
from tracker.forms.conflict import Joined
from tracker.forms.controls import posted
from tracker.forms.entry import EntryForm
from tracker.models import ProgressEntry
from tracker.queries.history import known_by_page, last_change
from tracker.web.doors import actor_of, own_entry, own_report, zone_of
from tracker.web.held import let_go
from tracker.web.marks import mark_of

# Two of one team who type at the same moment meet once; a third time somebody has to look.
TRIES = 3


def for_scripts(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A working address that a script asks: no page of sign-in and none of a refusal in between."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        actor, mark = actor_of(request), mark_of(request)
        if not actor.is_signed_in or (mark is not None and not mark.is_of(request.user)):
            return _refusal(401, _("Sign in again, as who you were."))
        if actor.needs_second_factor:
            return _refusal(403, _("Set up a second factor first."))
        try:
            with timezone.override(zone_of(actor)):
                response = view(request, actor, *args, **kwargs)
        except NotAllowed as error:
            response = _refusal(403, str(error.reason))
        patch_cache_control(response, private=True, no_store=True)
        return response

    return guarded


def _refusal(status: int, reason: str) -> JsonResponse:
    return JsonResponse({"detail": reason}, status=status)


@for_scripts
@require_http_methods(["GET", "POST"])
def autosave(request: HttpRequest, actor: Actor, cycle: str, code: str) -> HttpResponse:
    """POST: keeps the words and elements of the form. GET: what a page needs to go on after
    somebody signed in elsewhere."""
    report = own_report(actor, cycle)
    if request.method == "GET":
        require(rules.may_edit_entry(actor, own_entry(actor, report, code)))
        return JsonResponse({"csrf": get_token(request)})
    for _attempt in range(TRIES):
        try:
            return _keep(request, actor, own_entry(actor, report, code))
        except Conflict:
            continue
        except ValidationError as error:
            return _refusal(_status(request, error), " ".join(error.messages))
    return _refusal(503, _("Others are saving this answer now."))


def _status(request: HttpRequest, error: ValidationError) -> int:
    """413 for too much, 422 for words that wait for their class, else 400."""
    if any(len(said) > drafts.MOST_CHARACTERS for said in request.POST.values()):
        return 413
    return 422 if "confidentiality" in error.message_dict else 400


def _keep(request: HttpRequest, actor: Actor, entry: ProgressEntry) -> HttpResponse:
    require(rules.may_edit_entry(actor, entry))
    mark = mark_of(request)
    page = mark.page if mark else ""
    data = request.POST.copy()
    if (known := data.get("version", "")).isdecimal():
        data["version"] = str(known_by_page(entry, int(known), page))
    elements = list(entry.recommendation.elements.all())
    answer = Answer(actor, entry, elements, [], [], data=data)
    if data.get("version") != str(entry.version):
        joined = answer.join()
        if joined.differing:
            return _conflict(request, answer, joined)
    else:
        joined = Joined(answer.typed(), (), 0)
    changed = {n: v for n, v in joined.values.items() if v != answer.typed().get(n)}
    form: EntryForm = answer.form
    meant_for = request.POST.get("confidentiality", "")
    drafts.autosave(actor, entry, entry.version, form.kept(joined.values), page, meant_for)
    let_go(
        request, reverse("tracker:entry", args=[entry.report.cycle.code, entry.recommendation.code])
    )
    at = time_format(timezone.localtime(entry.updated_at), "H:i")
    said = {"version": entry.version, "at": at}
    if changed:
        said |= {"changed": posted(changed), "said": _included(joined.included)}
    return JsonResponse(said)


def _included(n: int) -> str:
    return ngettext(
        "%(n)s change that somebody else made meanwhile is included.",
        "%(n)s changes that somebody else made meanwhile are included.",
        n,
    ) % {"n": n}


def _conflict(request: HttpRequest, answer: Answer, joined: Joined) -> HttpResponse:
    typed = answer.typed()
    named = {
        "differences": answer.differences(joined),
        "included": joined.included,
        "changed": last_change(answer.entry),
        "version": answer.entry.version,
        "values": posted({n: v for n, v in joined.values.items() if v != typed.get(n)}),
    }
    return render(request, "report/_conflict.html", named, status=409)
