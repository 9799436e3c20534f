"""What is kept of an answer while somebody types, and going back to what it was."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.actor import Actor
from tracker import rules
from tracker.claims import element_problems, unmet
from tracker.enums import STATUSES_WITH_REASON, Confidentiality, Status
from tracker.models import ProgressEntry
from tracker.validators import no_null_characters

from .errors import require
from .progress import TEXTS, claim_of, element_codes, hold, void_clearance
from .saving import check_fields, recorded, save_version

# Words beyond the limit of an answer are kept too, so that nobody loses what they typed; Save
# refuses them. Beyond this nothing is a draft any more.
MOST_CHARACTERS = 20_000
KEPT = frozenset({*TEXTS, "language", "elements"})
# What an earlier version gives back: the words always, the claim where its rule is met.
_CLAIM = ("status", "status_reason", "planned_on")


def autosave(
    actor: Actor,
    entry: ProgressEntry,
    version: int,
    changes: dict[str, Any],
    page: str = "",
    meant_for: str = "",
) -> ProgressEntry:
    """Keeps words and elements as they are typed, without asking what a status needs. Nobody has
    saved yet: the status, who may see the answer, and whether it is ready or confirmed stay.

    Where nothing differs from what is stored, nothing is written, whatever the version. `page`
    names the opening of a page that it comes from, `meant_for` the class that its writer chose but
    has not stored. Raises NotAllowed, Conflict (stale version) or ValidationError (by field).
    """
    require(rules.may_edit_entry(actor, entry))
    if meant_for == Confidentiality.RESTRICTED != entry.confidentiality:
        # Until the class is stored, more people read the answer, and its history keeps its words.
        said = _("Press Save first: only then are your words for named people.")
        raise ValidationError({"confidentiality": [said]})
    changes = _differing(entry, changes)
    _check(entry, changes)
    if not changes:
        return entry
    with recorded(actor, "progress.autosave", page=page):
        hold(actor, entry)
        save_version(entry, version, changes)
        void_clearance(entry)
    return entry


def _differing(entry: ProgressEntry, changes: dict[str, Any]) -> dict[str, Any]:
    if isinstance(changes.get("elements"), dict):
        changes = {**changes, "elements": {**entry.elements, **changes["elements"]}}
    found = {
        name: value
        for name, value in changes.items()
        if name not in KEPT or value != getattr(entry, name)
    }
    needs_reason = entry.status in STATUSES_WITH_REASON
    if needs_reason and not str(found.get("status_reason", "-")).strip():
        del found["status_reason"]
    return found


def _check(entry: ProgressEntry, changes: dict[str, Any]) -> None:
    """Puts the changes on the instance. Raises ValidationError by field."""
    problems: dict[str, list[str]] = {}
    for name in sorted(set(changes) & set(TEXTS)):
        value = changes[name]
        if not isinstance(value, str) or len(value) > MOST_CHARACTERS:
            said = _("Shorten the text to %(most)s characters.") % {"most": MOST_CHARACTERS}
            problems[name] = [said]
            continue
        try:
            no_null_characters(value)
        except ValidationError as error:
            problems[name] = list(error.messages)
        setattr(entry, name, value)
    if "elements" in changes and (
        wrong := element_problems(changes["elements"], element_codes(entry), needs_reasons=False)
    ):
        problems["elements"] = wrong
    if problems:
        raise ValidationError(problems)
    rest = {name: value for name, value in changes.items() if name not in TEXTS}
    check_fields(entry, rest, KEPT)


def restore(actor: Actor, entry: ProgressEntry, version: int, then: Any) -> bool:
    """Makes the words and elements of an earlier version the present ones; its status too where
    the rule of that status is met today, and answers whether it was. This is a version of its own:
    nothing is lost, and going back again undoes it.

    `then` is a row of the answer's history in words. Raises NotAllowed or Conflict (stale version).
    """
    require(rules.may_edit_entry(actor, entry))
    codes = element_codes(entry)
    names = [*TEXTS, "language", "elements"]
    stands = {name: getattr(entry, name) for name in _CLAIM}
    for name in (*names, *_CLAIM):
        setattr(entry, name, getattr(then, name))
    entry.elements = {code: said for code, said in entry.elements.items() if code in codes}
    has_status = then.status != Status.NOT_REPORTED and not (
        element_problems(entry.elements, codes) or unmet(claim_of(entry, codes))
    )
    if not has_status:
        entry.status, entry.planned_on = stands["status"], stands["planned_on"]
        if entry.status in STATUSES_WITH_REASON and not entry.status_reason.strip():
            entry.status_reason = stands["status_reason"]
    with recorded(actor, "progress.restore"):
        hold(actor, entry)
        save_version(entry, version, {*names, *_CLAIM})
        void_clearance(entry)
    return has_status or then.status == stands["status"]
