"""The form of one answer: status, elements, words, who may see it, and replies to the reviewer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from recommendations.models import Element
from tracker.enums import SCALE, Confidentiality, ElementState, Status
from tracker.models import ProgressEntry, ReviewComment
from tracker.models.progress import NARRATIVE_LIMIT, WORDS

from .bound import BoundField
from .fields import DateField, LongTextField
from .languages import written_in
from .widgets import Options

STATUS_HINTS = {
    Status.NOT_STARTED: _("No element begun. You may give a planned date."),
    Status.IN_PROGRESS: _("At least one element begun, none done."),
    Status.PARTIAL: _("At least one element done, with evidence."),
    Status.FULL: _("Every applicable element done, each with evidence."),
    Status.SUSPENDED: _("Stopped for now. Say why."),
    Status.NOT_APPLICABLE: _("Does not concern your member. Say why."),
}
BESIDE = (Status.SUSPENDED, Status.NOT_APPLICABLE)
# In the order of the page: narrow first, named people last.
VISIBILITY = [
    (value, Confidentiality(value).label)
    for value in (
        Confidentiality.MEMBER,
        Confidentiality.NETWORK,
        Confidentiality.PUBLIC,
        Confidentiality.RESTRICTED,
    )
]
VISIBILITY_HINTS = {
    Confidentiality.MEMBER: _("Your team and the reviewers assigned to you. Nobody else."),
    Confidentiality.NETWORK: _("Signed-in members and the secretariat, after publication."),
    Confidentiality.PUBLIC: _(
        "On the public site, after publication. You can withdraw it at once."
    ),
    Confidentiality.RESTRICTED: _("Never in exports, search, mail or counts. Access is logged."),
}
PLAIN = ("status", "status_reason", "narrative", "obstacles", "next_steps", "language")
TEXTS = tuple(WORDS)
NOT_APPLICABLE = ElementState.NOT_APPLICABLE
# The id of the page's form: controls outside it name it.
FORM_ID = "record"
# What a status claims: kept aside while its rule is not met yet.
CLAIM = ("status", "status_reason", "planned_on", "elements", "is_ready")


def _cards(statuses: Iterable[Status]) -> list[tuple[str, str]]:
    """Statuses as choices, each with its swatch before the word."""
    swatch = '<span class="g s-{}" aria-hidden="true"></span>{}'
    return [(status.value, format_html(swatch, status.value, status.label)) for status in statuses]


class Cards(BoundField):
    """Cards in two groups: an error leads to the first card of the first group."""

    @property
    def target_id(self) -> str:
        return self.subwidgets[0].id_for_label


class Words(LongTextField):
    """Free words. Browsers send line ends as CR LF; one LF is stored, so that unchanged text is
    equal to what stands."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n")


