"""The form of a plan. Three fields are enough to begin; all others may say that nobody knows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import Member
from recommendations.enums import Pillar
from tracker import currencies
from tracker.models import Plan
from tracker.plan_enums import (
    BudgetState,
    CivilSocietyRole,
    EmergingIssue,
    InstitutionType,
    LinkedPlan,
    Orientation,
    PlanKind,
    PlanStatus,
)
from tracker.queries.plans import ordinal

from .entry import VISIBILITY, VISIBILITY_HINTS, Words
from .fields import DateField, MoneyField
from .groups import GroupedForm
from .languages import UNITED_NATIONS, written_in
from .widgets import Options

NONE_OF_THEM = "none_of_them"
YES, NO, UNKNOWN = "yes", "no", ""
FLAGS = {YES: True, NO: False, UNKNOWN: None}


class FlagField(forms.ChoiceField):
    """Yes, no, or not known: the three are never mixed up."""

    def __init__(self, **kwargs: Any) -> None:
        choices = [(UNKNOWN, _("Not known")), (YES, _("Yes")), (NO, _("No"))]
        super().__init__(choices=choices, required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return {True: YES, False: NO, None: UNKNOWN}.get(value, value)

    def clean(self, value: Any) -> bool | None:
        return FLAGS[super().clean(value)]


class CodesField(forms.MultipleChoiceField):
    """Codes of a list: some of them, none of them, or (nothing ticked) not known."""

    widget = forms.CheckboxSelectMultiple
    default_error_messages = {
        "both": _("Tick “None of these” or some of the others, not both."),
    }

    def __init__(self, choices: Iterable[Any], **kwargs: Any) -> None:
        every = [*choices, (NONE_OF_THEM, _("None of these"))]
        super().__init__(choices=every, required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return [NONE_OF_THEM] if value == [] else value

    def clean(self, value: Any) -> list[str] | None:
        ticked = super().clean(value)
        if NONE_OF_THEM in ticked and len(ticked) > 1:
            raise ValidationError(self.error_messages["both"], code="both")
        if not ticked:
            return None
        return [] if ticked == [NONE_OF_THEM] else ticked


class CurrencyField(forms.ChoiceField):
    """A currency by its code, the member's own first."""

    def offer(self, own: str) -> None:
        codes = [*([own] if own else []), *sorted(currencies.codes() - {own})]
        self.choices = [("", _("Not given")), *[(code, code) for code in codes]]


def words_of(label: Any, most: int, **kwargs: Any) -> forms.CharField:
    attrs = {"dir": "auto", "class": "w-full"}
    return forms.CharField(
        label=label, required=False, max_length=most, widget=forms.TextInput(attrs), **kwargs
    )


def number(label: Any, least: int = 0, most: int = 100_000, **kwargs: Any) -> forms.IntegerField:
    widget = forms.TextInput({"inputmode": "numeric", "size": "6", "autocomplete": "off"})
    return forms.IntegerField(
        label=label, required=False, min_value=least, max_value=most, widget=widget, **kwargs
    )


def one_of(label: Any, values: Any, **kwargs: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=values.choices, **kwargs)


