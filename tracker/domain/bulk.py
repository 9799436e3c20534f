"""One action on several reports: each goes its own way, and one refusal stops no other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from tracker.models import Report

from . import workflow
from .errors import Conflict, IllegalMove, NotAllowed

# What asks for no words of its own can be done to many at once.
IN_BULK = ("accept", "publish")


@dataclass(frozen=True)
class Outcome:
    """What became of one report: done, or refused and why."""

    report: Report
    reason: str | Promise = ""

    @property
    def is_done(self) -> bool:
        return not self.reason


def perform_each(actor: Actor, reports: Sequence[tuple[Report, int]], action: str) -> list[Outcome]:
    """Takes an action on each report that still has the version it was chosen at, each in a
    transaction of its own. Raises IllegalMove for an action that is not for many."""
    if action not in IN_BULK:
        raise IllegalMove(_("This action is taken on one report at a time."))
    return [_one(actor, report, version, action) for report, version in reports]


def _one(actor: Actor, report: Report, version: int, action: str) -> Outcome:
    try:
        return Outcome(workflow.perform(actor, report, action, version))
    except (NotAllowed, IllegalMove) as error:
        return Outcome(report, error.reason)
    except Conflict:
        return Outcome(report, _("Somebody changed this report after you opened the list."))
    except ValidationError as error:
        return Outcome(report, " ".join(error.messages))
