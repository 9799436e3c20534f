"""Query parameters: every one is known, written once and right, or the answer is a 400 that names
it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.request import Request

from .parsers import REPLACEMENT
from .problems import wrong, wrong_parameter

EMPTY = _("Write a value, or leave this parameter out.")
# Parameters that are there or not: the page of the description asks for its script.
FLAGS = frozenset({"script"})


class StrictFilterBackend(DjangoFilterBackend):
    """django-filter, refusing what it would otherwise pass over. The view keeps what was asked."""

    def filter_queryset(self, request: Request, queryset: QuerySet, view: Any) -> QuerySet:
        filterset = self.get_filterset(request, queryset, view)
        if filterset is None:
            return queryset
        rows = filtered(filterset)
        view.asked = filterset.form.cleaned_data
        return rows


def filtered(filterset: django_filters.FilterSet) -> QuerySet:
    """The rows a filter set leaves; wrong values are a Problem."""
    if not filterset.is_valid():
        raise wrong(
            [
                wrong_parameter(name, message)
                for name, messages in filterset.errors.items()
                for message in messages
            ]
        )
    return filterset.qs


def check_parameters(request: Request, known: Collection[str]) -> None:
    """Refuses parameters that this address does not know, that stand twice, that are no text or
    that say nothing: an empty variable of a script would ask for everything."""
    errors = []
    for name, values in request.query_params.lists():
        if name not in known:
            errors.append(wrong_parameter(name[:100], _unknown(name, known)))
        elif len(values) > 1:
            errors.append(
                wrong_parameter(
                    name,
                    _("Write this parameter once; several values of a filter have commas between."),
                )
            )
        elif "\x00" in values[0] or REPLACEMENT in values[0]:
            errors.append(wrong_parameter(name, _("Write this parameter as text in UTF-8.")))
        elif name not in FLAGS and not values[0].replace(",", " ").strip():
            errors.append(wrong_parameter(name, EMPTY))
    if errors:
        raise wrong(errors)


def _unknown(name: str, known: Collection[str]) -> str:
    if not known:
        return _("“%(name)s” is not known: this address takes no parameters.") % {
            "name": name[:100]
        }
    return _("“%(name)s” is not known. Known are: %(names)s.") % {
        "name": name[:100],
        "names": ", ".join(sorted(known)),
    }
