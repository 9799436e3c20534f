"""How readers narrow civil society's views: by what they are about, never by what they say."""

from __future__ import annotations

import django_filters
from django.utils.translation import gettext_lazy as _

from accounts.models import Member
from tracker.models import CivilSocietyView

from .about import cycles, recommendations
from .values import CodesFilter


class ViewFilter(django_filters.FilterSet):
    member = CodesFilter(Member, field_name="member__code", label=_("Member"))
    cycle = cycles(field_name="cycle__code")
    recommendation = recommendations(field_name="recommendation__code")

    class Meta:
        model = CivilSocietyView
        fields: list[str] = []
