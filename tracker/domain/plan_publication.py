"""Plans in the published edition: they go out with their member's report, and can go back alone."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from tracker.enums import stricter
from tracker.models import Action, BudgetLine, Plan, Report

from .freezing import SHARED, freeze, standing, upsert


def publish_plans(report: Report) -> int:
    """Freezes the plans of a report's member that are public or for the Network and were not
    withdrawn, with those of their actions that are. No action is shown more widely than its plan.
    What is shared no more goes. Returns how many plans it were. Runs in the caller's transaction.
    """
    with transaction.atomic():
        return _publish(report.member_id)


def _publish(member: int) -> int:
    # A plan that is withdrawn or narrowed at this moment comes before or after, never between.
    plans = list(
        Plan.objects.working()
        .select_for_update(of=("self",), no_key=True)
        .filter(member=member, confidentiality__in=SHARED, withdrawn_at__isnull=True)
        .order_by("pk")
    )
    _take_away(member, keep=[plan.public_id for plan in plans])
    stands = standing(Plan, Plan.objects.working().filter(pk__in=[plan.pk for plan in plans]))
    copies = {
        plan.pk: upsert(plan, stands.get(plan.public_id), predecessor_id=None) for plan in plans
    }
    for plan in plans:
        if plan.predecessor_id in copies:
            followed = copies[plan.predecessor_id].pk
            Plan.internal.filter(pk=copies[plan.pk].pk).update(predecessor=followed)
    _publish_actions(copies)
    return len(plans)


def withdraw_with(report: Report) -> None:
    """Takes a member's plans away with the last of its reports that was published: while another
    one stands, they were published with that one too. Runs in the caller's transaction."""
    shown = Report.objects.unscoped().filter(
        member=report.member_id, published_at__isnull=False, withdrawn_at__isnull=True
    )
    if not shown.exclude(pk=report.pk).exists():
        _take_away(report.member_id)


def take_away(plan: Plan) -> None:
    """Takes the published copy of one plan away, with its actions. Runs in the caller's
    transaction."""
    copies = Plan.objects.published().filter(public_id=plan.public_id)
    Action.objects.published().filter(plan__in=copies.values("pk")).delete()
    copies.delete()


def _take_away(member_id: int, keep: Collection[UUID] = ()) -> None:
    Action.objects.published().filter(member=member_id).delete()
    Plan.objects.published().filter(member=member_id).exclude(public_id__in=keep).delete()


def _publish_actions(copies: dict[int, Plan]) -> None:
    rows = list(
        Action.objects.working()
        .filter(plan__in=copies, confidentiality__in=SHARED)
        .prefetch_related("recommendations")
        .order_by("pk")
    )
    frozen = {}
    for row in rows:
        plan = copies[row.plan_id]
        frozen[row.pk] = freeze(
            row,
            plan_id=plan.pk,
            successor_id=None,
            confidentiality=stricter(row.confidentiality, plan.confidentiality),
        )
    Action.internal.bulk_create(frozen.values())
    serves = Action.recommendations.through
    serves.objects.bulk_create(
        serves(action_id=frozen[row.pk].pk, recommendation_id=recommendation.pk)
        for row in rows
        for recommendation in row.recommendations.all()
    )
    for row in rows:
        if row.successor_id in frozen:
            after = frozen[row.successor_id].pk
            Action.internal.filter(pk=frozen[row.pk].pk).update(successor=after)
    if rows:
        _link_lines(rows[0].member_id, frozen)


def _link_lines(member_id: int, frozen: dict[int, Action]) -> None:
    """Published lines of money name the copy of the action that they pay for, where whoever reads
    the line reads the action too: its public id would tell of it otherwise."""
    working = BudgetLine.objects.working().filter(member=member_id, action__in=frozen)
    pays = dict(working.values_list("public_id", "action"))
    for copy in BudgetLine.objects.published().filter(public_id__in=pays):
        action = frozen[pays[copy.public_id]]
        if stricter(action.confidentiality, copy.confidentiality) == copy.confidentiality:
            BudgetLine.internal.filter(pk=copy.pk).update(action=action)