class EntryForm(forms.Form):
    """One answer as its page asks for it. `changes()` holds what differs from the stored row;
    nothing is judged here that the verb judges."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    status = forms.ChoiceField(
        label=_("Status"),
        choices=lambda: [("", _cards(SCALE)), (_("Beside the scale"), _cards(BESIDE))],
        required=False,
        widget=Options(hints=STATUS_HINTS, as_cards=True),
        bound_field_class=Cards,  # type: ignore[call-arg]  # new in Django 5.2
    )
    status_reason = Words(
        label=_("Reason"),
        help_text=_(
            "Needed for “Suspended” and “Not applicable”, and when a status falls. "
            "It is shown with the status."
        ),
        required=False,
        most=1000,
        rows=2,
    )
    planned_on = DateField(
        label=_("Planned to begin on"), help_text=_("Only for “Not started”."), required=False
    )
    narrative = Words(
        label=_("Progress"),
        help_text=_(
            "What changed and who led it. Short is fine. Do not name survivors or defenders."
        ),
        required=False,
        most=NARRATIVE_LIMIT,
    )
    obstacles = Words(
        label=_("What stands in the way"), required=False, most=NARRATIVE_LIMIT, rows=3
    )
    next_steps = Words(label=_("Next steps"), required=False, most=NARRATIVE_LIMIT, rows=3)
    language = forms.ChoiceField(label=_("Written in"), required=False)
    is_ready = forms.BooleanField(label=_("This answer is ready to be checked"), required=False)

    def __init__(
        self,
        entry: ProgressEntry,
        elements: Sequence[Element],
        comments: Iterable[ReviewComment],
        may_share: bool,
        data: Any = None,
    ) -> None:
        super().__init__(data, initial=initial_of(entry, elements))
        self.entry, self.elements = entry, elements
        self.comments = list(comments)
        self.fields["language"].choices = written_in(entry.member, entry.language)  # type: ignore[attr-defined]
        if may_share:
            self.fields["confidentiality"] = forms.ChoiceField(
                label=_("Who may see this answer"),
                choices=VISIBILITY,
                widget=Options(hints=VISIBILITY_HINTS),
            )
        else:
            # A contributor calls their part ready; whether the answer is, others say.
            del self.fields["is_ready"]
        for element in elements:
            self.fields[f"state-{element.code}"] = forms.ChoiceField(
                label=element.text, choices=ElementState.choices, required=False
            )
            self.fields[f"reason-{element.code}"] = forms.CharField(
                label=_("Why it does not apply"),
                required=False,
                max_length=500,
                widget=forms.TextInput(attrs={"dir": "auto", "class": "w-full"}),
            )
        for comment in self.comments:
            reply = Words(
                label=_("Your answer"), required=False, most=2000, rows=3, initial=comment.answer
            )
            # It stands beside the form, under the comment, and is sent with it.
            reply.widget.attrs["form"] = FORM_ID
            self.fields[f"answer-{comment.public_id}"] = reply
        said_elsewhere = [f"answer-{comment.public_id}" for comment in self.comments]
        for name in ("status", "status_reason", "narrative", "language", *said_elsewhere):
            self.fields[name].needed_sometimes = True  # type: ignore[attr-defined]

    def said_elements(self) -> dict[str, dict[str, str]]:
        """What the page says of the elements, in the shape the row stores; an element that is not
        begun and never was is left out."""
        said = {}
        for element in self.elements:
            state = self.cleaned_data[f"state-{element.code}"]
            reason = self.cleaned_data[f"reason-{element.code}"]
            if state != NOT_APPLICABLE:
                reason = ""
            if state and (state != ElementState.NOT_BEGUN or element.code in self.entry.elements):
                said[element.code] = {"state": state, "reason": reason}
        return said

    def changes(self) -> dict[str, Any]:
        """What was written that differs from the stored answer. An unchosen status is no change."""
        said: dict[str, Any] = {name: self.cleaned_data[name] for name in PLAIN}
        for name in ("is_ready", "confidentiality"):
            if name in self.fields:
                said[name] = self.cleaned_data[name]
        if not said["status"]:
            del said["status"]
        status = said.get("status", self.entry.status)
        said["planned_on"] = (
            self.cleaned_data["planned_on"] if status == Status.NOT_STARTED else None
        )
        if not said["language"]:
            del said["language"]
        changed = {
            name: value for name, value in said.items() if value != getattr(self.entry, name)
        }
        elements = self.said_elements()
        if any(self.entry.elements.get(code) != value for code, value in elements.items()):
            changed["elements"] = elements
        return changed

    def kept(self, values: Mapping[str, str]) -> dict[str, Any]:
        """What is kept of controls while somebody types: words and elements as they stand there,
        with no word about what is missing."""
        kept: dict[str, Any] = {
            name: values[name] for name in TEXTS if name in values and name in self.data
        }
        if values.get("language") in dict(self.fields["language"].choices):  # type: ignore[attr-defined]
            kept["language"] = values["language"]
        elements = {}
        for element in self.elements:
            state = values.get(f"state-{element.code}", "")
            reason = values.get(f"reason-{element.code}", "")
            said = {"state": state, "reason": reason if state == NOT_APPLICABLE else ""}
            if state and (state != ElementState.NOT_BEGUN or element.code in self.entry.elements):
                elements[element.code] = said
        return {**kept, "elements": elements}

    def answers(self) -> list[tuple[ReviewComment, str]]:
        """The reviewer's comments that were answered, or answered anew."""
        said = [(c, self.cleaned_data[f"answer-{c.public_id}"]) for c in self.comments]
        return [(comment, text) for comment, text in said if text and text != comment.answer]

    def put_refusal(self, problems: dict[str, list[str]]) -> None:
        """Puts a verb's refusal under the control it is about: an element's under that element."""
        for name, messages in problems.items():
            for message in messages:
                self.add_error(self._control(name, message), message)

    def _control(self, name: str, message: str) -> str | None:
        if name == "elements":
            code = message.split(":", 1)[0]
            return f"reason-{code}" if f"reason-{code}" in self.fields else "status"
        return name if name in self.fields else None


def initial_of(entry: ProgressEntry, elements: Sequence[Element]) -> dict[str, Any]:
    """A stored answer as the page's controls hold it."""
    initial: dict[str, Any] = {name: getattr(entry, name) for name in PLAIN}
    if initial["status"] == Status.NOT_REPORTED:
        initial["status"] = ""
    initial |= {
        "version": entry.version,
        "planned_on": entry.planned_on,
        "is_ready": entry.is_ready,
        "confidentiality": entry.confidentiality,
    }
    for element in elements:
        said = entry.elements.get(element.code, {})
        initial[f"state-{element.code}"] = said.get("state", ElementState.NOT_BEGUN)
        initial[f"reason-{element.code}"] = said.get("reason", "")
    return initial
