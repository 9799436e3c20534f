"""Filters about what a row stands for, the same for answers, evidence and money: whose it is and
which recommendation it speaks to. They tell nothing of a row's content."""

from __future__ import annotations

from collections.abc import Sequence

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.enums import RegionalGroup
from accounts.models import Member
from recommendations.enums import Pillar
from recommendations.models import Communique, Recommendation, Theme
from tracker.models import ReportingCycle

from .values import ChoicesFilter, CodesFilter, MomentFilter


def updated_since(field_name: str = "updated_at") -> MomentFilter:
    return MomentFilter(
        field_name=field_name,
        lookup_expr="gte",
        label=_("Changed at or after a day, or a moment with its zone"),
    )


class AboutFilter(django_filters.FilterSet):
    """Member, regional group, and when a row last changed."""

    member = CodesFilter(Member, field_name="member__code", label=_("Member"))
    regional_group = ChoicesFilter(
        RegionalGroup.values, field_name="member__regional_group", label=_("Regional group")
    )
    updated_since = updated_since()


def cycles(**kwargs: object) -> CodesFilter:
    return CodesFilter(ReportingCycle, label=_("Cycle"), **kwargs)


def recommendations(**kwargs: object) -> CodesFilter:
    return CodesFilter(Recommendation, label=_("Recommendation"), **kwargs)


def communiques() -> list[tuple[str, str]]:
    """The communiqués to choose from, by where and when they were agreed."""
    return [(c.code, f"{c.city}, {c.year}") for c in Communique.objects.all()]


def themes() -> list[tuple[str, str]]:
    return list(Theme.objects.values_list("code", "name"))


def with_theme(codes: Sequence[str]) -> QuerySet:
    """Keys of the recommendations that have one of these themes, primary or secondary."""
    tagged = Q(themes__code__in=codes) | Q(themes_secondary__code__in=codes)
    return Recommendation.objects.filter(tagged).values("pk")


class TextFilter(AboutFilter):
    """… and communiqué, theme (primary or secondary) and pillar of the recommendation."""

    recommendation = recommendations(field_name="recommendation__code")
    communique = CodesFilter(
        Communique, field_name="recommendation__communique__code", label=_("Communiqué")
    )
    theme = CodesFilter(Theme, method="about_theme", label=_("Theme"))
    pillar = ChoicesFilter(Pillar.values, method="about_pillar", label=_("Pillar"))

    def about_theme(self, rows: QuerySet, name: str, codes: Sequence[str]) -> QuerySet:
        return rows.filter(recommendation__in=with_theme(codes))

    def about_pillar(self, rows: QuerySet, name: str, pillars: Sequence[str]) -> QuerySet:
        return rows.filter(recommendation__pillars__overlap=list(pillars))
