"""Reminders and mails as those see them who answer for them: what goes next, what went, what did
not; and, for administrators, holding, releasing and sending again."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actor import Actor
from tracker import rules
from tracker.domain import holding
from tracker.domain.dispatch import rehearsal
from tracker.domain.errors import require
from tracker.emails import address_of
from tracker.enums import MailState
from tracker.exports import provenance
from tracker.exports import sending as export
from tracker.filters.sending import Heading, SendingParams, written
from tracker.forms.sending import HoldForm
from tracker.health import Ailing, heartbeat
from tracker.mailwords import remedy
from tracker.models import OutgoingMail
from tracker.queries.managing import managed
from tracker.queries.rule_words import RULES
from tracker.queries.sending import Line, Page, line_of, mails, page_of, standing
from tracker.web.chips import chips
from tracker.web.doors import actor_of, found, put_errors, working

LINES = 30
FILTERS = tuple(SendingParams.base_fields)
# A page that plans for longer than this shows what it has found.
REHEARSAL_SECONDS = 2.0


@dataclass(frozen=True)
class Shown:
    """A line with its words: what it is about, what went wrong and what to do, and, for those who
    read the outgoing mail, the address."""

    line: Line
    about: list[str]
    remedy: str
    address: str = ""

    @property
    def mail(self) -> OutgoingMail | None:
        return self.line.mail

    @property
    def is_wrong(self) -> bool:
        return self.mail is not None and bool(self.mail.last_error)


@working
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """A page of lines under one heading. Heading and filters stand in the address."""
    actor = _reader(request)
    params = SendingParams(request.GET, actor)
    is_good = params.is_valid()
    page = page_of(actor, params.asked, LINES) if is_good else Page()
    kept = request.GET.copy()
    kept.pop("after", None)
    chosen = kept.copy()
    chosen.pop("state", None)
    named: dict[str, Any] = {
        "form": params,
        "has_errors": not is_good,
        "member": params.cleaned_data.get("member", ""),
        "chips": chips(params, request.GET, list(FILTERS)),
        "heading": params.heading,
        "headings": [(one, _with(chosen, one)) for one in Heading],
        "lines": [_shown(actor, line) for line in page.lines],
        "query": kept.urlencode(),
        "next": written(page.next) if page.next else "",
        "is_further": bool(request.GET.get("after")),
        **_state(actor),
    }
    return render(request, "review/reminders.html", named, status=200 if is_good else 400)


@working
@require_safe
def download(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """The same lines as CSV."""
    actor = _reader(request)
    params = SendingParams(request.GET, actor)
    if not params.is_valid():
        return index(request)
    said = provenance.headers("reminders", actor, {k: v for k, v in request.GET.items() if v})
    said["Content-Disposition"] = f'attachment; filename="reminders-{params.heading}.csv"'
    body = export.stream(actor, params.asked)
    return StreamingHttpResponse(body, content_type="text/csv; charset=utf-8", headers=said)


@working
@require_safe
def mail(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """One mail with its tries and what it holds."""
    actor, row = _mail(request, public_id)
    line = line_of(actor, row)
    named = {
        "shown": _shown(actor, line),
        "tries": list(row.tries.all()),
        "orders": list(row.orders.select_related("ordered_by__user", "ordered_by__member")),
        "may_resend": bool(rules.may_resend(actor)) and _may_go_again(row),
        "reminders": line.mail.told if line.mail else [],  # type: ignore[attr-defined]
    }
    return render(request, "review/mail.html", named)


@working
@require_http_methods(["GET", "POST"])
def again(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Asks whether to send a mail again, and does."""
    actor, row = _mail(request, public_id)
    require(rules.may_resend(actor))
    back = reverse("tracker:review-mail", args=[public_id])
    if request.method == "POST":
        if holding.resend(actor, row):
            messages.success(request, _("The mail is in the queue again, with five fresh tries."))
        else:
            messages.info(request, _("Nothing was changed: the mail waits or has gone by now."))
        return redirect(back)
    named = {
        "shown": _shown(actor, line_of(actor, row)),
        "back": back,
        "may_go": _may_go_again(row),
        "is_unclear": row.state == MailState.AMBIGUOUS,
    }
    return render(request, "review/mail_again.html", named)


@working
@require_http_methods(["GET", "POST"])
def hold(request: HttpRequest) -> HttpResponse:
    """Holds all mail back, with the reason."""
    actor = _reader(request)
    require(rules.may_hold_mail(actor))
    form = HoldForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            holding.hold(actor, form.cleaned_data["reason"])
        except ValidationError as error:
            put_errors(form, error)
        else:
            messages.success(request, _("No mail leaves until you release it."))
            return redirect("tracker:review-reminders")
    named = {"form": form, "standing": standing()}
    return render(request, "review/hold.html", named, status=400 if form.is_bound else 200)


@working
@require_http_methods(["GET", "POST"])
def release(request: HttpRequest) -> HttpResponse:
    """What would leave now, mail by mail; and, while mail is on hold, its release."""
    actor = _reader(request)
    require(rules.may_hold_mail(actor))
    if request.method == "POST":
        if holding.release(actor):
            messages.success(request, _("Mail leaves again."))
        else:
            messages.info(request, _("Mail was not on hold."))
        return redirect("tracker:review-reminders")
    found_mails, is_whole = rehearsal(None, REHEARSAL_SECONDS)
    named = {
        "mails": found_mails[:200],
        "count": len(found_mails),
        "is_whole": is_whole,
        "is_cut": len(found_mails) > 200,
        "standing": standing(),
    }
    return render(request, "review/release.html", named)


@working
@require_http_methods(["GET", "POST"])
def send_now(request: HttpRequest, code: str) -> HttpResponse:
    """What a member's people are to be told this week, today."""
    actor = _reader(request)
    member = found(managed(actor).filter(code=code))
    require(rules.may_send_now(actor, member))
    if request.method == "POST":
        sent = holding.send_now(actor, member)
        said = _("%(n)d mails leave now.") if sent else _("No mail leaves now: the caps hold.")
        messages.success(request, said % {"n": sent})
        return redirect(f"{reverse('tracker:review-reminders')}?member={member.code}&state=waiting")
    would, kept = holding.would_go(member)
    named = {"member": member, "would": would, "kept": kept, "standing": standing()}
    return render(request, "review/send_now.html", named)


def _reader(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    require(rules.may_see_sending(actor))
    return actor


def _mail(request: HttpRequest, public_id: uuid.UUID) -> tuple[Actor, OutgoingMail]:
    actor = _reader(request)
    return actor, found(mails(actor).filter(public_id=public_id))


def _shown(actor: Actor, line: Line) -> Shown:
    about = [str(RULES[rule][0]) for rule in line.rules if rule in RULES]
    row = line.mail
    return Shown(
        line,
        about,
        remedy(row.last_error) if row is not None and row.state != MailState.SENT else "",
        address_of(row) if row is not None and rules.may_read_mail(actor) else "",
    )


def _may_go_again(row: OutgoingMail) -> bool:
    return row.state in (MailState.FAILED, MailState.AMBIGUOUS)


def _state(actor: Actor) -> dict[str, Any]:
    """The banners: on hold, a server that is down, a clock that stands still."""
    now = standing()
    try:
        heartbeat()
        silence = ""
    except Ailing as error:
        silence = str(error)
    return {
        "standing": now,
        "remedy": remedy(now.error),
        "silence": silence,
        "may_hold": bool(rules.may_hold_mail(actor)),
    }


def _with(query: Any, heading: Heading) -> str:
    query = query.copy()
    query["state"] = heading.value
    return f"?{query.urlencode()}"
