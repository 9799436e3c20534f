"""The form of an action of a plan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from recommendations.enums import Pillar
from recommendations.models import Recommendation
from tracker.enums import Confidentiality
from tracker.models import Action, Plan
from tracker.plan_enums import Delivery, LocationLevel

from .entry import VISIBILITY, VISIBILITY_HINTS, Words
from .fields import DateField, MoneyField
from .groups import GroupedForm
from .languages import written_in
from .plan import CurrencyField, one_of, words_of
from .widgets import Options


class ActionForm(GroupedForm):
    """What will be done, by whom, until when, and which recommendations it serves."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    code = words_of(_("Number in the plan"), 60, help_text=_("As the plan prints it, such as 1.2."))
    text = Words(
        label=_("What will be done"),
        help_text=_("In the words of the plan. Do not name survivors or defenders."),
        most=2000,
        rows=4,
    )
    language = forms.ChoiceField(label=_("Written in"))
    recommendations = forms.MultipleChoiceField(
        label=_("Which recommendations does it serve?"),
        help_text=_("It then stands beside each of them in your report: one entry for several."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    delivery = one_of(_("How far it came"), Delivery)
    lead_institution = words_of(_("Lead institution"), 200)
    supporting_institutions = words_of(_("Supporting institutions"), 500)
    start_on = DateField(label=_("Begins on"), required=False)
    due_on = DateField(label=_("To be done by"), required=False)

    pillar = forms.ChoiceField(
        label=_("Pillar"), choices=[("", _("Not known")), *Pillar.choices], required=False
    )
    objective = words_of(_("Objective that it serves"), 300)
    outcome = words_of(_("Outcome that it serves"), 300)
    output = words_of(_("Output that it serves"), 300)
    location_level = one_of(
        _("On which level"), LocationLevel, help_text=_("A level, never a place.")
    )
    cost_estimate = MoneyField(
        label=_("Estimated cost"),
        help_text=_("Whole units, without decimals. 0 means none: leave it empty if not known."),
        required=False,
    )
    cost_currency = CurrencyField(label=_("Currency"), required=False)
    partner_networks = words_of(_("Partner networks"), 500)
    external_reference = words_of(
        _("Reference elsewhere"), 300, help_text=_("Such as an action of the WPS-HA Compact.")
    )
    confidentiality = forms.ChoiceField(
        label=_("Who may see it?"),
        help_text=_("The same as the plan, or fewer people."),
        widget=Options(hints=VISIBILITY_HINTS),
    )

    GROUPS = (
        (
            _("The action"),
            "code text language recommendations delivery lead_institution "
            "supporting_institutions start_on due_on",
        ),
        (
            _("Place in the plan, cost, partners"),
            "pillar objective outcome output location_level cost_estimate cost_currency "
            "partner_networks external_reference",
        ),
        (_("Who may see it"), "confidentiality"),
    )

    def __init__(
        self,
        plan: Plan,
        recommendations: Sequence[Recommendation],
        action: Action | None = None,
        data: Any = None,
        *,
        may_share: bool = True,
    ) -> None:
        super().__init__(data, initial=_stored(plan, action))
        self.action = action
        self.known = {row.code: row for row in recommendations}
        self.fields["recommendations"].choices = [  # type: ignore[attr-defined]
            (row.code, f"{row.code} {row.working_title}") for row in recommendations
        ]
        language = action.language if action else plan.language
        self.fields["language"].choices = written_in(plan.member, language)  # type: ignore[attr-defined]
        order = Confidentiality.values
        self.fields["confidentiality"].choices = [  # type: ignore[attr-defined]
            pair for pair in VISIBILITY if order.index(pair[0]) >= order.index(plan.confidentiality)
        ]
        if not may_share:
            del self.fields["confidentiality"]
        self.fields["cost_currency"].offer(plan.member.currency)  # type: ignore[attr-defined]
        self.fields["cost_estimate"].currency = action.cost_currency if action else ""  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        """What was written, for the verb."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        said["recommendations"] = [self.known[code] for code in said["recommendations"]]
        return said

    def changes(self) -> dict[str, Any]:
        """What was written that differs from the stored action; what it serves always."""
        return {
            name: value
            for name, value in self.facts().items()
            if name == "recommendations" or value != getattr(self.action, name)
        }


def _stored(plan: Plan, action: Action | None) -> dict[str, Any]:
    if action is None:
        return {
            "language": plan.language,
            "confidentiality": plan.confidentiality,
            "delivery": Delivery.NOT_REPORTED,
            "location_level": LocationLevel.UNKNOWN,
        }
    found = {name: getattr(action, name) for name in (*ActionForm.names(), "version")}
    found["recommendations"] = [row.code for row in action.recommendations.all()]
    return found
