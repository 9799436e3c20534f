"""Writing money: lines, and their figures by stage, fiscal period and currency."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.actor import Actor
from recommendations.models import Recommendation
from tracker import currencies, rules
from tracker.enums import DataState, Edition
from tracker.models import Action, BudgetFigure, BudgetLine, Evidence, ProgressEntry, Report

from . import publication, reminders
from .errors import Duplicate, IllegalMove, NotAllowed, require
from .putting_back import Kept, keep
from .saving import check_fields, held, recorded, refused, save_version

LINE_FIELDS = frozenset(
    "title body source commitment_origin is_dedicated share_percent recipient_kind women_led "
    "flexible multi_year gender_marker embargo_until confidentiality action".split()
)
FIGURE_FIELDS = frozenset(
    "stage period_start period_end amount currency data_state as_of quality evidence "
    "page_pin".split()
)
# Who may see a line, and from when on.
SHARING = frozenset({"confidentiality", "embargo_until"})
REVISABLE = FIGURE_FIELDS - {"stage", "period_start", "period_end", "currency"}
REQUIRED = ("stage", "period_start", "period_end", "currency", "data_state")


def add_line(
    actor: Actor, report: Report, recommendation: Recommendation, facts: dict[str, Any]
) -> BudgetLine:
    """Opens a line of money for a recommendation. It takes the class of the answer.

    Raises NotAllowed or ValidationError.
    """
    require(rules.may_edit_money(actor, report, recommendation.pk))
    entry = ProgressEntry.objects.working().get(report=report, recommendation=recommendation)
    line = BudgetLine(
        member=report.member,
        recommendation=recommendation,
        confidentiality=entry.confidentiality,
    )
    _require_share(actor, line, facts)
    check_fields(line, {"title": "", **facts}, LINE_FIELDS)
    _check_action(line)
    with recorded(actor, "budgets.add_line"):
        require(rules.may_edit_money(actor, held(report), recommendation.pk))
        _require_action(line)
        line.save(force_insert=True)
    return line


def change_line(
    actor: Actor, report: Report, line: BudgetLine, version: int, changes: dict[str, Any]
) -> BudgetLine:
    """Changes what is known of a line. Raises NotAllowed, Conflict or ValidationError."""
    _require_own(actor, report, line)
    _require_share(actor, line, changes)
    check_fields(line, changes, LINE_FIELDS)
    if "action" in changes:
        _check_action(line)
    with recorded(actor, "budgets.change_line"):
        _require_own(actor, held(report), line)
        if "action" in changes:
            _require_action(line)
        save_version(line, version, set(changes))
        if "confidentiality" in changes:
            BudgetFigure.objects.working().filter(line=line).update(
                confidentiality=line.confidentiality
            )
            reminders.replan_figures(report.member)
        if "embargo_until" in changes and line.is_under_embargo(report.today()):
            publication.hold_back(line)
    return line


def remove_line(actor: Actor, report: Report, line: BudgetLine, version: int) -> Kept:
    """Takes a line away with its figures of this report, as if it had never been said. The history
    keeps both. A published copy stays until the report is published again or withdrawn. Returns
    the rows for `putting_back.put_back`.

    Who was asked for its figures alone does not remove it. Raises NotAllowed, Conflict, or
    IllegalMove where other reports tell of the line.
    """
    _require_own(actor, report, line)
    require(rules.may_edit_money(actor, report, line.recommendation_id))
    with recorded(actor, "budgets.remove_line"):
        require(rules.may_edit_money(actor, held(report), line.recommendation_id))
        standing = BudgetLine.objects.working().select_for_update(of=("self",), no_key=True)
        if not standing.filter(pk=line.pk, version=version).exists():
            raise refused(line)
        figures = BudgetFigure.objects.working().filter(line=line)
        if figures.exclude(report=report).exists():
            raise IllegalMove(
                _("Earlier reports tell of this line. Remove its figures of this report instead.")
            )
        kept = keep([standing.get(pk=line.pk), *figures])
        figures.delete()
        BudgetLine.objects.working().filter(pk=line.pk).delete()
        reminders.replan_figures(report.member)
    return kept


def record_figure(
    actor: Actor, report: Report, line: BudgetLine, facts: dict[str, Any]
) -> BudgetFigure:
    """Writes a new figure. Required: stage, period_start, period_end, currency, data_state, and
    amount (Decimal, the currency's own units) exactly when data_state is `reported`.

    Raises NotAllowed, ValidationError by field, or Duplicate with the figure that stands there.
    """
    _require_own(actor, report, line)
    figure = BudgetFigure(
        member=line.member, line=line, report=report, confidentiality=line.confidentiality
    )
    missing = {name: [_("This is needed.")] for name in REQUIRED if not facts.get(name)}
    if missing:
        raise ValidationError(missing)
    check_fields(figure, facts, FIGURE_FIELDS)
    _check(figure)
    with recorded(actor, "budgets.record_figure"):
        _require_own(actor, held(report), line)
        _require_document(figure)
        try:
            with transaction.atomic():
                figure.save(force_insert=True)
        except IntegrityError as error:
            standing = _standing(figure)
            if standing is None:
                raise
            raise Duplicate(standing) from error
        if figure.as_of is not None:
            reminders.replan_figures(report.member)
    return figure


def revise_figure(
    actor: Actor, report: Report, figure: BudgetFigure, version: int, changes: dict[str, Any]
) -> BudgetFigure:
    """Revises what is known at a stage; the figure before stays in the history.

    Raises NotAllowed, Conflict or ValidationError.
    """
    _require_own(actor, report, figure.line, figure)
    check_fields(figure, changes, REVISABLE)
    _check(figure)
    with recorded(actor, "budgets.revise_figure"):
        _require_own(actor, held(report), figure.line, figure)
        if "evidence" in changes:
            _require_document(figure)
        figure.report = report
        save_version(figure, version, {*changes, "report"})
        if "as_of" in changes:
            reminders.replan_figures(report.member)
    return figure


def remove_figure(actor: Actor, report: Report, figure: BudgetFigure, version: int) -> Kept:
    """Takes a figure away, as if nothing had been said. The history keeps it. Returns the row for
    `putting_back.put_back`."""
    _require_own(actor, report, figure.line, figure)
    with recorded(actor, "budgets.remove_figure"):
        _require_own(actor, held(report), figure.line, figure)
        rows = BudgetFigure.objects.working().filter(pk=figure.pk, version=version)
        kept = keep(rows.select_for_update(of=("self",)))
        gone, _by_model = rows.delete()
        if not gone:
            raise refused(figure)
        reminders.replan_figures(report.member)
    return kept


def _standing(figure: BudgetFigure) -> BudgetFigure | None:
    """The figure that is there already."""
    return (
        BudgetFigure.objects.working()
        .filter(
            line=figure.line,
            stage=figure.stage,
            period_start=figure.period_start,
            period_end=figure.period_end,
            currency=figure.currency,
        )
        .first()
    )


def _require_own(
    actor: Actor, report: Report, line: BudgetLine, figure: BudgetFigure | None = None
) -> None:
    """Money is written in a report of its own member, in the copy that its people work on, by
    whoever may edit the answer. A published copy is nobody's to write."""
    if line.member_id != report.member_id:
        raise NotAllowed(_("This line belongs to another member."))
    if any(row.edition != Edition.WORKING for row in (line, figure) if row is not None):
        raise NotAllowed(_("This is the published copy. Change the one in your report."))
    require(rules.may_edit_money(actor, report, line.recommendation_id, line))


def _require_share(actor: Actor, line: BudgetLine, changes: dict[str, Any]) -> None:
    if any(changes[name] != getattr(line, name) for name in SHARING & changes.keys()):
        require(rules.may_share(actor, line))


def _require_document(figure: BudgetFigure) -> None:
    """The document that a figure names is still there, and stays until this is written."""
    rows = Evidence.objects.working().select_for_update(of=("self",), no_key=True)
    if figure.evidence_id is not None and not rows.filter(pk=figure.evidence_id).exists():
        raise ValidationError({"evidence": [_("This document was removed meanwhile.")]})


def _check(figure: BudgetFigure) -> None:
    """The rules that bind several fields; the database holds the same ones."""
    problems: dict[str, list[str]] = {}
    reported = figure.data_state == DataState.REPORTED
    if figure.currency not in currencies.codes():
        problems["currency"] = [
            _("%(code)s is no currency in use. Write its three-letter code, such as KES.")
            % {"code": figure.currency}
        ]
    if reported and figure.amount is None:
        problems["amount"] = [_("Write the amount, or choose why it is not known.")]
    elif not reported and figure.amount is not None:
        problems["amount"] = [_("Leave the amount empty, or choose “Reported”.")]
    elif isinstance(figure.amount, Decimal):
        if figure.amount < 0:
            problems["amount"] = [_("Write an amount of zero or more.")]
        elif "currency" not in problems and not currencies.fits(figure.amount, figure.currency):
            problems["amount"] = [
                _("%(code)s has %(digits)s decimals. Write the amount with no more.")
                % {"code": figure.currency, "digits": currencies.minor_units(figure.currency)}
            ]
    if figure.period_end <= figure.period_start:
        problems["period_end"] = [_("The period ends after it starts.")]
    if figure.evidence is not None and (
        figure.evidence.member_id != figure.member_id or figure.evidence.edition != Edition.WORKING
    ):
        problems["evidence"] = [_("Choose a document of your own member.")]
    if problems:
        raise ValidationError(problems)


def _check_action(line: BudgetLine) -> None:
    action = line.action
    if action is not None and (
        action.member_id != line.member_id or action.edition != Edition.WORKING
    ):
        raise ValidationError({"action": [_("Choose an action of a plan of your own member.")]})


def _require_action(line: BudgetLine) -> None:
    """The action that it names is still there, and stays until this is written."""
    rows = Action.objects.working().select_for_update(of=("self",), no_key=True)
    if line.action_id is not None and not rows.filter(pk=line.action_id).exists():
        raise ValidationError({"action": [_("This action was removed meanwhile.")]})
