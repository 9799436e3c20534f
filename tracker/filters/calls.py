"""How readers narrow the calls of the communiqués."""

from __future__ import annotations

import django_filters
from django.utils.translation import gettext_lazy as _

from recommendations.models import Call, Communique

from .values import CodesFilter


class CallFilter(django_filters.FilterSet):
    communique = CodesFilter(Communique, field_name="communique__code", label=_("Communiqué"))

    class Meta:
        model = Call
        fields: list[str] = []
