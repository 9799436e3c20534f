"""The way of a report from the member to the public, as one table.

Pages, REST, admin and the test that walks every state, role and action read `TRANSITIONS`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.actor import Actor
from accounts.answers import Answer
from accounts.models import Member
from tracker import rules
from tracker.enums import Confidentiality, ReportState
from tracker.models import ProgressEntry, Report, ReviewComment
from tracker.queries.findings import blocking

from . import outbox, publication, receipt, reminders, rounds
from .errors import Conflict, IllegalMove, require
from .saving import recorded, save_version

Said = dict[str, Any]
S = ReportState


@dataclass(frozen=True)
class Transition:
    """One row of the table: from which states, what, by whom, on what condition, to which state.

    `rule` answers who may, `guard` refuses with ValidationError what is not ready, `effect` sets
    the columns that change besides the state and returns their names. `asks` names what has to
    be said with it: message, reason, due_on.
    """

    action: str
    label: Promise
    sources: tuple[str, ...]
    target: str
    rule: Callable[[Actor, Report], Answer]
    guard: Callable[[Report, Said], None] | None = None
    effect: Callable[[Actor, Report, Said], set[str]] | None = None
    asks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Move:
    """An action that starts from the report's state, and whether this actor may take it."""

    transition: Transition
    answer: Answer

    @property
    def action(self) -> str:
        return self.transition.action

    @property
    def label(self) -> Promise:
        return self.transition.label


def perform(
    actor: Actor, report: Report, action: str, version: int | None = None, **said: Any
) -> Report:
    """Takes one action on a report: the only way its state ever changes.

    `said` holds what the action asks for: message, reason (text), due_on (date), agreed (the
    submitter's statement). Raises NotAllowed (wrong role), IllegalMove (wrong state), Conflict
    (somebody was faster), ValidationError (not ready; a needed word is missing).
    """
    transition = BY_ACTION.get(action)
    if transition is None:
        raise IllegalMove(_("There is no action “%(action)s”.") % {"action": action[:40]})
    with recorded(
        actor, f"workflow.{action}", str(said.get("reason") or said.get("message") or "")
    ):
        locked = (
            Report.objects.unscoped()
            .select_related("member", "cycle", "submitted_by")
            .select_for_update(of=("self",))
            .get(pk=report.pk)
        )
        require(transition.rule(actor, locked))
        if locked.state not in transition.sources:
            raise IllegalMove(
                _("“%(action)s” is not possible: the report is %(state)s.")
                % {"action": transition.label, "state": ReportState(locked.state).label.lower()}
            )
        if version is not None and version != locked.version:
            raise Conflict(locked)
        _require_said(transition, locked, said)
        if transition.guard is not None:
            transition.guard(locked, said)
        names = transition.effect(actor, locked, said) if transition.effect else set()
        locked.state, locked.state_since = transition.target, timezone.now()
        locked.message = str(said.get("message") or said.get("reason") or "")
        save_version(locked, locked.version, names | {"state", "state_since", "message"})
        reminders.replan(locked)
    return locked


def withdraw_all(actor: Actor, member: Member) -> int:
    """Withdraws everything a member has published, whatever state its reports are in, for a verb
    that asked its own rule. No reason is kept where the member's people read it. Returns how many
    reports it were. Runs in the caller's transaction."""
    rows = Report.objects.unscoped().select_for_update(of=("self",))
    shown = rows.filter(member=member, published_at__isnull=False, withdrawn_at__isnull=True)
    reports = list(shown.select_related("member", "cycle"))
    for report in reports:
        names = _withdraws(actor, report, {})
        if report.state == S.PUBLISHED:
            report.state, report.state_since, report.message = S.WITHDRAWN, timezone.now(), ""
            names |= {"state", "state_since", "message"}
        save_version(report, report.version, names)
    return len(reports)


def moves(actor: Actor, report: Report) -> list[Move]:
    """Every action that starts from where the report stands, with the answer for this actor."""
    return [
        Move(t, t.rule(actor, report))
        for t in TRANSITIONS
        if report.state in t.sources and not (t.action == "release" and report.released_at)
    ]


