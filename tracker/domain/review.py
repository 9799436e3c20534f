"""The exchange between reviewer and member, and who has a report in hand. A reviewer never edits a
member's words."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actor import Actor
from tracker import rules
from tracker.models import ProgressEntry, Report, ReviewComment

from .errors import Conflict, require
from .saving import held, recorded, save_version

# What a comment may be pinned to.
FIELDS = ("", "status", "elements", "narrative", "obstacles", "next_steps", "money", "evidence")


def comment(
    actor: Actor, report: Report, entry: ProgressEntry, field: str, text: str
) -> ReviewComment:
    """Asks the member about an answer, or one field of it. The member sees it once the report is
    returned. Raises NotAllowed or ValidationError."""
    require(rules.may_comment(actor, report))
    problems = {}
    if field not in FIELDS:
        problems["field"] = [_("Choose a field of the answer.")]
    if entry.report_id != report.pk:
        problems["entry"] = [_("Choose an answer of this report.")]
    _check_text(text, "text", problems)
    if problems:
        raise ValidationError(problems)
    assert actor.seat is not None, "the rule admits no one without a seat"
    with recorded(actor, "review.comment"):
        # A return or an acceptance at the same moment comes before or after, never between.
        locked = held(report)
        require(rules.may_comment(actor, locked))
        return ReviewComment.internal.create(
            member=report.member,
            report=report,
            entry=entry,
            field=field,
            text=text.strip(),
            author=actor.seat,
            round=locked.round,
        )


def change(actor: Actor, said: ReviewComment, version: int, text: str) -> ReviewComment:
    """Changes the words of a comment that was not sent yet. Raises NotAllowed, Conflict or
    ValidationError."""
    require(rules.may_change_comment(actor, said))
    problems: dict[str, list[str]] = {}
    _check_text(text, "text", problems)
    if problems:
        raise ValidationError(problems)
    said.text = text.strip()
    with recorded(actor, "review.change"):
        save_version(said, version, {"text"})
    return said


def remove(actor: Actor, said: ReviewComment, version: int) -> None:
    """Takes a comment away that was not sent yet. Raises NotAllowed or Conflict."""
    require(rules.may_change_comment(actor, said))
    with recorded(actor, "review.remove"):
        removed, _kinds = ReviewComment.internal.filter(pk=said.pk, version=version).delete()
        if not removed:
            raise Conflict(said)


def answer(actor: Actor, asked: ReviewComment, version: int, text: str) -> ReviewComment:
    """Answers a reviewer's comment. Raises NotAllowed, Conflict or ValidationError."""
    require(rules.may_answer(actor, asked))
    problems: dict[str, list[str]] = {}
    _check_text(text, "answer", problems)
    if problems:
        raise ValidationError(problems)
    asked.answer, asked.answered_by, asked.answered_at = text.strip(), actor.seat, timezone.now()
    with recorded(actor, "review.answer"):
        asked.report = held(asked.report)
        require(rules.may_answer(actor, asked))
        save_version(asked, version, {"answer", "answered_by", "answered_at"})
    return asked


def resolve(actor: Actor, asked: ReviewComment, version: int) -> ReviewComment:
    """Calls a comment settled. Raises NotAllowed or Conflict."""
    require(rules.may_resolve(actor, asked))
    asked.resolved_at = timezone.now()
    with recorded(actor, "review.resolve"):
        held(asked.report)
        save_version(asked, version, {"resolved_at"})
    return asked


def ask_again(actor: Actor, asked: ReviewComment, version: int) -> ReviewComment:
    """Opens a settled comment again. Raises NotAllowed or Conflict."""
    require(rules.may_ask_again(actor, asked))
    asked.resolved_at = None
    with recorded(actor, "review.ask_again"):
        require(rules.may_comment(actor, held(asked.report)))
        save_version(asked, version, {"resolved_at"})
    return asked


def take(actor: Actor, report: Report) -> Report:
    """Notes that this reviewer has the report in hand, instead of whoever had it. Every assigned
    reviewer may still decide. Raises NotAllowed."""
    with recorded(actor, "review.take"):
        locked = held(report)
        require(rules.may_take(actor, locked))
        assert actor.seat is not None, "the rule admits no one without a seat"
        if locked.reviewer_in_hand_id != actor.seat.pk:
            locked.reviewer_in_hand = actor.seat
            save_version(locked, locked.version, {"reviewer_in_hand"})
    return locked


def _check_text(text: str, name: str, problems: dict[str, list[str]]) -> None:
    if not text.strip():
        problems[name] = [_("Write a few words.")]
    elif len(text) > 2000:
        problems[name] = [_("Write at most 2,000 characters.")]
    elif "\x00" in text:
        problems[name] = [_("Remove the null character from this text.")]
