"""What part of the matrix a reader wants: a cycle, a communiqué, a theme, a group of members."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from recommendations.models import Communique, Theme
from tracker.models import ReportingCycle
from tracker.queries.groups import GROUPS

from .fields import OneOf

ALL = "all"


class MatrixParams(forms.Form):
    """The address of the matrix. What is left out takes the default; what is not known is an
    error on its field, and the default is shown beside it."""

    cycle = OneOf(label=_("Cycle"), required=False)
    communique = OneOf(label=_("Communiqué"), required=False)
    theme = OneOf(label=_("Theme"), required=False)
    regional_group = OneOf(label=_("Group"), required=False)

    def __init__(
        self,
        data: Mapping[str, str],
        cycles: Sequence[ReportingCycle],
        communiques: Sequence[Communique],
        defaults: Mapping[str, str],
    ) -> None:
        asked = {name: data.get(name) or defaults.get(name, "") for name in self.base_fields}
        super().__init__(asked)
        self.defaults = defaults
        self._choose("cycle", [(c.code, c.code) for c in cycles])
        self._choose(
            "communique",
            [("", _("All")), *((c.code, f"{c.city}, {c.year}") for c in communiques)],
        )
        self._choose("theme", [("", _("All themes")), *Theme.objects.values_list("code", "name")])
        self._choose("regional_group", [*GROUPS.items(), (ALL, _("All members"))])

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    @property
    def chosen(self) -> dict[str, str]:
        """A known value for every name."""
        self.is_valid()
        return {
            name: self.cleaned_data.get(name, self.defaults.get(name, "")) for name in self.fields
        }
