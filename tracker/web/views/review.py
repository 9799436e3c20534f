"""The completeness check of one report: what changed, what was asked, and the decision."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.actor import Actor
from tracker import rules
from tracker.domain import evidence_checking
from tracker.domain import review as verbs
from tracker.domain.sharing import note_reads
from tracker.enums import EvidenceCheck
from tracker.forms.comment import CommentChangeForm, CommentForm
from tracker.models import Evidence, Report, ReviewComment
from tracker.queries.queue import in_hand
from tracker.queries.remarks import FIELD_LABELS, WHOLE
from tracker.queries.reviewing import Review, review_of
from tracker.web.doors import (
    actor_of,
    found,
    own_entries,
    put_errors,
    refused,
    reviewed_report,
    working,
)
from tracker.web.moves import Offer, offers, refusals, take

DECISIONS = ("return", "accept", "publish")


@working
@require_safe
def detail(request: HttpRequest, member: str, cycle: str) -> HttpResponse:
    """One report, one answer at a time (`?answer=2022-08`), of all, of those that changed or of
    those with comments (`?show=`). `?field=` opens the form for a comment on that field, and
    `?edit=` a comment that was not sent yet."""
    actor = actor_of(request)
    return page(request, actor, reviewed_report(actor, member, cycle))


def page(
    request: HttpRequest,
    actor: Actor,
    report: Report,
    form: CommentForm | None = None,
    change_form: CommentChangeForm | None = None,
    tried: Offer | None = None,
) -> HttpResponse:
    """The page of a review; after a refused form with its reasons, as 400."""
    asked = request.POST if request.method == "POST" else request.GET
    entries = own_entries(actor, report)
    review = review_of(actor, report, entries, asked.get("answer", ""), asked.get("show", ""))
    if review is None:
        raise Http404
    note_reads(actor, *review.standing.shown)
    pinned = asked.get("field", "")
    may_comment = bool(rules.may_comment(actor, report))
    edited = _edited(actor, review, asked.get("edit", asked.get("comment", "")))
    named: dict[str, Any] = {
        "report": report,
        "review": review,
        "standing": review.standing,
        "in_hand": in_hand(report),
        "has_it": actor.seat is not None and report.reviewer_in_hand_id == actor.seat.pk,
        "may_take": bool(rules.may_take(actor, report)),
        "may_comment": may_comment,
        "checks": EvidenceCheck.choices,
        "pinned": pinned if pinned in FIELD_LABELS else "",
        "comment_form": (form or CommentForm(pinned)) if may_comment else None,
        "edited": edited,
        "change_form": change_form or (CommentChangeForm(edited) if edited else None),
        "may_resolve": bool(rules.may_publish(actor, report)),
        "offers": offers(actor, report, tried),
        "refusals": refusals(actor, report, DECISIONS),
        "has_errors": bool(form or change_form or (tried and tried.form.errors)),
    }
    status = 400 if named["has_errors"] else 200
    return render(request, "review/detail.html", named, status=status)


def _edited(actor: Actor, review: Review, named: str) -> ReviewComment | None:
    for comment in review.standing.comments:
        if str(comment.public_id) == named and rules.may_change_comment(actor, comment):
            return comment
    return None


@working
@require_POST
def comment(request: HttpRequest, member: str, cycle: str) -> HttpResponse:
    """Writes a comment on an answer, or acts on one that stands: `change`, `remove` (not sent
    yet), `resolve` or `again`, each with its id."""
    actor = actor_of(request)
    report = reviewed_report(actor, member, cycle)
    for act, verb in _ACTS.items():
        if named := request.POST.get(act):
            return verb(request, actor, report, _comment(actor, report, named))
    code, field = request.POST.get("answer", ""), request.POST.get("field", "")
    entry = own_entries(actor, report).filter(recommendation__code=code).first()
    if entry is None:
        raise Http404
    form = CommentForm(field, request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            verbs.comment(actor, report, entry, said["field"], said["text"])
        except ValidationError as error:
            put_errors(form, error)
        else:
            messages.success(request, _("The comment is added. It is sent when you return."))
            after = request.POST.get("then", "")
            return redirect(_address(report, request, after or code, None if after else field))
    return page(request, actor, report, form=form)


def _change(
    request: HttpRequest, actor: Actor, report: Report, said: ReviewComment
) -> HttpResponse:
    form = CommentChangeForm(said, request.POST)
    if form.is_valid():
        try:
            verbs.change(actor, said, form.cleaned_data["version"], form.cleaned_data["text"])
        except ValidationError as error:
            put_errors(form, error)
        else:
            messages.success(request, _("The comment is changed."))
            return _back(request, report, said)
    return page(request, actor, report, change_form=form)


def _remove(
    request: HttpRequest, actor: Actor, report: Report, said: ReviewComment
) -> HttpResponse:
    verbs.remove(actor, said, _version(request))
    messages.success(request, _("The comment is removed."))
    return _back(request, report, said)


def _resolve(
    request: HttpRequest, actor: Actor, report: Report, said: ReviewComment
) -> HttpResponse:
    verbs.resolve(actor, said, _version(request))
    messages.success(request, _("The comment is settled."))
    return _back(request, report, said)


def _ask_again(
    request: HttpRequest, actor: Actor, report: Report, said: ReviewComment
) -> HttpResponse:
    verbs.ask_again(actor, said, _version(request))
    messages.success(request, _("The comment is open again."))
    return _back(request, report, said)


_ACTS = {"change": _change, "remove": _remove, "resolve": _resolve, "again": _ask_again}


def _version(request: HttpRequest) -> int:
    known = request.POST.get("version", "")
    return int(known) if known.isdecimal() else 0


def _back(request: HttpRequest, report: Report, said: ReviewComment) -> HttpResponse:
    return redirect(_address(report, request, request.POST.get("answer", ""), said.field))


def _comment(actor: Actor, report: Report, named: str) -> ReviewComment:
    rows = ReviewComment.objects.visible_to(actor).select_related(
        "report__member", "report__cycle", "report__submitted_by"
    )
    try:
        found = rows.filter(report=report, public_id=named).first()
    except ValidationError as error:
        raise Http404 from error
    if found is None:
        raise Http404
    return found


@working
@require_POST
def evidence(request: HttpRequest, member: str, cycle: str) -> HttpResponse:
    """Keeps whether a document of the report suffices. Evidence is not verification."""
    actor = actor_of(request)
    report = reviewed_report(actor, member, cycle)
    document = _document(actor, report, request.POST.get("document", ""))
    try:
        evidence_checking.check(actor, document, _version(request), request.POST.get("check", ""))
    except ValidationError as error:
        return refused(request, 400, " ".join(error.messages))
    messages.success(request, _("The check is kept."))
    return redirect(_address(report, request, request.POST.get("answer", ""), "evidence"))


def _document(actor: Actor, report: Report, named: str) -> Evidence:
    rows = Evidence.objects.visible_to(actor).filter(edition="working", entries__report=report)
    try:
        return found(rows.filter(public_id=named).distinct())
    except ValidationError as error:
        raise Http404 from error


@working
@require_POST
def take_up(request: HttpRequest, member: str, cycle: str) -> HttpResponse:
    """Takes the report in hand, also from somebody else."""
    actor = actor_of(request)
    report = reviewed_report(actor, member, cycle)
    verbs.take(actor, report)
    messages.success(request, _("You have this report in hand."))
    return redirect(_address(report, request, request.POST.get("answer", "")))


@working
@require_POST
def move(request: HttpRequest, member: str, cycle: str) -> HttpResponse:
    """The decision on a report: return, accept, publish, reopen, withdraw."""
    actor = actor_of(request)
    report = reviewed_report(actor, member, cycle)
    tried = take(request, actor, report)
    if tried is not None:
        return page(request, actor, report, tried=tried)
    said = {
        "return": _("The report is returned with your comments."),
        "accept": _("The report is accepted. The focal point may release it."),
        "publish": _("The report is published."),
        "reopen": _("The report is open again for the focal point."),
        "withdraw": _("The report is withdrawn. Nothing of it is public any more."),
    }
    messages.success(request, said[request.POST["action"]])
    return redirect(review_url(report))


def review_url(report: Report) -> str:
    return reverse("tracker:review-detail", args=[report.member.code, report.cycle.code])


def _address(report: Report, request: HttpRequest, code: str = "", field: str | None = None) -> str:
    """The page of the review at an answer, its rail narrowed as it was."""
    kept = {"answer": code, "show": request.POST.get("show", "")}
    query = urlencode({name: value for name, value in kept.items() if value})
    at = "" if field is None else f"#f-{field or WHOLE}"
    return f"{review_url(report)}?{query}{at}" if query else review_url(report)
