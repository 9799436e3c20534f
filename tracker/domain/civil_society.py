"""Civil society's views: written, shown and taken back by their authors alone. A frozen member
stops none of it, and the end of a cycle stops the writing only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Member
from recommendations.models import Recommendation
from tracker import rules
from tracker.enums import Audience, CycleState
from tracker.models import CivilSocietyView, IdempotencyRecord, ReportingCycle

from . import reminders
from .errors import Conflict, Duplicate, IllegalMove, require
from .saving import check_fields, recorded, save_version

FIELDS = frozenset({"view", "text", "language"})
AUDIENCE = {"audience", "show_name", "shared_at"}


def file(
    actor: Actor,
    member: Member,
    cycle: ReportingCycle,
    recommendation: Recommendation,
    said: Mapping[str, Any],
) -> CivilSocietyView:
    """Files a view. It begins with its author and the secretariat, without a name.

    Raises NotAllowed, IllegalMove outside an open cycle, ValidationError (view, text, language),
    or Duplicate with the author's own view that is there already.
    """
    require(rules.may_file_view(actor, member))
    _require_open(cycle)
    assert actor.seat is not None, "the rule admits no one without a seat"
    place = {"cycle": cycle, "recommendation": recommendation, "author": actor.seat}
    row = CivilSocietyView(member=member, **place)
    if not said.get("view"):
        raise ValidationError({"view": [_("Choose one of the four.")]})
    check_fields(row, said, FIELDS)
    try:
        with recorded(actor, "civil_society.file"), transaction.atomic():
            row.save(force_insert=True)
            reminders.replan_views(member.pk, cycle.pk)
    except IntegrityError as error:
        standing = CivilSocietyView.objects.unscoped().filter(member=member, **place).first()
        if standing is None:
            raise
        raise Duplicate(standing) from error
    return row


def revise(
    actor: Actor, view: CivilSocietyView, version: int, changes: Mapping[str, Any]
) -> CivilSocietyView:
    """Writes a view anew, for the readers it has. The words before are kept nowhere.

    Raises NotAllowed, IllegalMove outside an open cycle, Conflict or ValidationError (by field).
    """
    require(rules.may_change_view(actor, view))
    _require_open(view.cycle)
    check_fields(view, changes, FIELDS)
    with recorded(actor, "civil_society.revise"):
        save_version(view, version, changes)
        _forget_answers(view)
    return view


def choose_audience(
    actor: Actor,
    view: CivilSocietyView,
    version: int,
    audience: str,
    *,
    show_name: bool,
    confirmed: bool = False,
) -> CivilSocietyView:
    """Says who reads a view, and whether its author's name stands with it. To narrow takes effect
    at once; to open it further, or to show the name, has to be `confirmed`.

    Raises NotAllowed, Conflict or ValidationError (audience, confirm).
    """
    require(rules.may_change_view(actor, view))
    if audience not in Audience.values:
        raise ValidationError({"audience": [_("Choose who may read it.")]})
    if opens_further(view, audience, show_name) and not confirmed:
        said = _("This opens your view further. Confirm that you want it.")
        raise ValidationError({"confirm": [said]})
    if audience != view.audience:
        view.shared_at = timezone.now()
    view.audience, view.show_name = audience, show_name
    with recorded(actor, "civil_society.choose_audience"):
        save_version(view, version, AUDIENCE)
    return view


def hide(actor: Actor, view: CivilSocietyView) -> CivilSocietyView:
    """Back to the secretariat alone, without a name, whatever was changed meanwhile: who is in
    danger is not asked for a version. Raises NotAllowed, or Conflict where the view is gone."""
    require(rules.may_change_view(actor, view))
    with recorded(actor, "civil_society.hide"):
        rows = CivilSocietyView.objects.unscoped().select_for_update()
        row = rows.filter(pk=view.pk).first()
        if row is None:
            raise Conflict(view)
        row.audience, row.show_name, row.shared_at = Audience.SECRETARIAT, False, timezone.now()
        save_version(row, row.version, AUDIENCE)
    return row


def take_back(actor: Actor, view: CivilSocietyView, version: int) -> None:
    """Deletes a view at once. Neither words nor verdict are left anywhere. Raises NotAllowed or
    Conflict."""
    require(rules.may_change_view(actor, view))
    with recorded(actor, "civil_society.take_back"):
        rows = CivilSocietyView.objects.unscoped().filter(pk=view.pk)
        gone, _by_model = rows.filter(version=version).delete()
        if not gone:
            raise Conflict(rows.first() or view)
        _forget_answers(view)
        reminders.replan_views(view.member_id, view.cycle_id)


def opens_further(view: CivilSocietyView, audience: str, show_name: bool) -> bool:
    """True where more people would read the view than now, or its author's name."""
    order = Audience.values
    return order.index(audience) > order.index(view.audience) or (show_name and not view.show_name)


def _require_open(cycle: ReportingCycle) -> None:
    if cycle.state != CycleState.OPEN:
        raise IllegalMove(
            _("Views are written while a cycle is open. Who reads yours, you choose at any time.")
        )


def _forget_answers(view: CivilSocietyView) -> None:
    """What a repeated request would be answered with holds the words."""
    IdempotencyRecord.objects.filter(
        seat=view.author_id, answer__headers__Location__endswith=f"/{view.public_id}/"
    ).delete()
