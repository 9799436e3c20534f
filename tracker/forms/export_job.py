"""The form that orders a document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.models import Member
from tracker import rules
from tracker.document_enums import FORMATS, LANGUAGES, OF_ONE_MEMBER, DocumentFormat, DocumentKind
from tracker.models import ReportingCycle
from tracker.queries.alphabet import by_name
from tracker.wording import OWN_NAMES

from .widgets import Options

# What the form asks for; the names stand in the address, too, which so remembers what was chosen.
NAMES = ("document", "member", "cycle", "language")


class OrderForm(forms.Form):
    """Which document, of which cycle and member, in which language. Offers what the reader may
    order, and no other."""

    document = forms.ChoiceField(label=_("Which document?"), widget=Options())
    member = forms.ChoiceField(
        label=_("Member"),
        help_text=_("For a country report."),
        required=False,
        error_messages={"required": _("Choose the member of the report.")},
    )
    cycle = forms.ChoiceField(label=_("Cycle"))
    language = forms.ChoiceField(
        label=_("Language"), choices=[(code, OWN_NAMES[code]) for code in LANGUAGES]
    )

    def __init__(
        self,
        actor: Actor,
        cycles: Iterable[ReportingCycle],
        data: Mapping[str, Any] | None = None,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.members = {m.code: m for m in by_name(Member.objects.all())}
        self.cycles = {c.code: c for c in cycles}
        documents = offered(actor)
        self._choose("document", documents)
        # Where there are packs too, the form cannot say before it is sent.
        kinds = {code.partition(".")[0] for code, _label in documents}
        self.fields["member"].required = kinds <= set(OF_ONE_MEMBER)
        named = [(code, member.display_name) for code, member in self.members.items()]
        self._choose("member", [("", _("Choose a member")), *named])
        self._choose("cycle", [(code, code) for code in self.cycles])

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        kind = said.get("document", "").partition(".")[0]
        if kind in OF_ONE_MEMBER and not said.get("member") and "member" not in self.errors:
            self.add_error("member", ValidationError(_("Choose the member of the report.")))
        return said

    @property
    def ordered(self) -> dict[str, Any]:
        """What a valid form orders, as the verb takes it. A pack is about all members, whichever
        was chosen."""
        said = self.cleaned_data
        kind, _dot, format = said["document"].partition(".")
        member = self.members.get(said["member"]) if kind in OF_ONE_MEMBER else None
        return {
            "kind": kind,
            "format": format,
            "language": said["language"],
            "cycle": self.cycles[said["cycle"]],
            "member": member,
        }


def offered(actor: Actor) -> list[tuple[str, str]]:
    """The documents that an actor may order, each in its formats."""
    return [
        (f"{kind}.{format}", f"{DocumentKind(kind).label}: {DocumentFormat(format).label}")
        for kind, formats in FORMATS.items()
        if rules.may_order_document(actor, kind)
        for format in formats
    ]
