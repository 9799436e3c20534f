"""The record page: one answer with its status, elements, words, money, evidence and visibility."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.actor import Actor
from accounts.answers import Answer as Answered
from tracker import rules
from tracker.claims import fitting
from tracker.domain import assignments, progress
from tracker.domain.errors import Conflict, Duplicate, require
from tracker.domain.sharing import note_reads
from tracker.enums import EvidenceForm, Status
from tracker.forms.answer import Answer
from tracker.forms.conflict import Difference
from tracker.models import ProgressEntry, Report
from tracker.models.progress import WORDS
from tracker.queries.answer import Standing, standing_of
from tracker.queries.assignments import asked_of, part_of
from tracker.queries.check import odd_money
from tracker.queries.history import known_by_page, last_change
from tracker.queries.remarks import Remark
from tracker.web.doors import actor_of, own_entries, own_entry, own_report, working
from tracker.web.held import held_for, let_go
from tracker.web.marks import NAME, mark_of, new_mark, whose
from tracker.web.risks import warn_of_traces

from . import comments

# What was typed of a status whose rule is not met yet, by answer, until the next save.
KEPT = "kept_claims"


@dataclass
class Page:
    """What the template of the record page is given, besides the texts."""

    request: HttpRequest
    actor: Actor
    report: Report
    entry: ProgressEntry
    standing: Standing

    def answer(self, data: Any = None) -> Answer:
        return Answer(
            self.actor,
            self.entry,
            self.standing.elements,
            self.standing.money,
            self.standing.open_comments if self._may_answer() else [],
            self.standing.last,
            data,
        )

    def _may_answer(self) -> bool:
        comments = self.standing.open_comments
        return bool(comments) and bool(rules.may_answer(self.actor, comments[0]))

    def url(self) -> str:
        return reverse(
            "tracker:entry", args=[self.report.cycle.code, self.entry.recommendation.code]
        )

    def to_read(self, denied: Answered) -> dict[str, Any]:
        return {
            "report": self.report,
            "entry": self.entry,
            "standing": self.standing,
            "remarks": self.standing.remarks,
            "reason": getattr(denied, "reason", ""),
            **self._asked(),
        }

    def _asked(self) -> dict[str, Any]:
        """Who was asked for this answer; for a contributor, their own part of it."""
        part = part_of(self.actor, self.entry)
        return {
            "part": part,
            "may_call_back": part is not None and rules.may_call_back(self.actor, part),
            "asked_of": asked_of(self.actor, self.entry),
            "may_ask": rules.may_assign(self.actor, self.report),
        }

    def show(self, answer: Answer, status: int = 200, **named: Any) -> HttpResponse:
        mark = mark_of(self.request)
        is_own = mark is not None and mark.is_of(self.request.user)
        context = {
            "mark": self.request.POST[NAME] if is_own else new_mark(self.request.user),
            "owner": whose(self.request.user),
            "report": self.report,
            "entry": self.entry,
            "answer": answer,
            "form": answer.form,
            "standing": self.standing,
            "next": self.standing.next_code,
            "fits": self._fits(),
            "remarks": remarks_of(self.standing, answer),
            "money_lines": self.standing.money_lines,
            "odd_money": odd_money(self.actor, self.entry) if self.standing.money_lines else [],
            "most_mb": settings.MAX_UPLOAD_MB,
            "has_errors": answer.has_errors,
            **self._asked(),
            **named,
        }
        return render(self.request, "report/entry.html", context, status=status)

    def _fits(self) -> Any:
        """The status that the elements alone speak for."""
        codes = [element.code for element in self.standing.elements]
        return Status(fitting(self.entry.elements, codes)).label


def remarks_of(standing: Standing, answer: Answer) -> list[Remark]:
    """All comments on the answer in their order, with a box where they can be answered."""
    boxes = {remark.comment.pk: remark for remark in answer.remarks}
    return [boxes.get(remark.comment.pk, remark) for remark in standing.remarks]


@working
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, cycle: str, code: str) -> HttpResponse:
    """GET: the answer, to write where a rule allows it, else to read. POST: saves all of it at
    once, or goes on to what the pressed button says."""
    actor = actor_of(request)
    report = own_report(actor, cycle)
    entry = own_entry(actor, report, code)
    standing = standing_of(actor, entry, own_entries(actor, report))
    note_reads(actor, *standing.shown)
    page = Page(request, actor, report, entry, standing)
    allowed = rules.may_edit_entry(actor, entry)
    if request.method == "POST":
        require(allowed)
        return _post(page)
    if not allowed:
        return render(request, "report/entry_read.html", page.to_read(allowed))
    return _get(page)


def _get(page: Page) -> HttpResponse:
    held = held_for(page.request)
    if held is not None:
        return page.show(page.answer(held), is_held=True, mark=held[NAME])
    kept = page.request.session.get(KEPT, {}).get(str(page.entry.public_id))
    answer = page.answer()
    if kept:
        answer.form.initial |= {name: kept[name] for name in kept if name in answer.form.fields}
    return page.show(answer, is_kept=bool(kept))


def _post(page: Page) -> HttpResponse:
    then = page.request.POST.get("then", "save")
    if then == "same":
        return _nothing_changed(page)
    if then == "drop":
        let_go(page.request, page.request.path)
        return redirect(page.url())
    answer = page.answer(_as_known(page))
    if then == "copy":
        return _copied(page, answer)
    still_to_edit = answer.choose()
    if answer.is_stale() and (conflict := _conflict(page, answer)):
        return conflict
    answer.is_valid()
    if answer.form.errors or (then == "answered" and comments.lacks_replies(answer)):
        return page.show(answer, 400)
    try:
        if target := _target(page, then):
            return _on_to(page, answer, target)
        if not answer.save():
            return page.show(answer, 400)
    except (Conflict, Duplicate):
        return _raced(page)
    _forget(page)
    messages.success(
        page.request, _("%(code)s is saved.") % {"code": page.entry.recommendation.code}
    )
    warn_of_traces(page.request, _words(page))
    if still_to_edit:
        return redirect(page.url())
    if then == "ready":
        return _called_ready(page)
    if then == "answered":
        return comments.on_to_next(page.actor, page.report, page.entry.recommendation.code)
    if then == "next" and page.standing.next_code:
        return redirect("tracker:entry", page.report.cycle.code, page.standing.next_code)
    return redirect("tracker:report", page.report.cycle.code)


def _words(page: Page) -> list[str]:
    """What was typed on the page, and the titles of its lines of money."""
    posted = [page.request.POST.get(name, "") for name in WORDS]
    lines = [group.line.title for group in page.standing.money if group.line is not None]
    return [*posted, *lines]


def _as_known(page: Page) -> QueryDict:
    """What was posted, with the version that its page knows: what it kept by itself is no change
    of somebody else's, even where its answer got lost."""
    data, mark = page.request.POST.copy(), mark_of(page.request)
    known = data.get("version", "")
    if mark is not None and known.isdecimal() and int(known) != page.entry.version:
        data["version"] = str(known_by_page(page.entry, int(known), mark.page))
    return data


