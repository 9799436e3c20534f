from __future__ import annotations

from typing import Any

from rest_framework import serializers

from recommendations.enums import Pillar
from tracker.domain.measurements import warnings
from tracker.enums import Confidentiality, Edition
from tracker.indicator_enums import (
    Direction,
    Frequency,
    Level,
    Measure,
    MeasurementStatus,
    Nature,
)
from tracker.models import Indicator, Measurement
from tracker.models.indicator import plain
from tracker.suppression import LEAST_CELL

from .fields import (
    ChoiceField,
    DayField,
    DecimalField,
    FlagField,
    IdField,
    LanguageField,
    NumberField,
    TextField,
)


class IndicatorSerializer(serializers.Serializer):
    """What a member watches over the years. Numbers are texts in plain digits; null or empty means
    that nobody said."""

    id = serializers.UUIDField(source="public_id")
    member = serializers.CharField(source="member.code")
    framework = serializers.CharField(source="framework.code")
    code = serializers.CharField()
    text = serializers.CharField()
    language = serializers.CharField()
    pillar = serializers.CharField()
    level = serializers.ChoiceField(Level.choices)
    nature = serializers.CharField()
    measure = serializers.ChoiceField(Measure.choices)
    unit = serializers.CharField()
    direction = serializers.CharField()
    numerator_definition = serializers.CharField()
    denominator_definition = serializers.CharField()
    definition = serializers.CharField()
    source = serializers.CharField()
    custodian = serializers.CharField()
    method = serializers.CharField()
    frequency = serializers.CharField()
    disaggregation = serializers.DictField(child=serializers.CharField())
    baseline_value = serializers.SerializerMethodField()
    baseline_date = serializers.DateField(allow_null=True)
    baseline_source = serializers.CharField()
    targets = serializers.ListField(child=serializers.DictField(child=serializers.CharField()))
    violence_data = serializers.BooleanField()
    minimum_cell = serializers.IntegerField()
    recommendations = serializers.ListField(child=serializers.CharField())
    confidentiality = serializers.ChoiceField(Confidentiality.choices)
    version = serializers.IntegerField()
    updated_at = serializers.DateTimeField()

    def get_baseline_value(self, row: Indicator) -> str | None:
        return None if row.baseline_value is None else plain(row.baseline_value)


def _blank(choices: Any) -> ChoiceField:
    return ChoiceField(choices, required=False, allow_blank=True)


def _words(most: int) -> TextField:
    return TextField(required=False, allow_blank=True, max_length=most)


class IndicatorChange(serializers.Serializer):
    """`report` says in which report the work is done; left out, it is the one of the open cycle.
    `targets` is a list of {"on": day, "value": number as a text}; `disaggregation` says of a
    dimension whether it is `collected` or `not_collected_on_purpose`."""

    report = IdField(required=False)
    framework = TextField(required=False, max_length=20)
    code = _words(60)
    text = TextField(required=False, max_length=600)
    language = LanguageField(required=False)
    pillar = _blank(Pillar.choices)
    level = ChoiceField(Level.choices, required=False)
    nature = _blank(Nature.choices)
    measure = ChoiceField(Measure.choices, required=False)
    unit = _words(80)
    direction = _blank(Direction.choices)
    numerator_definition = _words(300)
    denominator_definition = _words(300)
    definition = _words(2000)
    source = _words(200)
    custodian = _words(200)
    method = _words(2000)
    frequency = _blank(Frequency.choices)
    disaggregation = serializers.JSONField(required=False)
    baseline_value = DecimalField(required=False, allow_null=True)
    baseline_date = DayField(required=False, allow_null=True)
    baseline_source = _words(200)
    targets = serializers.JSONField(required=False)
    violence_data = FlagField(required=False)
    minimum_cell = NumberField(required=False, min_value=LEAST_CELL, max_value=1000)
    recommendations = serializers.ListField(
        child=TextField(max_length=12), required=False, max_length=100
    )
    confidentiality = ChoiceField(Confidentiality.choices, required=False)


class IndicatorBody(IndicatorChange):
    member = TextField(required=False, max_length=12)
    framework = TextField(max_length=20)
    text = TextField(max_length=600)
    language = LanguageField()
    level = ChoiceField(Level.choices)
    measure = ChoiceField(Measure.choices)


class IndicatorWithdrawal(serializers.Serializer):
    """Those who work on the indicator read the reason."""

    reason = TextField(max_length=2000)


class MeasurementSerializer(serializers.Serializer):
    """What an indicator was found to be in a period. In a published copy a count may be
    `"suppressed"`, which is not 0 and not unknown, and `numbers_hidden` or `table_hidden` say that
    all of it was held back, so that nobody can be made out."""

    id = serializers.UUIDField(source="public_id")
    indicator = serializers.UUIDField(source="indicator.public_id")
    report = serializers.UUIDField(source="report.public_id")
    member = serializers.CharField(source="member.code")
    cycle = serializers.CharField(source="report.cycle.code")
    period_start = serializers.DateField()
    period_end = serializers.DateField()
    value = serializers.SerializerMethodField()
    value_text = serializers.CharField()
    numerator = serializers.SerializerMethodField()
    denominator = serializers.SerializerMethodField()
    status = serializers.ChoiceField(MeasurementStatus.choices)
    break_in_series = serializers.BooleanField()
    comment = serializers.CharField()
    evidence = serializers.SerializerMethodField()
    table = serializers.JSONField()
    numbers_hidden = serializers.BooleanField()
    table_hidden = serializers.BooleanField()
    warnings = serializers.SerializerMethodField()
    confidentiality = serializers.ChoiceField(Confidentiality.choices)
    version = serializers.IntegerField()
    updated_at = serializers.DateTimeField()

    def get_value(self, row: Measurement) -> str | None:
        return _number(row.value)

    def get_numerator(self, row: Measurement) -> str | None:
        return _number(row.numerator)

    def get_denominator(self, row: Measurement) -> str | None:
        return _number(row.denominator)

    def get_evidence(self, row: Measurement) -> str | None:
        """The document that shows it, unless that one is for named people only."""
        if row.evidence is None or row.evidence.confidentiality == Confidentiality.RESTRICTED:
            return None
        return str(row.evidence.public_id)

    def get_warnings(self, row: Measurement) -> list[str]:
        """What looks like an error and is none for sure, for who works on it."""
        return warnings(row.indicator, row) if row.edition == Edition.WORKING else []


def _number(value: Any) -> str | None:
    return None if value is None else plain(value)


class MeasurementChange(serializers.Serializer):
    """A correction. Indicator and period are what a measurement is: they stay. `table` is replaced
    whole; `{}` takes it away."""

    report = IdField(required=False)
    value = DecimalField(required=False, allow_null=True)
    value_text = _words(600)
    numerator = DecimalField(required=False, allow_null=True, min_value=0)
    denominator = DecimalField(required=False, allow_null=True, min_value=0)
    status = ChoiceField(MeasurementStatus.choices, required=False)
    break_in_series = FlagField(required=False)
    comment = _words(1000)
    evidence = IdField(required=False, allow_null=True)
    table = serializers.JSONField(required=False)


class MeasurementBody(MeasurementChange):
    indicator = IdField()
    period_start = DayField()
    period_end = DayField()
    status = ChoiceField(MeasurementStatus.choices)
