"""The form of an indicator: what is watched, from where, to where, and who may see it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import Member
from recommendations.enums import Pillar
from recommendations.models import Recommendation
from tracker.enums import Confidentiality
from tracker.indicator_enums import (
    Collected,
    Dimension,
    Direction,
    Frequency,
    Level,
    Measure,
    Nature,
)
from tracker.models import Indicator, IndicatorFramework
from tracker.models.indicator import plain
from tracker.numbers import NotANumber, format_number, parse_number
from tracker.suppression import LEAST_CELL

from .entry import VISIBILITY, VISIBILITY_HINTS
from .fields import DateField, LongTextField
from .languages import written_in
from .widgets import Options

PLAIN = (
    "framework code text language level nature measure unit direction pillar definition "
    "numerator_definition denominator_definition source custodian method frequency "
    "baseline_value baseline_date baseline_source violence_data minimum_cell recommendations "
    "confidentiality"
).split()
TARGETS = 4


class NumberField(forms.Field):
    """A number with at most three decimals, as people write it in their language."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "dir": "ltr", "autocomplete": "off"})
    default_error_messages = {
        "number": _(
            "%(typed)s can be read in two ways, or is no number. Write thousands without a mark "
            "(1234) and at most three decimals (12.5)."
        ),
    }

    def to_python(self, value: Any) -> Any:
        try:
            return parse_number(str(value or ""))
        except NotANumber as error:
            raise ValidationError(
                self.error_messages["number"], code="number", params={"typed": error.typed}
            ) from error

    def prepare_value(self, value: Any) -> Any:
        if value is None or isinstance(value, str):
            return value
        return format_number(value, get_language() or "en")

    def _clean_bound_field(self, bf: forms.BoundField) -> Any:
        # What stands is kept as it is unless somebody types another.
        if bf.initial is not None and bf.data == self.prepare_value(bf.initial):
            return bf.initial
        return super()._clean_bound_field(bf)  # type: ignore[misc]


def _choices(choices: Any, empty: Any) -> list[Any]:
    return [("", empty), *choices]


