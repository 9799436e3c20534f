from __future__ import annotations

import datetime as dt

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from accounts.actor import Actor
from accounts.composite import MemberKey, SameMember
from recommendations.enums import Pillar
from tracker.enums import Confidentiality, Edition
from tracker.plan_enums import (
    WITH_BUDGET,
    BudgetState,
    CivilSocietyRole,
    EmergingIssue,
    InstitutionType,
    LinkedPlan,
    Orientation,
    PlanKind,
    PlanStatus,
)
from tracker.validators import currency_code, plausible_date, web_address

from .content import ContentQuerySet, MemberContent, NamedReaders
from .report import Report
from .stored_file import StoredFile


class OfMemberQuerySet(ContentQuerySet):
    """Rows that stand in no report: the whole team of the member reads them, and its reviewers
    from the day on which they may read the first of its reports."""

    def _assigned_to(self, actor: Actor) -> Q:
        return Q()

    def _submitted(self) -> Q:
        sent = Report.internal.filter(member=OuterRef("member"), submitted_at__isnull=False)
        return Q(Exists(sent))


def known(values: type[models.TextChoices]) -> ArrayField:
    """Codes of a list. Null: nobody said; empty: none of them."""
    return ArrayField(
        models.CharField(max_length=40, choices=values.choices), null=True, blank=True
    )


def day() -> models.DateField:
    return models.DateField(null=True, blank=True, validators=[plausible_date])


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Plan(NamedReaders, StoredFile, MemberContent):
    """A national action plan, or another plan or strategy for the same agenda.

    A title, its language and a kind are enough to begin. A null flag, number or list means that
    nobody said, and `unknown` is a value of its own. Generations follow each other by
    `predecessor`; a superseded plan is kept. `title` is the official one, in its own `language`.
    `budget_total` is in the units of `budget_currency`. `contact_office` is an office, never a
    person. The document is a link (`document_url`), a stored file, or both. Since `withdrawn_at`
    nothing of the plan is published, until its member offers it again.
    """

    kind = models.CharField(max_length=12, choices=PlanKind.choices)
    title = models.CharField(max_length=300)
    language = models.CharField(max_length=35, help_text="BCP 47 tag of the title.")
    english_title = models.CharField(max_length=300, blank=True)
    generation = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1)]
    )
    predecessor = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="successors"
    )
    status = models.CharField(
        max_length=20, choices=PlanStatus.choices, default=PlanStatus.IN_DEVELOPMENT
    )
    adopted_on = day()
    adopting_authority = models.CharField(max_length=200, blank=True)
    legal_form = models.CharField(max_length=200, blank=True)
    launched_on = day()
    period_start = day()
    period_end = day()
    phases = models.TextField(blank=True, max_length=1000)
    orientation = models.CharField(
        max_length=10, choices=Orientation.choices, default=Orientation.UNKNOWN
    )
    lead_institution = models.CharField(max_length=200, blank=True)
    lead_institution_type = models.CharField(
        max_length=20, choices=InstitutionType.choices, default=InstitutionType.UNKNOWN
    )
    coordination_body = models.CharField(max_length=200, blank=True)
    civil_society_role = models.CharField(
        max_length=18, choices=CivilSocietyRole.choices, default=CivilSocietyRole.UNKNOWN
    )
    reports_to_parliament = models.BooleanField(null=True, blank=True)
    parliament_periodicity = models.CharField(max_length=100, blank=True)
    monitoring_framework = models.BooleanField(null=True, blank=True)
    indicator_count = models.PositiveIntegerField(null=True, blank=True)
    reporting_periodicity = models.CharField(max_length=100, blank=True)
    mid_term_review_on = day()
    final_evaluation_on = day()
    budget_state = models.CharField(
        max_length=18, choices=BudgetState.choices, default=BudgetState.UNKNOWN
    )
    budget_total = models.DecimalField(
        max_digits=20,
        decimal_places=3,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    budget_currency = models.CharField(max_length=3, blank=True, validators=[currency_code])
    local_plans = models.PositiveIntegerField(null=True, blank=True)
    linked_plans = known(LinkedPlan)
    emerging_issues = known(EmergingIssue)
    pillars = known(Pillar)
    frameworks = models.TextField(blank=True, max_length=1000)
    partner_networks = models.TextField(blank=True, max_length=1000)
    languages = ArrayField(models.CharField(max_length=35), null=True, blank=True)
    document_url = models.URLField(max_length=2000, blank=True, validators=[web_address])
    contact_office = models.CharField(max_length=200, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_reason = models.TextField(blank=True, max_length=2000, editable=False)

    objects = OfMemberQuerySet.as_manager()

    class Meta(MemberContent.Meta):
        ordering = ["member", "-period_start", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["public_id", "edition"], name="plan_public_id"),
            MemberKey(name="plan_member_key"),
            SameMember("predecessor", name="plan_predecessor_of_member"),
            models.CheckConstraint(
                condition=Q(predecessor__isnull=True) | ~Q(predecessor=F("id")),
                name="plan_follows_another",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="plan_has_a_title"),
            models.CheckConstraint(condition=Q(kind__in=PlanKind.values), name="plan_kind_known"),
            models.CheckConstraint(
                condition=Q(status__in=PlanStatus.values), name="plan_status_known"
            ),
            models.CheckConstraint(
                condition=Q(generation__isnull=True) | Q(generation__gte=1),
                name="plan_generation_from_one",
            ),
            models.CheckConstraint(
                condition=Q(period_start__isnull=True)
                | Q(period_end__isnull=True)
                | Q(period_end__gt=F("period_start")),
                name="plan_period_in_order",
            ),
            models.CheckConstraint(
                condition=Q(budget_total__isnull=True, budget_currency="")
                | Q(
                    budget_total__gte=0,
                    budget_currency__regex=r"^[A-Z]{3}$",
                    budget_state__in=WITH_BUDGET,
                ),
                name="plan_total_with_currency_where_there_is_one",
            ),
            models.CheckConstraint(
                condition=Q(file="") | ~Q(sha256=""), name="plan_file_with_its_hash"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_reason=""),
                name="plan_withdrawn_with_its_reason",
            ),
            models.CheckConstraint(
                condition=Q(edition=Edition.WORKING)
                | Q(
                    confidentiality__in=[Confidentiality.PUBLIC, Confidentiality.NETWORK],
                    withdrawn_at__isnull=True,
                ),
                name="plan_published_only_if_shared",
            ),
        ]

    def is_over(self, day: dt.date) -> bool:
        """True where its period ended before this day."""
        return self.period_end is not None and self.period_end < day
