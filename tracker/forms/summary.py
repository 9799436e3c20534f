"""What has to be corrected in a form, line by line, each with the control it leads to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm

from tracker.forms.bound import BoundField


@dataclass(frozen=True)
class Problem:
    """`target` is the id of a control and `field` its label; both are empty for what concerns the
    form as a whole. A field without a label has problems that name it themselves."""

    text: str
    target: str = ""
    field: str = ""


def summarise(*forms: Any) -> list[Problem]:
    """The problems of forms, formsets or lists of them, in the order of the page. Each form is
    marked as summarised, so that drawing it does not say the same again."""
    found: list[Problem] = []
    for form in forms:
        if not form:
            continue
        if isinstance(form, BaseForm):
            found += _of_form(form)
            continue
        if non_form := getattr(form, "non_form_errors", None):
            found += [Problem(str(error)) for error in non_form()]
        found += summarise(*form) if isinstance(form, Iterable) else []
    return found


def _of_form(form: BaseForm) -> list[Problem]:
    form.is_summarised = True  # type: ignore[attr-defined]
    if not form.is_bound:
        return []
    problems = [Problem(str(error)) for error in form.non_field_errors()]
    for field in form:
        assert isinstance(field, BoundField)
        for error in field.errors:
            if field.is_hidden:
                problems.append(Problem(str(error)))
                continue
            problems.append(Problem(str(error), field.target_id, str(field.label or "")))
    return problems