def _called_ready(page: Page) -> HttpResponse:
    """What a contributor saved is at once called ready."""
    part = part_of(page.actor, page.entry)
    known = page.request.POST.get("part", "")
    if part is not None:
        assignments.call_ready(page.actor, part, int(known) if known.isdecimal() else 0)
    return redirect("tracker:work")


def _nothing_changed(page: Page) -> HttpResponse:
    """ "No change since" the last cycle: the second of two clicks."""
    known = page.request.POST.get("version", "")
    version = int(known) if known.isdecimal() else 0
    if page.standing.has_moved_on:
        answer = page.answer(_as_known(page))
        said = _("The words or elements are not those of %(cycle)s any more. Save them instead.")
        answer.form.add_error(None, said % {"cycle": page.entry.carried_from})
        return page.show(answer, 400)
    try:
        progress.confirm_unchanged(page.actor, page.entry, version)
    except ValidationError as error:
        page = _read_again(page)
        answer = page.answer(page.request.POST)
        answer.form.put_refusal(error.message_dict)
        return page.show(answer, 400)
    _forget(page)
    messages.success(
        page.request,
        _("%(code)s is confirmed: nothing changed since %(cycle)s.")
        % {"code": page.entry.recommendation.code, "cycle": page.entry.carried_from},
    )
    return redirect("tracker:report", page.report.cycle.code)


