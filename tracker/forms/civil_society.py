"""The form of a civil-society view: the verdict, the words, and who may read them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Member
from tracker.enums import Audience, Concurrence
from tracker.models import CivilSocietyView
from tracker.models.civil_society import VIEW_LIMIT
from tracker.wording import alone

from .entry import Words
from .languages import written_in
from .widgets import Options

HINTS = {
    Concurrence.CONCURS: _("You see it as the member does."),
    Concurrence.IN_PART: _("You see some of it as the member does."),
    Concurrence.DIFFERS: _("You see it in another way."),
    Concurrence.NO_VIEW: _("You looked at it and take no stand."),
}
SAID = ("view", "text", "language")


def who_reads(audience: str, member: Member) -> str:
    """Exactly who reads a view, in a sentence."""
    named = {"member": alone(member.display_name)}
    match audience:
        case Audience.MEMBER:
            said = _(
                "You, the secretariat, and the focal point and the deputy of %(member)s in office "
                "when you choose this. Nobody who takes a seat over later."
            )
        case Audience.NETWORK:
            said = _(
                "Everybody who holds a seat in the Network, all officials of %(member)s included."
            )
        case Audience.PUBLIC:
            said = _("Everybody, on the public page of %(member)s and through the API.")
        case _other:
            said = _(
                "You, and the reviewers of the secretariat who look after %(member)s. Nobody of "
                "the member."
            )
    return str(said) % named


class ViewForm(forms.Form):
    """One view as its page asks for it. Outside an open cycle only its readers are asked for."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    view = forms.ChoiceField(
        label=_("Your view of what the member did"),
        choices=Concurrence.choices,
        widget=Options(hints=HINTS, as_cards=True),
        error_messages={"required": _("Choose one of the four.")},
    )
    text = Words(
        label=_("In your own words"),
        help_text=_(
            "What you know and how. Do not name survivors, witnesses or defenders, nor say where "
            "they live or work; no telephone numbers, no mail addresses."
        ),
        required=False,
        most=VIEW_LIMIT,
        rows=8,
    )
    language = forms.ChoiceField(label=_("Written in"))
    audience = forms.ChoiceField(label=_("Who may read it"), choices=Audience.choices)
    show_name = forms.BooleanField(
        label=_("Show my name with it"),
        help_text=_(
            "Without it readers see “A civil-society organization”. Who invited you, or knows that "
            "few speak for civil society here, may still guess who wrote it."
        ),
        required=False,
    )

    def __init__(
        self,
        member: Member,
        view: CivilSocietyView | None,
        data: Any = None,
        *,
        with_words: bool = True,
    ) -> None:
        super().__init__(data, initial=initial_of(view))
        self.stored = view
        hints = {audience: who_reads(audience, member) for audience in Audience.values}
        field = self.fields["audience"]
        field.widget = Options(choices=Audience.choices, hints=hints)  # type: ignore[attr-defined]
        if with_words:
            written = written_in(member, view.language if view else "en")
            self.fields["language"].choices = written  # type: ignore[attr-defined]
            return
        for name in SAID:
            del self.fields[name]

    def words(self) -> dict[str, Any]:
        """What was written that differs from what is stored."""
        said = {name: self.cleaned_data[name] for name in SAID if name in self.fields}
        return {n: v for n, v in said.items() if not self.stored or v != getattr(self.stored, n)}

    def shown(self) -> dict[str, Any]:
        """The view as it would stand once this is saved."""
        stored = {name: getattr(self.stored, name, "") for name in SAID}
        return {**stored, **self.cleaned_data}

    @property
    def changes_readers(self) -> bool:
        """True where who reads it, or the name, is not what is stored."""
        chosen = (self.cleaned_data["audience"], self.cleaned_data["show_name"])
        initial = initial_of(self.stored)
        return chosen != (initial["audience"], initial["show_name"])


def initial_of(view: CivilSocietyView | None) -> dict[str, Any]:
    """A stored view as the page's controls hold it; one that is not there begins closed."""
    if view is None:
        return {"version": 0, "audience": Audience.SECRETARIAT, "show_name": False}
    names = ("version", "audience", "show_name", *SAID)
    return {name: getattr(view, name) for name in names}
