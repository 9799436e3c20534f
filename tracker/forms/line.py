"""What is known of a line of money beside its amounts, and of one figure beside its amount."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tracker.enums import (
    CommitmentOrigin,
    FigureQuality,
    FundingSource,
    GenderMarker,
    RecipientKind,
)
from tracker.models import Action, BudgetFigure, BudgetLine, Evidence
from tracker.queries.plans import called

from .entry import VISIBILITY, VISIBILITY_HINTS
from .fields import DateField, PercentField
from .widgets import Options

NOT_SAID = ("", _("Not said"))
YES_NO = [NOT_SAID, ("yes", _("Yes")), ("no", _("No"))]
FLAGS = ("is_dedicated", "women_led", "flexible", "multi_year")
FACTS = (
    "title body source commitment_origin action is_dedicated share_percent recipient_kind "
    "women_led flexible multi_year gender_marker confidentiality embargo_until"
).split()
FIGURE_FACTS = ("as_of", "quality", "evidence", "page_pin")
_AS_FLAG = {"yes": True, "no": False, "": None}
_AS_WORD = {flag: word for word, flag in _AS_FLAG.items()}


def _flag(label: Any, help_text: Any = "") -> forms.ChoiceField:
    return forms.ChoiceField(label=label, help_text=help_text, choices=YES_NO, required=False)


class LineForm(forms.Form):
    """A line of money: what it is, where the money comes from and goes to, and who may see it.
    Only the title is needed; "not said" is an answer everywhere else."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    title = forms.CharField(
        label=_("What the money is for"),
        help_text=_("As in the budget, for example “Women, Peace and Security secretariat”."),
        max_length=300,
        widget=forms.TextInput({"dir": "auto", "class": "w-full"}),
    )
    body = forms.CharField(
        label=_("Who carries it out"),
        required=False,
        max_length=200,
        widget=forms.TextInput({"dir": "auto", "class": "w-full"}),
    )
    source = forms.ChoiceField(
        label=_("Where the money comes from"),
        choices=[NOT_SAID, *FundingSource.choices],
        required=False,
    )
    commitment_origin = forms.ChoiceField(
        label=_("Where it was promised"),
        choices=[NOT_SAID, *CommitmentOrigin.choices],
        required=False,
    )
    is_dedicated = _flag(_("Is all of it for this agenda?"))
    share_percent = PercentField(
        label=_("If not: the part that is, in per cent"),
        help_text=_("For example 25. Amounts are reported whole; this says how much counts."),
        required=False,
    )
    action = forms.ChoiceField(
        label=_("Action of a plan that it pays for"),
        help_text=_("Its money then stands beside the action on the page of the plan."),
        required=False,
    )
    recipient_kind = forms.ChoiceField(
        label=_("Who receives it"),
        help_text=_("The kind only. Name no local group where foreign money is dangerous."),
        choices=[NOT_SAID, *RecipientKind.choices],
        required=False,
    )
    women_led = _flag(_("Is the recipient led by women?"))
    flexible = _flag(_("Is it flexible?"), _("The recipient decides what it is used for."))
    multi_year = _flag(_("Is it for several years?"))
    gender_marker = forms.ChoiceField(
        label=_("Gender equality marker"),
        help_text=_(
            "0 needs a screening too; without one choose “Not screened”. 2 is not better than 1."
        ),
        choices=GenderMarker.choices,
    )
    confidentiality = forms.ChoiceField(
        label=_("Who may see it?"),
        help_text=_("It is never shown more widely than the answer itself."),
        choices=VISIBILITY,
        widget=Options(hints=VISIBILITY_HINTS),
    )
    embargo_until = DateField(
        label=_("Not published before"),
        help_text=_(
            "For budgets that are not tabled yet. Until this day nothing of the line is published "
            "or counted; from it on, the line goes with the next publication of the report."
        ),
        required=False,
    )

    def __init__(
        self,
        line: BudgetLine,
        data: Any = None,
        *,
        may_share: bool,
        is_new: bool = False,
        actions: Sequence[Action] = (),
    ) -> None:
        super().__init__(data, prefix="line", initial=_stored(line))
        self.actions = {str(action.public_id): action for action in actions}
        self.fields["action"].choices = [  # type: ignore[attr-defined]
            ("", _("None")),
            *((key, called(action)) for key, action in self.actions.items()),
        ]
        # What this person cannot see stays as it is.
        if not actions or (line.action is not None and line.action not in self.actions.values()):
            del self.fields["action"]
        if is_new:
            del self.fields["version"]
        if not may_share:
            del self.fields["confidentiality"], self.fields["embargo_until"]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("is_dedicated") == "yes" and said.get("share_percent") is not None:
            self.add_error(
                "share_percent", _("Leave the part empty, or say that not all of it is for this.")
            )
        return said

    def facts(self) -> dict[str, Any]:
        """What was written, for the verbs."""
        said = {name: self.cleaned_data[name] for name in FACTS if name in self.cleaned_data}
        if "action" in said:
            said["action"] = self.actions.get(said["action"])
        return said | {name: _AS_FLAG[said[name]] for name in FLAGS}

    def changes(self) -> dict[str, Any]:
        """What differs from what the page was sent with."""
        return {name: value for name, value in self.facts().items() if name in self.changed_data}


def _stored(line: BudgetLine) -> dict[str, Any]:
    stored: dict[str, Any] = {name: getattr(line, name) for name in FACTS}
    stored["action"] = str(line.action.public_id) if line.action else ""
    return stored | {name: _AS_WORD[stored[name]] for name in FLAGS} | {"version": line.version}


class FigureForm(forms.Form):
    """How well a figure is known, and where it stands written."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    as_of = DateField(
        label=_("As of"),
        help_text=_("The day on which the figure stood like this."),
        required=False,
    )
    quality = forms.ChoiceField(
        label=_("How firm it is"), choices=[NOT_SAID, *FigureQuality.choices], required=False
    )
    evidence = forms.ChoiceField(
        label=_("Document that shows it"),
        help_text=_("Among the evidence of this answer."),
        required=False,
    )
    page_pin = forms.CharField(
        label=_("Page or paragraph"),
        help_text=_("Where to look, for example “page 41” or “article 5”."),
        required=False,
        max_length=60,
        widget=forms.TextInput({"dir": "auto"}),
    )
    for_all = forms.BooleanField(
        label=_("The same for all figures of this line and period"), required=False
    )

    def __init__(
        self, figure: BudgetFigure, documents: Sequence[Evidence], data: Any = None
    ) -> None:
        stored: dict[str, Any] = {name: getattr(figure, name) for name in FIGURE_FACTS}
        stored["evidence"] = str(figure.evidence.public_id) if figure.evidence else ""
        super().__init__(data, initial=stored | {"version": figure.version})
        self.documents = {str(document.public_id): document for document in documents}
        self.fields["evidence"].choices = [  # type: ignore[attr-defined]
            ("", _("None")),
            *((key, document.title) for key, document in self.documents.items()),
        ]
        self.fields["page_pin"].needed_sometimes = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("page_pin") and not said.get("evidence") and "evidence" not in self.errors:
            self.add_error("evidence", _("Choose the document in which this page is."))
        return said

    def facts(self) -> dict[str, Any]:
        """What was written, for the verb: the document itself in the place of its id."""
        said = {name: self.cleaned_data[name] for name in FIGURE_FACTS}
        document = self.documents.get(said["evidence"])
        return said | {"evidence": document.pk if document else None}
