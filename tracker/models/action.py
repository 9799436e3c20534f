from __future__ import annotations

import pghistory
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from accounts.actor import Actor
from accounts.composite import MemberKey, SameMember
from recommendations.enums import Pillar
from recommendations.models import Recommendation
from tracker.enums import Confidentiality, Edition
from tracker.plan_enums import FATES_WITH_REASON, Delivery, Fate, LocationLevel
from tracker.validators import currency_code

from .content import MemberContent
from .plan import OfMemberQuerySet, Plan, day


class ActionQuerySet(OfMemberQuerySet):
    def _naming(self, actor: Actor) -> Q:
        # Who is named for the plan is named for its actions.
        named = Plan.internal.filter(named_readers=actor.seat)
        return Q(plan__in=named.values("pk"))


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Action(MemberContent):
    """What a plan says will be done: the leaf that can be followed.

    Objective, outcome and output are the levels above it, in the plan's own words. It serves
    recommendations, so that one entry answers several of them. Its class is that of its plan, or
    narrower. `fate` tells what the next plan made of it, with why; `successor` is the action
    there. `location_level` is a level, never a place.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="actions")
    code = models.CharField(max_length=60, blank=True)
    text = models.TextField(max_length=2000)
    language = models.CharField(max_length=35, help_text="BCP 47 tag of the words.")
    pillar = models.CharField(max_length=20, choices=Pillar.choices, blank=True)
    objective = models.CharField(max_length=300, blank=True)
    outcome = models.CharField(max_length=300, blank=True)
    output = models.CharField(max_length=300, blank=True)
    lead_institution = models.CharField(max_length=200, blank=True)
    supporting_institutions = models.CharField(max_length=500, blank=True)
    start_on = day()
    due_on = day()
    cost_estimate = models.DecimalField(
        max_digits=20,
        decimal_places=3,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    cost_currency = models.CharField(max_length=3, blank=True, validators=[currency_code])
    recommendations = models.ManyToManyField(Recommendation, related_name="+", blank=True)
    delivery = models.CharField(
        max_length=12, choices=Delivery.choices, default=Delivery.NOT_REPORTED
    )
    location_level = models.CharField(
        max_length=10, choices=LocationLevel.choices, default=LocationLevel.UNKNOWN
    )
    external_reference = models.CharField(
        max_length=300, blank=True, help_text="Such as the code of an action of the WPS-HA Compact."
    )
    partner_networks = models.CharField(max_length=500, blank=True)
    fate = models.CharField(max_length=10, choices=Fate.choices, default=Fate.UNDECIDED)
    fate_reason = models.TextField(blank=True, max_length=1000)
    successor = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="origins"
    )

    objects = ActionQuerySet.as_manager()

    class Meta(MemberContent.Meta):
        ordering = ["plan", "id"]
        constraints = [
            models.UniqueConstraint(fields=["public_id", "edition"], name="action_public_id"),
            MemberKey(name="action_member_key"),
            SameMember("plan", name="action_plan_of_member"),
            SameMember("successor", name="action_successor_of_member"),
            models.UniqueConstraint(
                fields=["member", "plan", "code", "edition"],
                condition=~Q(code=""),
                name="action_code_once_in_a_plan",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="action_has_words"),
            models.CheckConstraint(
                condition=Q(start_on__isnull=True)
                | Q(due_on__isnull=True)
                | Q(due_on__gte=F("start_on")),
                name="action_days_in_order",
            ),
            models.CheckConstraint(
                condition=Q(cost_estimate__isnull=True, cost_currency="")
                | Q(cost_estimate__gte=0, cost_currency__regex=r"^[A-Z]{3}$"),
                name="action_cost_with_its_currency",
            ),
            models.CheckConstraint(
                condition=Q(delivery__in=Delivery.values), name="action_delivery_known"
            ),
            models.CheckConstraint(
                condition=~Q(fate__in=FATES_WITH_REASON) | ~Q(fate_reason=""),
                name="action_fate_with_its_reason",
            ),
            models.CheckConstraint(
                condition=Q(edition=Edition.WORKING)
                | Q(confidentiality__in=[Confidentiality.PUBLIC, Confidentiality.NETWORK]),
                name="action_published_only_if_shared",
            ),
        ]
