from __future__ import annotations

import datetime as dt

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from accounts.actor import Actor
from accounts.composite import MemberKey, SameMember
from recommendations.models import Recommendation
from tracker.enums import (
    BudgetStage,
    CommitmentOrigin,
    Confidentiality,
    DataState,
    Edition,
    FigureQuality,
    FundingSource,
    GenderMarker,
    RecipientKind,
)
from tracker.validators import currency_code, plausible_date

from .action import Action
from .content import ContentQuerySet, MemberContent, NamedReaders
from .evidence import Evidence
from .report import Report


class BudgetLineQuerySet(ContentQuerySet):
    def _assigned_to(self, actor: Actor) -> Q:
        """Lines a contributor was asked for by name, or with the answer to their recommendation:
        then only those that somebody told of by that cycle, or has told nothing of yet."""
        told = BudgetFigure.internal.filter(line=OuterRef(OuterRef("pk")))
        by_then = told.filter(
            report__cycle__meeting_on__lte=OuterRef("entry__report__cycle__meeting_on")
        )
        by_answer = (
            _asked(actor)
            .filter(entry__recommendation=OuterRef("recommendation"))
            .filter(Exists(by_then) | ~Exists(told))
        )
        by_name = _asked(actor).filter(budget_line=OuterRef("pk"))
        return Q(member=actor.member_id) & (Q(Exists(by_answer)) | Q(Exists(by_name)))

    def _submitted(self) -> Q:
        # A line runs over years: it is read where one of its figures was submitted.
        submitted = BudgetFigure.internal.filter(
            line=OuterRef("pk"), report__submitted_at__isnull=False
        )
        return Q(Exists(submitted))


class BudgetFigureQuerySet(ContentQuerySet):
    def _assigned_to(self, actor: Actor) -> Q:
        """Figures of a contributor's lines up to the cycle in which they were asked."""
        by_answer = _asked(actor).filter(
            entry__recommendation=OuterRef("line__recommendation"),
            entry__report__cycle__meeting_on__gte=OuterRef("report__cycle__meeting_on"),
        )
        by_name = _asked(actor).filter(
            budget_line=OuterRef("line"), due_on__gte=OuterRef("report__cycle__opens_on")
        )
        return Q(member=actor.member_id) & (Q(Exists(by_answer)) | Q(Exists(by_name)))

    def _naming(self, actor: Actor) -> Q:
        # A figure is as open as its line.
        named = BudgetLine.internal.filter(named_readers=actor.seat)
        return Q(line__in=named.values("pk"))