class IndicatorForm(forms.Form):
    """`facts()` is what the verb takes."""

    text = LongTextField(label=_("What is measured, in one sentence"), most=600, rows=3)
    language = forms.ChoiceField(label=_("Language of these texts"))
    framework = forms.ModelChoiceField(
        label=_("Taken from"),
        queryset=IndicatorFramework.objects.none(),
        empty_label=_("Choose"),
        help_text=_("The set of indicators it comes from."),
    )
    code = forms.CharField(
        label=_("Its number there"), required=False, max_length=60, help_text=_("Such as 12 or 3b.")
    )
    level = forms.ChoiceField(label=_("Level"), choices=_choices(Level.choices, _("Choose")))
    nature = forms.ChoiceField(
        label=_("What it looks at"),
        required=False,
        choices=_choices(Nature.choices, _("Not said")),
    )
    pillar = forms.ChoiceField(
        label=_("Pillar"), required=False, choices=_choices(Pillar.choices, _("Not said"))
    )
    measure = forms.ChoiceField(
        label=_("Measured in"), choices=_choices(Measure.choices, _("Choose"))
    )
    unit = forms.CharField(
        label=_("Unit"), required=False, max_length=80, help_text=_("Such as persons, hours, laws.")
    )
    direction = forms.ChoiceField(
        label=_("Direction wanted"),
        required=False,
        choices=_choices(Direction.choices, _("Not said")),
    )
    numerator_definition = forms.CharField(
        label=_("What the numerator counts"), required=False, max_length=300
    )
    denominator_definition = forms.CharField(
        label=_("What the denominator counts"), required=False, max_length=300
    )
    definition = LongTextField(label=_("Definition"), required=False, most=2000, rows=3)
    source = forms.CharField(label=_("Source of the data"), required=False, max_length=200)
    custodian = forms.CharField(label=_("Who keeps the data"), required=False, max_length=200)
    method = LongTextField(label=_("Method"), required=False, most=2000, rows=3)
    frequency = forms.ChoiceField(
        label=_("How often it is measured"),
        required=False,
        choices=_choices(Frequency.choices, _("Not said")),
    )
    baseline_value = NumberField(label=_("Baseline"), required=False)
    baseline_date = DateField(label=_("Day of the baseline"), required=False)
    baseline_source = forms.CharField(
        label=_("Source of the baseline"), required=False, max_length=200
    )
    recommendations = forms.MultipleChoiceField(
        label=_("Which recommendations does it serve?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    violence_data = forms.BooleanField(
        label=_("The numbers are about violence"),
        required=False,
        help_text=_("Then counts under 10 are never published, in a table or alone."),
    )
    minimum_cell = forms.IntegerField(
        label=_("Smallest count published in a table"),
        min_value=LEAST_CELL,
        max_value=1000,
        initial=LEAST_CELL,
        required=False,
        help_text=_("5 or more; 10 or more about violence. Smaller counts are left out."),
    )
    confidentiality = forms.ChoiceField(
        label=_("Who may see it?"), choices=VISIBILITY, widget=Options(hints=VISIBILITY_HINTS)
    )

    def __init__(
        self, member: Member, data: Any = None, indicator: Indicator | None = None
    ) -> None:
        super().__init__(data, initial=_stored(indicator))
        fields: Any = self.fields
        fields["language"].choices = written_in(member, indicator.language if indicator else "")
        fields["framework"].queryset = IndicatorFramework.objects.all()
        fields["recommendations"].choices = [
            (r.code, f"{r.code} {r.short_title}") for r in Recommendation.objects.order_by("code")
        ]
        for name, label in Dimension.choices:
            self.fields[f"by-{name}"] = forms.ChoiceField(
                label=label, required=False, choices=_choices(Collected.choices, _("Not said"))
            )
        for n in range(1, TARGETS + 1):
            self.fields[f"target-{n}"] = NumberField(
                label=_("Target %(n)d") % {"n": n}, required=False
            )
            self.fields[f"by-day-{n}"] = DateField(
                label=_("Target %(n)d, by the day") % {"n": n}, required=False
            )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        for n in range(1, TARGETS + 1):
            value, day = found.get(f"target-{n}"), found.get(f"by-day-{n}")
            if value is not None and day is None and f"by-day-{n}" not in self.errors:
                self.add_error(f"by-day-{n}", _("Say by which day the target is to be reached."))
            if value is None and day is not None and f"target-{n}" not in self.errors:
                self.add_error(f"target-{n}", _("Write the value to be reached."))
        return found

    def facts(self) -> dict[str, Any]:
        told = {name: self.cleaned_data[name] for name in PLAIN}
        if told["minimum_cell"] is None:
            del told["minimum_cell"]
        told["disaggregation"] = {
            name: self.cleaned_data[f"by-{name}"]
            for name in Dimension.values
            if self.cleaned_data[f"by-{name}"]
        }
        told["targets"] = [
            {"on": day.isoformat(), "value": plain(value)}
            for n in range(1, TARGETS + 1)
            if (value := self.cleaned_data[f"target-{n}"]) is not None
            and (day := self.cleaned_data[f"by-day-{n}"])
        ]
        return told

    @property
    def parts(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The controls under their headings."""
        return [(title, [self[name] for name in names]) for title, names in _PARTS]


_PARTS: list[tuple[Any, list[str]]] = [
    (
        _("What is measured"),
        "text language framework code level nature pillar recommendations".split(),
    ),
    (
        _("How it is measured"),
        "measure unit direction numerator_definition denominator_definition definition source "
        "custodian method frequency".split(),
    ),
    (
        _("Baseline and targets"),
        ["baseline_value", "baseline_date", "baseline_source"]
        + [f"{name}-{n}" for n in range(1, TARGETS + 1) for name in ("target", "by-day")],
    ),
    (
        _("By what the number is told apart. To prefer not to collect is a valid answer."),
        [f"by-{name}" for name in Dimension.values],
    ),
    (_("What is shown"), "violence_data minimum_cell confidentiality".split()),
]


def _stored(indicator: Indicator | None) -> Mapping[str, Any]:
    if indicator is None:
        return {"confidentiality": Confidentiality.MEMBER}
    found = {name: getattr(indicator, name) for name in PLAIN}
    found |= {f"by-{name}": said for name, said in indicator.disaggregation.items()}
    for n, one in enumerate(indicator.targets[:TARGETS], 1):
        found[f"target-{n}"] = Decimal(one["value"])
        found[f"by-day-{n}"] = dt.date.fromisoformat(one["on"])
    return found


class WithdrawForm(forms.Form):
    """Why something goes. Those who work on it read the reason."""

    reason = LongTextField(label=_("Why is it withdrawn?"), most=2000, rows=3)
