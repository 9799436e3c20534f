"""What the member says to the remarks of the check before submission."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.actor import Actor
from tracker import rules
from tracker.models import ProgressEntry
from tracker.queries.findings import findings

from .errors import require
from .progress import hold
from .saving import recorded, save_version

_Change = Callable[[set[str]], set[str]]


def call_right(actor: Actor, entry: ProgressEntry, mark: str) -> ProgressEntry:
    """Says of a remark that what it found odd is right. The remark comes back when the facts it
    rests on change; the reviewer sees that somebody looked.

    Raises NotAllowed, or ValidationError where the check makes no such remark now.
    """
    require(rules.may_edit_entry(actor, entry))
    made = {f.mark for f in findings(entry.report) if f.recommendation == entry.recommendation.code}
    if not mark or mark not in made:
        raise ValidationError({"mark": [_("The check makes no such remark any more.")]})
    return _mark(actor, "checking.call_right", entry, lambda marks: marks | {mark})


def look_again(actor: Actor, entry: ProgressEntry, mark: str) -> ProgressEntry:
    """Takes it back: the remark stands again. Raises NotAllowed."""
    require(rules.may_edit_entry(actor, entry))
    return _mark(actor, "checking.look_again", entry, lambda marks: marks - {mark})


def _mark(actor: Actor, verb: str, entry: ProgressEntry, change: _Change) -> ProgressEntry:
    with recorded(actor, verb):
        hold(actor, entry)
        locked = ProgressEntry.objects.working().select_for_update().get(pk=entry.pk)
        marks = change(set(locked.called_right))
        if marks != set(locked.called_right):
            locked.called_right = sorted(marks)
            save_version(locked, locked.version, {"called_right"})
    return locked
