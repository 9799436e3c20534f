"""Money that was taken away a moment ago, put back as it stood.

The history cannot do it: of what is restricted it holds hashes alone. So who removes gets the rows
along, and a door keeps them for a while, sealed, for the same person.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core import serializers
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from accounts.actor import Actor
from tracker import rules
from tracker.models import Action, BudgetFigure, BudgetLine, Evidence, Report

from . import reminders
from .errors import IllegalMove, NotAllowed, require
from .saving import held, recorded

Kept = str
"""Rows of one removal as text, a line before its figures. It holds their words: seal it."""


def keep(rows: Iterable[BudgetLine | BudgetFigure]) -> Kept:
    """The rows as they stand, before they go."""
    return serializers.serialize("json", rows)


def put_back(actor: Actor, report: Report, kept: Kept) -> BudgetLine:
    """Writes what `keep` gave again: the same rows with their public ids, a version on, in the
    report they were taken from. A document or an action that went meanwhile is named no more.
    Returns the line. All of it or nothing.

    Raises NotAllowed, or IllegalMove where something else stands in their place by now.
    """
    back = list(serializers.deserialize("json", kept))
    line = next(
        (one.object for one in back if isinstance(one.object, BudgetLine)), None
    ) or _line_of(back[0].object)
    _require(actor, report, line)
    with recorded(actor, "putting_back.put_back"):
        _require(actor, held(report), line)
        try:
            with transaction.atomic():
                for one in back:
                    _write(one, report)
        except IntegrityError as error:
            raise IllegalMove(
                _("Something else was written in its place meanwhile. Nothing was put back.")
            ) from error
        reminders.replan_figures(report.member)
    return line


def _line_of(figure: Any) -> BudgetLine:
    line = BudgetLine.objects.working().filter(pk=figure.line_id).first()
    if line is None:
        raise IllegalMove(_("The line of this figure was removed meanwhile."))
    return line


def _require(actor: Actor, report: Report, line: BudgetLine) -> None:
    if line.member_id != report.member_id:
        raise NotAllowed(_("This line belongs to another member."))
    standing = line if BudgetLine.internal.filter(pk=line.pk).exists() else None
    require(rules.may_edit_money(actor, report, line.recommendation_id, standing))


def _write(one: Any, report: Report) -> None:
    row = one.object
    row.version += 1
    if isinstance(row, BudgetFigure):
        if row.report_id != report.pk:
            raise IllegalMove(_("This was taken away from another report."))
        row.evidence_id = _still_there(Evidence, row.evidence_id)
    else:
        row.action_id = _still_there(Action, row.action_id)
    models.Model.save(row, force_insert=True)
    for name, keys in (one.m2m_data or {}).items():
        getattr(row, name).set(keys)


def _still_there(model: type[Evidence] | type[Action], key: int | None) -> int | None:
    if key is None or not model.objects.working().filter(pk=key).exists():
        return None
    return key
