"""What somebody wants as a file: the dataset, and the filters it has."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.enums import RegionalGroup
from accounts.models import Member
from recommendations.models import Communique, Recommendation, Theme
from tracker.enums import BudgetStage, Status
from tracker.models import ReportingCycle
from tracker.queries.alphabet import by_name
from tracker.validators import UNKNOWN

Choices = list[tuple[str, Any]]

# Filters that people choose from a list, the first choice being none; all others of the API are for
# scripts.
OFFERED: Mapping[str, Callable[[], Choices]] = {
    "cycle": lambda: [(cycle.code, cycle.code) for cycle in ReportingCycle.objects.all()],
    "member": lambda: [(m.code, m.display_name) for m in by_name(Member.objects.all())],
    "regional_group": lambda: list(RegionalGroup.choices),
    "communique": lambda: [(c.code, f"{c.city}, {c.year}") for c in Communique.objects.all()],
    "theme": lambda: [(theme.code, theme.name) for theme in Theme.objects.all()],
    "recommendation": lambda: [
        (r.code, f"{r.code} {r.short_title}") for r in Recommendation.objects.all()
    ],
    "status": lambda: list(Status.choices),
    "stage": lambda: list(BudgetStage.choices),
    "published": lambda: [("true", _("Yes"))],
}
NONE = {"published": _("No: all that I may read")}


class ExportForm(forms.Form):
    """Filters of one dataset, as far as people choose them from lists. Its values are query
    parameters of the file's address."""

    def __init__(self, data: Any, datasets: Choices, filters: Mapping[str, Any]) -> None:
        super().__init__(data)
        self.fields["dataset"] = forms.ChoiceField(choices=datasets, label=_("What"))
        for name, choices in OFFERED.items():
            if name in filters:
                self.fields[name] = forms.ChoiceField(
                    choices=[("", NONE.get(name, _("All"))), *choices()],
                    label=filters[name].label,
                    required=False,
                    error_messages={"invalid_choice": UNKNOWN},
                )

    def asked(self) -> dict[str, str]:
        """The filters that were chosen."""
        chosen = self.cleaned_data.items()
        return {name: value for name, value in chosen if value and name != "dataset"}
