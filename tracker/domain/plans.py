"""Writing plans: beginning one, changing what is known of it, taking it out of the public eye."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Member
from tracker import currencies, rules
from tracker.enums import Confidentiality, Edition
from tracker.models import Action, Plan
from tracker.plan_enums import WITH_BUDGET, Fate
from tracker.queries.due.plan import subject_of

from . import reminders, snapshots
from .errors import Gone, IllegalMove, NotAllowed, require
from .plan_publication import take_away
from .published_files import files_clean
from .saving import check_fields, recorded, refused, save_version
from .stored_files import discard_later

FIELDS = frozenset(
    "kind title language english_title generation predecessor status adopted_on "
    "adopting_authority legal_form launched_on period_start period_end phases orientation "
    "lead_institution lead_institution_type coordination_body civil_society_role "
    "reports_to_parliament parliament_periodicity monitoring_framework indicator_count "
    "reporting_periodicity mid_term_review_on final_evaluation_on budget_state budget_total "
    "budget_currency local_plans linked_plans emerging_issues pillars frameworks partner_networks "
    "languages document_url contact_office confidentiality".split()
)
REQUIRED = ("title", "kind", "language")
# What says whether, and when, somebody is reminded of a plan.
DATED = frozenset({"status", "period_end", "mid_term_review_on", "final_evaluation_on"})


def add(actor: Actor, member: Member, facts: dict[str, Any]) -> Plan:
    """Begins a plan. A title, its language and a kind are enough; what is left out is not known.

    Raises NotAllowed or ValidationError by field.
    """
    require(rules.may_edit_plans(actor, member))
    plan = Plan(member=member)
    _require_words(dict.fromkeys(REQUIRED, "") | facts)
    check_fields(plan, facts, FIELDS)
    _check(plan)
    with recorded(actor, "plans.add"):
        plan.save(force_insert=True)
        reminders.replan_plans(plan.member_id)
    return plan


def change(actor: Actor, plan: Plan, version: int, changes: dict[str, Any]) -> Plan:
    """Changes what is known of a plan. Actions that were as open as the plan stay so; none is more
    open. What is published stays until the next publication, or until it is withdrawn.

    Raises NotAllowed, Conflict or ValidationError.
    """
    _require_own(actor, plan)
    _require_words(changes)
    before = plan.confidentiality
    check_fields(plan, changes, FIELDS)
    _check(plan)
    with recorded(actor, "plans.change"):
        save_version(plan, version, set(changes))
        if plan.confidentiality != before:
            _follow(plan, before)
        if DATED & changes.keys():
            reminders.replan_plans(plan.member_id)
    return plan


def remove(actor: Actor, plan: Plan, version: int) -> None:
    """Removes a plan that was entered by mistake, with its actions. One that is published, or that
    a later one follows, stays.

    Raises NotAllowed, IllegalMove or Conflict.
    """
    _require_own(actor, plan)
    with recorded(actor, "plans.remove"):
        held = Plan.objects.working().select_for_update(of=("self",)).filter(pk=plan.pk)
        if not held.filter(version=version).exists():
            raise refused(plan)
        if Plan.objects.published().filter(public_id=plan.public_id).exists():
            raise IllegalMove(_("This plan is published. Withdraw it first."))
        if Plan.objects.working().filter(predecessor=plan).exists():
            raise IllegalMove(_("A later plan follows this one, so it is kept."))
        reopen_decisions(plan)
        stored = held.get()
        discard_later(stored.file.name, stored.file.storage)
        Action.objects.working().filter(plan=plan).delete()
        Plan.objects.working().filter(pk=plan.pk).delete()
        reminders.forget(subject_of(plan))


def withdraw(actor: Actor, plan: Plan, version: int, reason: str) -> Plan:
    """Takes the published copy of a plan and its actions away at once, and keeps the plan out of
    every later publication until its member offers it again. Who reads only the published copy
    names that one.

    Raises NotAllowed, IllegalMove (nothing is published), Conflict or ValidationError (reason).
    """
    require(rules.may_withdraw_plan(actor, plan))
    plan, version = _working_row(plan, version)
    if not Plan.objects.published().filter(public_id=plan.public_id).exists():
        raise IllegalMove(_("Nothing of this plan is published."))
    if not reason.strip():
        raise ValidationError({"reason": [_("Say why the plan is withdrawn.")]})
    _put(plan, "withdrawn_reason", reason.strip(), called="reason")
    plan.withdrawn_at = timezone.now()
    with recorded(actor, "plans.withdraw"):
        snapshots.hold_publication()
        save_version(plan, version, {"withdrawn_at", "withdrawn_reason"})
        with files_clean(plan.member_id):
            take_away(plan)
        snapshots.blank_hidden(plan.member_id)
    return plan


def offer_again(actor: Actor, plan: Plan, version: int) -> Plan:
    """Lets a plan that was withdrawn go out with the member's next publication again.

    Raises NotAllowed, IllegalMove or Conflict.
    """
    _require_own(actor, plan)
    if plan.withdrawn_at is None:
        raise IllegalMove(_("This plan is not withdrawn."))
    plan.withdrawn_at, plan.withdrawn_reason = None, ""
    with recorded(actor, "plans.offer_again"):
        save_version(plan, version, {"withdrawn_at", "withdrawn_reason"})
    return plan


def locked(plan: Plan) -> Plan:
    """The working plan as it stands now, and until the transaction ends. Raises Gone."""
    rows = Plan.objects.working().select_for_update(of=("self",), no_key=True)
    found = rows.select_related("member").filter(pk=plan.pk).first()
    if found is None:
        raise Gone
    return found


def reopen_decisions(plan: Plan, action: Action | None = None) -> None:
    """What became of earlier actions is open again where it led to this plan, or to one action of
    it. Runs in the caller's transaction."""
    earlier = Action.objects.working().filter(member=plan.member_id)
    if action is not None:
        led = earlier.filter(successor=action)
    else:
        led = earlier.filter(successor__plan=plan) | earlier.filter(
            plan=plan.predecessor_id, fate=Fate.DROPPED
        )
    pks = list(led.values_list("pk", flat=True))
    Action.objects.working().filter(pk__in=pks).update(
        fate=Fate.UNDECIDED,
        fate_reason="",
        successor=None,
        version=F("version") + 1,
        updated_at=timezone.now(),
    )