def _require_said(transition: Transition, report: Report, said: Said) -> None:
    problems: dict[str, list[str]] = {}
    for name in transition.asks:
        if name == "due_on":
            due_on = said.get("due_on")
            if not isinstance(due_on, dt.date):
                problems["due_on"] = [_("Say by when: write a date.")]
            elif due_on <= report.today():
                problems["due_on"] = [_("Write a date after today.")]
            elif due_on > report.today() + dt.timedelta(days=366):
                problems["due_on"] = [_("Write a date within a year.")]
        elif not str(said.get(name) or "").strip():
            problems[name] = [_("Write a few words: they go to the other side.")]
        elif len(str(said[name])) > 2000:
            problems[name] = [_("Write at most 2,000 characters.")]
    if problems:
        raise ValidationError(problems)


# --- guards -------------------------------------------------------------------------------------


def _ready(report: Report, said: Said) -> None:
    found = blocking(report)
    if found:
        raise ValidationError({f.recommendation or "report": [f.message] for f in found})


def _ready_and_cleared(report: Report, said: Said) -> None:
    if rules.has_clearing_officer(report.member) and report.cleared_at is None:
        raise ValidationError(
            {"report": [_("This member clears its reports first. Send it for clearance.")]}
        )
    if not said.get("agreed"):
        raise ValidationError(
            {"agreed": [_("Confirm that the competent authority agrees to this submission.")]}
        )
    _ready(report, said)


def _has_comment(report: Report, said: Said) -> None:
    if not ReviewComment.objects.unscoped().filter(report=report, resolved_at=None).exists():
        raise ValidationError(
            {"comments": [_("Write at least one comment on an answer before you return it.")]}
        )


def _no_open_comment(report: Report, said: Said) -> None:
    """A question that nobody answered is not dropped by accepting: it is settled, or asked. One on
    an answer for named people holds nobody up, who could neither see nor settle it."""
    comments = ReviewComment.objects.unscoped().filter(report=report, resolved_at=None)
    still_open = comments.exclude(entry__confidentiality=Confidentiality.RESTRICTED).count()
    if still_open:
        text = ngettext(
            "%(n)d comment is still open: return the report, or settle it first.",
            "%(n)d comments are still open: return the report, or settle them first.",
            still_open,
        )
        raise ValidationError({"comments": [text % {"n": still_open}]})


def _not_yet_released(report: Report, said: Said) -> None:
    if report.released_at is not None:
        raise IllegalMove(_("The report is released already."))


def _released(report: Report, said: Said) -> None:
    if report.released_at is None:
        raise IllegalMove(_("The focal point has not released this report yet."))


# --- effects ------------------------------------------------------------------------------------


def _clears(actor: Actor, report: Report, said: Said) -> set[str]:
    report.cleared_at = timezone.now()
    return {"cleared_at"}


def _sends_back(actor: Actor, report: Report, said: Said) -> set[str]:
    report.cleared_at = None
    return {"cleared_at"}


def _submits(actor: Actor, report: Report, said: Said) -> set[str]:
    first = report.submitted_at is None
    if first:
        report.is_late = report.today() > report.due_on
    report.submitted_at, report.submitted_by = timezone.now(), actor.seat
    report.round += 1
    report.receipt_number = receipt.number(report)
    report.receipt_sha256 = receipt.fingerprint(report)
    rounds.keep_round(report)
    outbox.enqueue_receipt(report)
    # The next return says anew which answers open.
    ProgressEntry.objects.working().filter(report=report).update(is_open=True)
    return {
        "is_late",
        "submitted_at",
        "submitted_by",
        "round",
        "receipt_number",
        "receipt_sha256",
    }