def _copied(page: Page, answer: Answer) -> HttpResponse:
    """Puts last time's words into the fields that are still empty. Nothing is stored."""
    data = page.request.POST.copy()
    if page.standing.last is not None:
        for name in ("narrative", "obstacles", "next_steps"):
            if not data.get(name, "").strip():
                data[name] = getattr(page.standing.last.entry, name)
        data["language"] = page.standing.last.entry.language
    filled = page.answer(data)
    filled.form.is_valid()
    return page.show(filled, is_copied=True)


def _conflict(page: Page, answer: Answer) -> HttpResponse | None:
    """The page of a conflict with both texts; None where all could be joined silently."""
    lost = answer.lost_tables()
    differences, included = answer.joined()
    if not differences and not lost:
        messages.info(
            page.request,
            ngettext(
                "%(n)s change that somebody else made meanwhile is included.",
                "%(n)s changes that somebody else made meanwhile are included.",
                included,
            )
            % {"n": included},
        )
        return None
    return _conflict_page(page, answer, differences, included, lost)


def _conflict_page(
    page: Page, answer: Answer, differences: list[Difference], included: int, lost: list[str]
) -> HttpResponse:
    return page.show(
        answer,
        409,
        differences=differences,
        included=included,
        lost=lost,
        changed=last_change(page.entry),
    )


def _raced(page: Page) -> HttpResponse:
    """Somebody saved between our reading and our writing: read again, then compare."""
    again = _read_again(page)
    answer = again.answer(_as_known(again))
    lost = answer.lost_tables()
    differences, included = answer.joined()
    return _conflict_page(again, answer, differences, included, lost)


def _read_again(page: Page) -> Page:
    """The page over the rows as they are stored now: a refused verb leaves its values on them."""
    entry = own_entry(page.actor, page.report, page.entry.recommendation.code)
    standing = standing_of(page.actor, entry, own_entries(page.actor, page.report))
    return Page(page.request, page.actor, page.report, entry, standing)


def _target(page: Page, then: str) -> str:
    """The page of a document or a line of money that a button leads to; empty for other buttons."""
    at = [page.report.cycle.code, page.entry.recommendation.code]
    if then in EvidenceForm.values:
        return f"{reverse('tracker:evidence-add', args=at)}?form={then}"
    if then == "line":
        return reverse("tracker:line-add", args=at)
    wanted = then.removeprefix("period ")
    known = {str(line.public_id) for line in page.standing.money_lines}
    if then != wanted and wanted in known:
        return reverse("tracker:line-period", args=[at[0], wanted])
    return ""


def _on_to(page: Page, answer: Answer, target: str) -> HttpResponse:
    """Saves what was typed first. A status that still lacks this very evidence is kept aside and
    offered again on the way back."""
    kept = answer.claim()
    if answer.save():
        _forget(page)
    else:
        again = _read_again(page)
        without = again.answer(_as_known(again))
        without.is_valid()
        if not without.save(without_claim=True):
            return page.show(answer, 400)
        claims = page.request.session.get(KEPT, {})
        page.request.session[KEPT] = {**claims, str(page.entry.public_id): kept}
    return redirect(target)


def _forget(page: Page) -> None:
    let_go(page.request, page.request.path)
    claims = page.request.session.get(KEPT, {})
    if claims.pop(str(page.entry.public_id), None) is not None:
        page.request.session[KEPT] = claims
