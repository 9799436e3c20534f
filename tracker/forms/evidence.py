"""The form of a document: a link, a file, or something the ministry holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Member
from recommendations.enums import EvidenceKind
from recommendations.models import Element, Recommendation
from tracker.enums import EvidenceForm as Form
from tracker.enums import PersonalData
from tracker.models import Evidence, ProgressEntry

from .entry import VISIBILITY, VISIBILITY_HINTS
from .fields import DateField
from .languages import written_in
from .upload import file_field
from .widgets import Options

FACTS = (
    "title kind issued_by document_date period_start period_end language url page_pin relevance "
    "elements personal_data consent_basis supersedes confidentiality"
).split()


class EvidenceForm(forms.Form):
    """What a document is, who issued it, what it supports and who may see it. Its form (link,
    file, held) is chosen before and stays."""

    title = forms.CharField(label=_("Title, as printed"), max_length=300)
    url = forms.CharField(
        label=_("Web address"),
        max_length=2000,
        widget=forms.URLInput(attrs={"dir": "ltr", "class": "w-full", "autocomplete": "off"}),
    )
    file = file_field()
    kind = forms.ChoiceField(label=_("What it is"))
    issued_by = forms.CharField(label=_("Issued by"), required=False, max_length=200)
    document_date = DateField(label=_("Date of the document"), required=False)
    period_start = DateField(label=_("It covers the time from"), required=False)
    period_end = DateField(label=_("It covers the time until"), required=False)
    language = forms.ChoiceField(label=_("Language of the document"))
    page_pin = forms.CharField(
        label=_("Page or paragraph"),
        help_text=_("Where to look, for example “page 41” or “article 5”."),
        required=False,
        max_length=60,
    )
    elements = forms.MultipleChoiceField(
        label=_("Which elements does it support?"),
        help_text=_("Leave all empty if it supports the answer as a whole."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    relevance = forms.CharField(
        label=_("What it shows, in one sentence"), required=False, max_length=500
    )
    also = forms.MultipleChoiceField(
        label=_("Which other answers of this report does it support?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    supersedes = forms.ChoiceField(
        label=_("Does it replace an older document?"),
        help_text=_("Both say so then. Remove the older one if nobody needs it any more."),
        required=False,
    )
    personal_data = forms.ChoiceField(
        label=_("Does it contain personal data?"),
        help_text=_(
            "Names, pictures, voices, addresses, or anything else by which somebody can be found."
        ),
        choices=PersonalData.choices,
        widget=forms.RadioSelect,
    )
    consent_basis = forms.CharField(
        label=_("If so: on what consent does it rest?"),
        help_text=_(
            "For example “written consent of each, kept by the ministry”. Only your team and your "
            "reviewers read this. Write no names."
        ),
        required=False,
        max_length=300,
    )
    confidentiality = forms.ChoiceField(
        label=_("Who may see it?"),
        help_text=_("It is never shown more widely than the answer itself."),
        choices=VISIBILITY,
        widget=Options(hints=VISIBILITY_HINTS),
    )

    def __init__(
        self,
        form: str,
        member: Member,
        recommendations: Sequence[Recommendation],
        elements: Sequence[Element],
        data: Any = None,
        files: Any = None,
        evidence: Evidence | None = None,
        may_share: bool = True,
        initial: dict[str, Any] | None = None,
        others: Sequence[ProgressEntry] = (),
        older: Sequence[Evidence] = (),
    ) -> None:
        super().__init__(data, files, initial={**(initial or {}), **_stored(evidence)})
        self.evidence_form = form
        if form != Form.LINK:
            del self.fields["url"]
        if form != Form.FILE or evidence is not None:
            del self.fields["file"]
        suggested = list(
            dict.fromkeys(kind for r in recommendations for kind in r.suggested_evidence_kinds)
        )
        self.fields["kind"].choices = _kinds(suggested)  # type: ignore[attr-defined]
        self.fields["language"].choices = written_in(  # type: ignore[attr-defined]
            member, evidence.language if evidence else ""
        )
        self.fields["elements"].choices = [  # type: ignore[attr-defined]
            (element.code, element.text) for element in elements
        ]
        if not elements:
            del self.fields["elements"]
        self.others = {entry.recommendation.code: entry for entry in others}
        self.older = {str(document.public_id): document for document in older}
        self.fields["also"].choices = [  # type: ignore[attr-defined]
            (code, f"{code} {entry.recommendation.short_title}")
            for code, entry in self.others.items()
        ]
        if not others:
            del self.fields["also"]
        self.fields["supersedes"].choices = [  # type: ignore[attr-defined]
            ("", _("No")),
            *[(key, document.title) for key, document in self.older.items()],
        ]
        replaced = evidence.supersedes if evidence else None
        # What this person cannot see stays as it is.
        if not older or (replaced is not None and str(replaced.public_id) not in self.older):
            del self.fields["supersedes"]
        if not may_share:
            del self.fields["confidentiality"]

    def facts(self) -> dict[str, Any]:
        """What was written, for the verb."""
        said = {name: self.cleaned_data[name] for name in FACTS if name in self.cleaned_data}
        if "supersedes" in said:
            said["supersedes"] = self.older.get(said["supersedes"])
        return said

    def serves(self) -> list[ProgressEntry]:
        """The further answers that were ticked."""
        return [self.others[code] for code in self.cleaned_data.get("also", ())]


def _kinds(suggested: Sequence[str]) -> list[Any]:
    """The kinds, those that fit the recommendation first."""
    labels = dict(EvidenceKind.choices)
    first = [(kind, labels[kind]) for kind in suggested]
    others = [pair for pair in EvidenceKind.choices if pair[0] not in suggested]
    choices: list[Any] = [("", _("Choose"))]
    if first:
        return [*choices, (_("Often used here"), first), (_("All others"), others)]
    return [*choices, *others]


def _stored(evidence: Evidence | None) -> dict[str, Any]:
    if evidence is None:
        return {}
    replaced = evidence.supersedes
    stored = {name: getattr(evidence, name) for name in FACTS}
    return {**stored, "supersedes": str(replaced.public_id) if replaced else ""}