def _asked(actor: Actor) -> models.QuerySet:
    from .assignment import Assignment

    return Assignment.internal.filter(appointment=actor.seat)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class BudgetLine(NamedReaders, MemberContent):
    """A stream of money for one recommendation, followed over the years by its figures, and for the
    action of a plan that it pays for, where somebody named one.

    The flags (women-led recipient, flexible, multi-year) are the words of recommendation 2023-08;
    empty means not said. Before `embargo_until` the line is never published.
    """

    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="+")
    action = models.ForeignKey(Action, models.SET_NULL, related_name="lines", null=True, blank=True)
    title = models.CharField(max_length=300)
    body = models.CharField(max_length=200, blank=True, help_text="Who carries it out.")
    source = models.CharField(max_length=16, choices=FundingSource.choices, blank=True)
    commitment_origin = models.CharField(
        max_length=24, choices=CommitmentOrigin.choices, blank=True
    )
    is_dedicated = models.BooleanField(null=True, blank=True)
    share_percent = models.DecimalField(
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text="Part of the line for this agenda, where it is not dedicated.",
    )
    recipient_kind = models.CharField(max_length=28, choices=RecipientKind.choices, blank=True)
    women_led = models.BooleanField(null=True, blank=True)
    flexible = models.BooleanField(null=True, blank=True)
    multi_year = models.BooleanField(null=True, blank=True)
    gender_marker = models.CharField(
        max_length=14, choices=GenderMarker.choices, default=GenderMarker.NOT_SCREENED
    )
    embargo_until = models.DateField(null=True, blank=True)

    objects = BudgetLineQuerySet.as_manager()

    def is_under_embargo(self, today: dt.date) -> bool:
        """True before the day from which it may be published. `today` is the member's own day."""
        return self.embargo_until is not None and self.embargo_until > today

    class Meta(MemberContent.Meta):
        ordering = ["recommendation__code", "id"]
        constraints = [
            models.UniqueConstraint(fields=["public_id", "edition"], name="budget_line_public_id"),
            MemberKey(name="budget_line_member_key"),
            SameMember("action", name="budget_line_action_of_member"),
            models.CheckConstraint(
                condition=Q(share_percent__isnull=True)
                | Q(share_percent__gte=0, share_percent__lte=100),
                name="budget_line_share_is_a_percentage",
            ),
            models.CheckConstraint(
                condition=Q(edition=Edition.WORKING)
                | Q(confidentiality__in=[Confidentiality.PUBLIC, Confidentiality.NETWORK]),
                name="budget_line_published_only_if_shared",
            ),
        ]
        indexes = [models.Index(fields=["-updated_at", "-public_id"], name="line_newest")]


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class BudgetFigure(MemberContent):
    """One amount of a line: at a stage, for a fiscal period, in a currency.

    `amount` is in the currency's own units (Decimal, three places at most) and is empty exactly
    when `data_state` is not `reported`: 0 is a real zero. `report` is where it was reported. One
    current figure per line, stage, period and currency; revisions are history.
    """

    line = models.ForeignKey(BudgetLine, models.PROTECT, related_name="figures")
    report = models.ForeignKey(Report, models.PROTECT, related_name="figures")
    stage = models.CharField(max_length=12, choices=BudgetStage.choices)
    period_start = models.DateField(validators=[plausible_date])
    period_end = models.DateField(validators=[plausible_date])
    amount = models.DecimalField(max_digits=20, decimal_places=3, null=True, blank=True)
    currency = models.CharField(max_length=3, validators=[currency_code])
    data_state = models.CharField(max_length=16, choices=DataState.choices)
    as_of = models.DateField(null=True, blank=True, validators=[plausible_date])
    quality = models.CharField(max_length=12, choices=FigureQuality.choices, blank=True)
    evidence = models.ForeignKey(
        Evidence, models.SET_NULL, related_name="figures", null=True, blank=True
    )
    page_pin = models.CharField(
        max_length=60, blank=True, help_text="Where in the document it stands."
    )

    objects = BudgetFigureQuerySet.as_manager()

    class Meta(MemberContent.Meta):
        ordering = ["line", "-period_start", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["public_id", "edition"], name="budget_figure_public_id"
            ),
            MemberKey(name="budget_figure_member_key"),
            SameMember("line", name="budget_figure_line_of_member"),
            SameMember("report", name="budget_figure_report_of_member"),
            SameMember("evidence", name="budget_figure_evidence_of_member"),
            models.UniqueConstraint(
                fields=[
                    "member",
                    "line",
                    "stage",
                    "period_start",
                    "period_end",
                    "currency",
                    "edition",
                ],
                name="budget_figure_once",
            ),
            models.CheckConstraint(
                condition=Q(period_end__gt=F("period_start")), name="budget_figure_period_in_order"
            ),
            models.CheckConstraint(
                condition=Q(data_state=DataState.REPORTED, amount__isnull=False)
                | (~Q(data_state=DataState.REPORTED) & Q(amount__isnull=True)),
                name="budget_figure_amount_exactly_when_reported",
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gte=0),
                name="budget_figure_amount_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(currency__regex=r"^[A-Z]{3}$"), name="budget_figure_currency_code"
            ),
            models.CheckConstraint(
                condition=Q(stage__in=BudgetStage.values), name="budget_figure_stage_known"
            ),
            models.CheckConstraint(
                condition=Q(edition=Edition.WORKING)
                | Q(confidentiality__in=[Confidentiality.PUBLIC, Confidentiality.NETWORK]),
                name="budget_figure_published_only_if_shared",
            ),
        ]
        indexes = [models.Index(fields=["-updated_at", "-public_id"], name="figure_newest")]
