"""The page on which every action of the plan before finds its place in the next one."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from tracker.domain.carrying_over import Decision
from tracker.models import Action, Plan
from tracker.plan_enums import Fate, PlanStatus

from .entry import Words

FATES = (Fate.KEPT, Fate.MERGED, Fate.DROPPED)


class CarryOverForm(forms.Form):
    """For each action: kept, merged (into which) or dropped, with why. Nothing is judged here that
    the verb judges, so that one answer says all that has to be corrected."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, plan: Plan, before: Sequence[Action], here: Sequence[Action], data: Any = None
    ) -> None:
        super().__init__(data, initial={"version": plan.version})
        self.before = before
        targets = [
            ("", _("Choose")),
            (_("Actions of the old plan that are kept"), [_choice(row) for row in before]),
        ]
        if here:
            targets.append((_("Actions of the new plan"), [_choice(row) for row in here]))
        for row in before:
            key = row.public_id
            self.fields[f"fate-{key}"] = forms.ChoiceField(
                label=_("What becomes of it"),
                choices=[(fate.value, fate.label) for fate in FATES],
                widget=forms.RadioSelect,
                required=False,
                initial=Fate.KEPT,
            )
            self.fields[f"into-{key}"] = forms.ChoiceField(
                label=_("Merged into"), choices=targets, required=False
            )
            self.fields[f"reason-{key}"] = Words(
                label=_("Why"),
                help_text=_("Needed when it is merged or dropped."),
                required=False,
                most=1000,
                rows=2,
            )
            for name in ("fate", "into", "reason"):
                self.fields[f"{name}-{key}"].needed_sometimes = True  # type: ignore[attr-defined]
        if plan.predecessor and plan.predecessor.status != PlanStatus.SUPERSEDED:
            self.fields["supersede"] = forms.BooleanField(
                label=_("The old plan is superseded by this one"), required=False
            )

    def rows(self) -> list[tuple[Action, list[Any]]]:
        """Each action with its three controls."""
        return [
            (row, [self[f"{name}-{row.public_id}"] for name in ("fate", "into", "reason")])
            for row in self.before
        ]

    def decisions(self) -> dict[uuid.UUID, Decision]:
        """What was chosen, for the verb."""
        found = {}
        for row in self.before:
            key = row.public_id
            into = self.cleaned_data.get(f"into-{key}")
            found[key] = Decision(
                fate=self.cleaned_data.get(f"fate-{key}", ""),
                into=uuid.UUID(into) if into else None,
                reason=self.cleaned_data.get(f"reason-{key}", ""),
            )
        return found


def _choice(action: Action) -> tuple[str, str]:
    return str(action.public_id), f"{action.code} {Truncator(action.text).words(10)}".strip()