def _returns(actor: Actor, report: Report, said: Said) -> set[str]:
    """Only the commented answers open; the comments reach the member; an own due date."""
    comments = ReviewComment.objects.unscoped().filter(report=report)
    now = timezone.now()
    comments.filter(sent_at=None).update(sent_at=now, version=F("version") + 1, updated_at=now)
    asked = comments.filter(resolved_at=None).values("entry")
    entries = ProgressEntry.objects.working().filter(report=report)
    entries.update(is_open=False)
    entries.filter(pk__in=asked).update(is_open=True)
    report.due_on, report.cleared_at = said["due_on"], None
    return {"due_on", "cleared_at"}


def _accepts(actor: Actor, report: Report, said: Said) -> set[str]:
    now = timezone.now()
    report.accepted_at, report.released_at = now, None
    ReviewComment.objects.unscoped().filter(report=report, resolved_at=None).update(
        resolved_at=now, version=F("version") + 1, updated_at=now
    )
    return {"accepted_at", "released_at"}


def _releases(actor: Actor, report: Report, said: Said) -> set[str]:
    report.released_at = timezone.now()
    return {"released_at"}


def _publishes(actor: Actor, report: Report, said: Said) -> set[str]:
    report.published_at, report.withdrawn_at = timezone.now(), None
    publication.publish_edition(report)
    return {"published_at", "withdrawn_at"}


def _withdraws(actor: Actor, report: Report, said: Said) -> set[str]:
    report.withdrawn_at = timezone.now()
    publication.withdraw_edition(report)
    return {"withdrawn_at"}


def _reopens(actor: Actor, report: Report, said: Said) -> set[str]:
    """All answers open again. What is published stays until the next publish; what was withdrawn
    stays withdrawn."""
    ProgressEntry.objects.working().filter(report=report).update(is_open=True)
    report.due_on, report.released_at, report.cleared_at = said["due_on"], None, None
    return {"due_on", "released_at", "cleared_at"}


L = gettext_lazy
TRANSITIONS: tuple[Transition, ...] = (
    Transition(
        "send_for_clearance",
        L("Send for clearance"),
        (S.DRAFT, S.RETURNED),
        S.CLEARANCE,
        rules.may_send_for_clearance,
        guard=_ready,
    ),
    Transition("clear", L("Clear"), (S.CLEARANCE,), S.DRAFT, rules.may_clear, effect=_clears),
    Transition(
        "send_back",
        L("Send back"),
        (S.CLEARANCE,),
        S.DRAFT,
        rules.may_clear,
        effect=_sends_back,
        asks=("message",),
    ),
    Transition(
        "submit",
        L("Submit"),
        (S.DRAFT, S.RETURNED),
        S.SUBMITTED,
        rules.may_submit,
        guard=_ready_and_cleared,
        effect=_submits,
    ),
    Transition(
        "return",
        L("Return with comments"),
        (S.SUBMITTED,),
        S.RETURNED,
        rules.may_review,
        guard=_has_comment,
        effect=_returns,
        asks=("message", "due_on"),
    ),
    Transition(
        "accept",
        L("Accept"),
        (S.SUBMITTED,),
        S.ACCEPTED,
        rules.may_review,
        guard=_no_open_comment,
        effect=_accepts,
    ),
    Transition(
        "release",
        L("Release for publication"),
        (S.ACCEPTED,),
        S.ACCEPTED,
        rules.may_release,
        guard=_not_yet_released,
        effect=_releases,
    ),
    Transition(
        "publish",
        L("Publish"),
        (S.ACCEPTED,),
        S.PUBLISHED,
        rules.may_publish,
        guard=_released,
        effect=_publishes,
    ),
    Transition(
        "withdraw",
        L("Withdraw"),
        (S.PUBLISHED,),
        S.WITHDRAWN,
        rules.may_withdraw,
        effect=_withdraws,
        asks=("reason",),
    ),
    Transition(
        "reopen",
        L("Reopen"),
        (S.ACCEPTED, S.PUBLISHED, S.WITHDRAWN),
        S.RETURNED,
        rules.may_reopen,
        effect=_reopens,
        asks=("reason", "due_on"),
    ),
)
BY_ACTION = {transition.action: transition for transition in TRANSITIONS}
