from __future__ import annotations

from typing import Any

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from accounts.actor import Actor
from accounts.composite import MemberKey, SameMember
from recommendations.enums import Pillar
from tracker.enums import Confidentiality, Edition
from tracker.indicator_enums import (
    Direction,
    Frequency,
    Level,
    Measure,
    MeasurementStatus,
    Nature,
)
from tracker.suppression import LEAST_CELL, LEAST_CELL_VIOLENCE, Headline
from tracker.validators import plausible_date, web_address

from .content import ContentQuerySet, MemberContent, NamedReaders
from .evidence import Evidence
from .report import Report

_SHARED = [Confidentiality.PUBLIC, Confidentiality.NETWORK]


class FrameworkManager(models.Manager):
    def get_by_natural_key(self, code: str) -> IndicatorFramework:
        return self.get(code=code)  # type: ignore[return-value]


class IndicatorFramework(models.Model):
    """A set that indicators are taken from: the United Nations', a regional one, a national one."""

    code = models.SlugField(max_length=20, unique=True)
    name = models.CharField(max_length=200)
    source = models.CharField(max_length=300, blank=True, help_text="The document it stands in.")
    url = models.URLField(max_length=500, blank=True, validators=[web_address])

    objects = FrameworkManager()

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.code,)


class IndicatorQuerySet(ContentQuerySet):
    """A contributor reads all of their member. A reviewer reads from the submission of the report
    on that a row was written in."""

    def _assigned_to(self, actor: Actor) -> Q:
        return Q(member=actor.member_id)


