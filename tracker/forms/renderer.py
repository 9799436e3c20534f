"""How every form is drawn: label, hint, error, control, in this order, written once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import django.forms
from django.forms.renderers import DjangoTemplates
from django.utils.functional import cached_property

from tracker.forms.bound import BoundField

_OURS = Path(__file__).resolve().parent.parent / "templates" / "forms" / "replaced"
_DJANGOS = Path(django.forms.__file__).resolve().parent / "templates"


class Renderer(DjangoTemplates):
    """Django's renderer with our templates for a form and a field, and for groups of radio buttons
    and tick boxes. The admin draws its own and is not touched."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
    bound_field_class = BoundField

    @cached_property
    def engine(self) -> Any:
        return self.backend(
            {
                "APP_DIRS": True,
                "DIRS": [_OURS, _DJANGOS],
                "NAME": "trackerforms",
                "OPTIONS": {},
            }
        )
