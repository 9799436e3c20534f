"""How the secretariat narrows the members it looks after."""

from __future__ import annotations

import django_filters
from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.models import Appointment

from .fields import OneOfFilter
from .members import MemberFilter


class ManageFilter(MemberFilter):
    """As the public index, with a search and with what only the secretariat asks."""

    search = django_filters.CharFilter(method="named", label=_("Search"), max_length=100)
    vacated = OneOfFilter(
        method="is_vacated",
        label=_("Focal point"),
        choices=[("yes", _("No focal point")), ("no", _("With a focal point"))],
        empty_label=_("All"),
    )
    frozen = OneOfFilter(
        method="is_frozen",
        label=_("Frozen"),
        choices=[("yes", _("Frozen")), ("no", _("Not frozen"))],
        empty_label=_("All"),
    )

    listed_in = None

    def named(self, rows: QuerySet, name: str, words: str) -> QuerySet:
        told = Q(name__icontains=words) | Q(code__iexact=words) | Q(acronym__icontains=words)
        for code, _label in settings.LANGUAGES:
            told |= Q(**{f"names__{code}__icontains": words})
        return rows.filter(told)

    def is_frozen(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(frozen_at__isnull=value == "no")

    def is_vacated(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        held = Appointment.objects.in_office(timezone.now().date()).filter(
            role=Role.FOCAL_POINT, member=OuterRef("pk")
        )
        return rows.filter(~Exists(held) if value == "yes" else Exists(held))