class MeasurementQuerySet(IndicatorQuerySet):
    def _naming(self, actor: Actor) -> Q:
        # Who is named for the indicator is named for what it was found to be.
        named = Indicator.internal.filter(named_readers=actor.seat)
        return Q(indicator__in=named.values("pk"))


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Indicator(NamedReaders, MemberContent):
    """What a member watches over the years to see whether a commitment bears fruit.

    `report` is where it was first told. `recommendations` are codes of those it serves; `targets`
    a list of {"on": day, "value": number as a text}; `disaggregation` says of a dimension whether
    it is collected, or not on purpose: nobody said of one that is absent.
    """

    report = models.ForeignKey(Report, models.PROTECT, related_name="indicators")
    framework = models.ForeignKey(IndicatorFramework, models.PROTECT, related_name="+")
    code = models.CharField(max_length=60, blank=True)
    text = models.TextField(max_length=600)
    language = models.CharField(max_length=35)
    pillar = models.CharField(max_length=20, choices=Pillar.choices, blank=True)
    level = models.CharField(max_length=10, choices=Level.choices)
    nature = models.CharField(max_length=12, choices=Nature.choices, blank=True)
    measure = models.CharField(max_length=12, choices=Measure.choices)
    unit = models.CharField(max_length=80, blank=True)
    direction = models.CharField(max_length=8, choices=Direction.choices, blank=True)
    numerator_definition = models.CharField(max_length=300, blank=True)
    denominator_definition = models.CharField(max_length=300, blank=True)
    definition = models.TextField(max_length=2000, blank=True)
    source = models.CharField(max_length=200, blank=True)
    custodian = models.CharField(max_length=200, blank=True)
    method = models.TextField(max_length=2000, blank=True)
    frequency = models.CharField(max_length=12, choices=Frequency.choices, blank=True)
    disaggregation = models.JSONField(default=dict, blank=True)
    baseline_value = models.DecimalField(max_digits=20, decimal_places=3, null=True, blank=True)
    baseline_date = models.DateField(null=True, blank=True, validators=[plausible_date])
    baseline_source = models.CharField(max_length=200, blank=True)
    targets = models.JSONField(default=list, blank=True)
    violence_data = models.BooleanField(default=False)
    minimum_cell = models.PositiveSmallIntegerField(
        default=LEAST_CELL, validators=[MinValueValidator(LEAST_CELL)]
    )
    recommendations = ArrayField(models.CharField(max_length=12), default=list, blank=True)

    objects = IndicatorQuerySet.as_manager()

    class Meta(MemberContent.Meta):
        ordering = ["framework__code", "code", "id"]
        constraints = [
            models.UniqueConstraint(fields=["public_id", "edition"], name="indicator_public_id"),
            MemberKey(name="indicator_member_key"),
            SameMember("report", name="indicator_report_of_member"),
            models.CheckConstraint(
                condition=Q(minimum_cell__gte=LEAST_CELL_VIOLENCE)
                | Q(violence_data=False, minimum_cell__gte=LEAST_CELL),
                name="indicator_minimum_cell_not_under_the_floor",
            ),
            models.CheckConstraint(
                condition=Q(measure__in=Measure.values), name="indicator_measure_known"
            ),
            models.CheckConstraint(
                condition=Q(edition=Edition.WORKING) | Q(confidentiality__in=_SHARED),
                name="indicator_published_only_if_shared",
            ),
        ]

    @property
    def is_percentage(self) -> bool:
        return self.measure == Measure.PERCENTAGE


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Measurement(MemberContent):
    """What an indicator was found to be in a period: a number or words, and one table of counts as
    the member entered it (`tracker.celltable`).

    Exact in the working row; the published copy holds what suppression left, and nothing else:
    then `numbers_hidden` or `table_hidden` says what was held back. `report` is where it was told.
    """

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="measurements")
    report = models.ForeignKey(Report, models.PROTECT, related_name="measurements")
    period_start = models.DateField(validators=[plausible_date])
    period_end = models.DateField(validators=[plausible_date])
    value = models.DecimalField(max_digits=20, decimal_places=3, null=True, blank=True)
    value_text = models.CharField(max_length=600, blank=True)
    numerator = models.DecimalField(max_digits=20, decimal_places=3, null=True, blank=True)
    denominator = models.DecimalField(max_digits=20, decimal_places=3, null=True, blank=True)
    status = models.CharField(max_length=12, choices=MeasurementStatus.choices)
    break_in_series = models.BooleanField(default=False)
    comment = models.TextField(max_length=1000, blank=True)
    evidence = models.ForeignKey(
        Evidence, models.SET_NULL, related_name="measurements", null=True, blank=True
    )
    table = models.JSONField(default=dict, blank=True)
    numbers_hidden = models.BooleanField(default=False, editable=False)
    table_hidden = models.BooleanField(default=False, editable=False)

    objects = MeasurementQuerySet.as_manager()

    class Meta(MemberContent.Meta):
        ordering = ["indicator", "period_start", "id"]
        constraints = [
            models.UniqueConstraint(fields=["public_id", "edition"], name="measurement_public_id"),
            MemberKey(name="measurement_member_key"),
            SameMember("indicator", name="measurement_indicator_of_member"),
            SameMember("report", name="measurement_report_of_member"),
            SameMember("evidence", name="measurement_evidence_of_member"),
            models.UniqueConstraint(
                fields=["member", "indicator", "period_start", "period_end", "edition"],
                name="measurement_once",
            ),
            models.CheckConstraint(
                condition=Q(period_end__gte=F("period_start")), name="measurement_period_in_order"
            ),
            models.CheckConstraint(
                condition=Q(status__in=MeasurementStatus.values), name="measurement_status_known"
            ),
            models.CheckConstraint(
                condition=Q(edition=Edition.PUBLISHED)
                | Q(numbers_hidden=False, table_hidden=False),
                name="measurement_exact_while_working",
            ),
            models.CheckConstraint(
                condition=Q(numbers_hidden=False)
                | Q(value__isnull=True, numerator__isnull=True, denominator__isnull=True),
                name="measurement_hidden_numbers_are_gone",
            ),
            models.CheckConstraint(
                condition=Q(table_hidden=False) | Q(table={}),
                name="measurement_hidden_table_is_gone",
            ),
            models.CheckConstraint(
                condition=Q(edition=Edition.WORKING) | Q(confidentiality__in=_SHARED),
                name="measurement_published_only_if_shared",
            ),
        ]

    def headline(self, *, is_percentage: bool) -> Headline:
        return Headline(self.value, self.numerator, self.denominator, is_percentage)


def plain(number: Any) -> str:
    """A decimal in plain digits, without zeros that say nothing."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
