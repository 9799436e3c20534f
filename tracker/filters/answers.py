"""Which published answers a reader wants to see on a member's or a recommendation's page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from tracker.enums import Status
from tracker.models import ReportingCycle

from .fields import OneOf


class CycleParams(forms.Form):
    """A cycle with something published; the latest unless the reader chose."""

    cycle = OneOf(label=_("Cycle"), required=False)

    def __init__(self, data: Mapping[str, str], cycles: Sequence[ReportingCycle]) -> None:
        self.cycles = {c.code: c for c in cycles}
        latest = next(iter(self.cycles), "")
        super().__init__(
            {name: data.get(name, "") for name in self.base_fields}
            | {"cycle": data.get("cycle") or latest}
        )
        self.fields["cycle"].choices = [(code, code) for code in self.cycles]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> ReportingCycle | None:
        """The cycle to show; the latest where the address names one that is not known."""
        self.is_valid()
        known = self.cycles.get(self.cleaned_data.get("cycle", ""))
        return known or next(iter(self.cycles.values()), None)


class AnswerParams(CycleParams):
    """A cycle, and one status or all."""

    status = OneOf(
        label=_("Status"),
        required=False,
        choices=[("", _("All")), *(c for c in Status.choices if c[0] != Status.NOT_REPORTED)],
    )