class PlanForm(GroupedForm):
    """What is known of a plan. `changes()` holds what differs from the stored row."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(
        label=_("Official title"),
        help_text=_("As printed on the plan, in its own language."),
        max_length=300,
        widget=forms.TextInput({"dir": "auto", "class": "w-full"}),
    )
    language = forms.ChoiceField(label=_("Language of the title"))
    english_title = words_of(_("Title in English"), 300)
    kind = one_of(_("Kind of plan"), PlanKind)
    status = one_of(_("Where it stands"), PlanStatus)
    generation = number(
        _("Generation"), 1, 99, help_text=_("1 for the first plan of its kind, 2 for the next.")
    )
    predecessor = forms.ChoiceField(label=_("The plan before"), required=False)
    period_start = DateField(label=_("Runs from"), required=False)
    period_end = DateField(
        label=_("Runs until"),
        help_text=_("Leave empty if it has no end, or if it is not known."),
        required=False,
    )
    phases = Words(label=_("Phases, if it has any"), required=False, most=1000, rows=2)

    adopted_on = DateField(label=_("Adopted on"), required=False)
    adopting_authority = words_of(_("Adopted by"), 200, help_text=_("Such as the cabinet."))
    legal_form = words_of(
        _("Legal form"), 200, help_text=_("Such as cabinet decision, decree, law.")
    )
    launched_on = DateField(label=_("Launched on"), required=False)
    orientation = one_of(_("Where it works"), Orientation)

    lead_institution = words_of(_("Lead institution"), 200)
    lead_institution_type = one_of(_("Type of the lead institution"), InstitutionType)
    coordination_body = words_of(_("Coordination body"), 200)
    contact_office = words_of(
        _("Contact office"),
        200,
        help_text=_("An office with its address, not a person: this can be published."),
    )
    civil_society_role = one_of(_("Role of civil society"), CivilSocietyRole)
    local_plans = number(_("Number of local plans"))

    reports_to_parliament = FlagField(label=_("Are reports tabled in parliament?"))
    parliament_periodicity = words_of(_("How often in parliament"), 100)
    monitoring_framework = FlagField(label=_("Has it a monitoring framework?"))
    indicator_count = number(_("Number of indicators"))
    reporting_periodicity = words_of(_("How often it is reported on"), 100)
    mid_term_review_on = DateField(label=_("Mid-term review"), required=False)
    final_evaluation_on = DateField(label=_("Final evaluation"), required=False)

    budget_state = one_of(_("Has it a budget?"), BudgetState)
    budget_total = MoneyField(
        label=_("Total, where one is stated"),
        help_text=_("Whole units, without decimals. 0 means none: leave it empty if not known."),
        required=False,
    )
    budget_currency = CurrencyField(label=_("Currency"), required=False)

    pillars = CodesField(Pillar.choices, label=_("Pillars"))
    linked_plans = CodesField(
        LinkedPlan.choices,
        label=_("Linked with other plans and strategies on"),
        help_text=_("The families of recommendation 2022-07. Tick nothing if it is not known."),
    )
    emerging_issues = CodesField(
        EmergingIssue.choices,
        label=_("Emerging issues that it speaks of"),
        help_text=_("The issues of recommendation 2023-06. Tick nothing if it is not known."),
    )
    frameworks = Words(label=_("Frameworks it cites"), required=False, most=1000, rows=2)
    partner_networks = Words(label=_("Partner networks"), required=False, most=1000, rows=2)
    languages = forms.MultipleChoiceField(
        label=_("Languages in which the plan can be read"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    document_url = forms.CharField(
        label=_("Web address of the document"),
        help_text=_("A file is added on the page of the plan, once it is saved."),
        max_length=2000,
        required=False,
        widget=forms.URLInput({"dir": "ltr", "class": "w-full", "autocomplete": "off"}),
    )
    confidentiality = forms.ChoiceField(
        label=_("Who may see it?"),
        help_text=_("Its actions follow the plan, or are open to fewer people."),
        choices=VISIBILITY,
        widget=Options(hints=VISIBILITY_HINTS),
    )

    # What the page shows together. The first group is open, the others fold.
    GROUPS = (
        (
            _("The plan"),
            "title language english_title kind status generation predecessor period_start "
            "period_end phases",
        ),
        (
            _("Adoption"),
            "adopted_on adopting_authority legal_form launched_on orientation languages "
            "document_url",
        ),
        (
            _("Who leads, who takes part"),
            "lead_institution lead_institution_type coordination_body contact_office "
            "civil_society_role partner_networks local_plans",
        ),
        (
            _("Monitoring and parliament"),
            "monitoring_framework indicator_count reporting_periodicity mid_term_review_on "
            "final_evaluation_on reports_to_parliament parliament_periodicity",
        ),
        (_("Budget"), "budget_state budget_total budget_currency"),
        (_("What it covers"), "pillars linked_plans emerging_issues frameworks"),
        (_("Who may see it"), "confidentiality"),
    )

    def __init__(
        self, member: Member, others: Sequence[Plan], plan: Plan | None = None, data: Any = None
    ) -> None:
        super().__init__(data, initial=_stored(plan))
        self.plan, self.others = plan, {str(other.public_id): other for other in others}
        languages = written_in(member, plan.language if plan else "")
        self.fields["language"].choices = languages  # type: ignore[attr-defined]
        also = [*(plan.languages or [] if plan else []), *UNITED_NATIONS]
        self.fields["languages"].choices = written_in(member, *also)  # type: ignore[attr-defined]
        self.fields["predecessor"].choices = [  # type: ignore[attr-defined]
            ("", _("None, or not known")),
            *[(key, named(other)) for key, other in self.others.items()],
        ]
        self.fields["budget_currency"].offer(member.currency)  # type: ignore[attr-defined]
        self.fields["budget_total"].currency = plan.budget_currency if plan else ""  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        """What was written, for the verb."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        said["predecessor"] = self.others.get(said["predecessor"])
        said["languages"] = said["languages"] or None
        return said

    def changes(self) -> dict[str, Any]:
        """What was written that differs from the stored plan."""
        return {n: v for n, v in self.facts().items() if v != getattr(self.plan, n)}


def named(plan: Plan) -> str:
    """A plan in a list of choices."""
    words = [plan.title, str(ordinal(plan.generation))]
    return ", ".join(filter(None, words))


def _stored(plan: Plan | None) -> dict[str, Any]:
    if plan is None:
        return {
            "status": PlanStatus.IN_DEVELOPMENT,
            "kind": PlanKind.NAP,
            "orientation": Orientation.UNKNOWN,
            "lead_institution_type": InstitutionType.UNKNOWN,
            "civil_society_role": CivilSocietyRole.UNKNOWN,
            "budget_state": BudgetState.UNKNOWN,
            "confidentiality": "member",
        }
    found = {name: getattr(plan, name) for name in (*PlanForm.names(), "version")}
    found["predecessor"] = str(plan.predecessor.public_id) if plan.predecessor else ""
    return found