def _working_row(plan: Plan, version: int) -> tuple[Plan, int]:
    """The row behind a published copy, with its version where that of the copy is right."""
    if plan.edition == Edition.WORKING:
        return plan, version
    row = Plan.objects.working().select_related("member").get(public_id=plan.public_id)
    return row, row.version if version == plan.version else 0


def _require_own(actor: Actor, plan: Plan) -> None:
    """Another's published copy may be read, and is nothing to write in."""
    if plan.edition != Edition.WORKING:
        raise NotAllowed(_("Only the member’s focal point and deputy write its plans."))
    require(rules.may_edit_plans(actor, plan.member))


def _follow(plan: Plan, before: str) -> None:
    """The classes of the actions, after that of their plan has changed."""
    order = Confidentiality.values
    wider = order[: order.index(plan.confidentiality)]
    Action.objects.working().filter(plan=plan, confidentiality__in=[before, *wider]).update(
        confidentiality=plan.confidentiality,
        version=F("version") + 1,
        updated_at=timezone.now(),
    )


def _put(plan: Plan, name: str, value: str, called: str) -> None:
    try:
        check_fields(plan, {name: value}, frozenset({name}))
    except ValidationError as error:
        raise ValidationError({called: error.message_dict[name]}) from error


def _require_words(facts: dict[str, Any]) -> None:
    missing = {
        name: [_("This is needed.")]
        for name in REQUIRED
        if name in facts and not str(facts[name] or "").strip()
    }
    if missing:
        raise ValidationError(missing)


def _check(plan: Plan) -> None:
    """The rules that bind several fields; the database holds the same ones."""
    problems: dict[str, list[str]] = {}
    if plan.period_start and plan.period_end and plan.period_end <= plan.period_start:
        problems["period_end"] = [_("The period ends after it starts.")]
    if said := cost_problem(plan.budget_total, plan.budget_currency):
        problems["budget_" + ("currency" if said[0] == "currency" else "total")] = [said[1]]
    elif plan.budget_total is not None and plan.budget_state not in WITH_BUDGET:
        problems["budget_state"] = [_("A total is given, so say what kind of budget it is.")]
    if said_of := _predecessor_problem(plan):
        problems["predecessor"] = [said_of]
    if problems:
        raise ValidationError(problems)


def _predecessor_problem(plan: Plan) -> str:
    before = plan.predecessor
    if before is None:
        return ""
    if before.member_id != plan.member_id or before.edition != Edition.WORKING:
        return _("Choose a plan of your own member.")
    seen: set[int] = set()
    while before is not None and before.pk not in seen:
        if before.pk == plan.pk:
            return _("This plan cannot come before itself.")
        seen.add(before.pk)
        before = before.predecessor
    return ""


def cost_problem(amount: Decimal | None, currency: str) -> tuple[str, str] | None:
    """What is wrong with an amount and its currency: which of the two, and a sentence."""
    if amount is None:
        if currency:
            return "amount", _("Write the amount, or leave the currency empty.")
        return None
    if not currency:
        return "currency", _("Choose the currency of the amount.")
    if currency not in currencies.codes():
        said = _("%(code)s is no currency in use. Write its three-letter code, such as KES.")
        return "currency", said % {"code": currency}
    if not currencies.fits(amount, currency):
        said = _("%(code)s has %(digits)s decimals. Write the amount with no more.")
        return "amount", said % {"code": currency, "digits": currencies.minor_units(currency)}
    return None
