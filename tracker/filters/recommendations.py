"""How readers narrow the recommendations: one set of filters for the page and the API."""

from __future__ import annotations

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from recommendations.enums import Addressee, Pillar
from recommendations.models import Communique, Recommendation, Theme

from .fields import LabelledChoiceFilter


class RecommendationFilter(django_filters.FilterSet):
    """Communiqué, theme (primary or secondary), pillar, addressee, and words searched without
    accents in the agreed text and in the working title."""

    communique = LabelledChoiceFilter(
        queryset=Communique.objects.all(),
        to_field_name="code",
        label=_("Communiqué"),
        empty_label=_("All communiqués"),
        labelled=lambda c: f"{c.city}, {c.year}",
    )
    theme = LabelledChoiceFilter(
        queryset=Theme.objects.all(),
        to_field_name="code",
        method="about_theme",
        label=_("Theme"),
        empty_label=_("All themes"),
        labelled=lambda t: t.name,
    )
    pillar = django_filters.ChoiceFilter(
        field_name="pillars",
        lookup_expr="contains",
        choices=Pillar.choices,
        method="with_pillar",
        label=_("Pillar"),
        empty_label=_("All pillars"),
    )
    addressed_to = django_filters.ChoiceFilter(
        choices=Addressee.choices[:6],
        method="addressed",
        label=_("Addressed to"),
        empty_label=_("Anybody"),
    )
    search = django_filters.CharFilter(method="holding_words", label=_("Words"), max_length=200)

    class Meta:
        model = Recommendation
        fields: list[str] = []

    def about_theme(self, rows: QuerySet, name: str, theme: Theme) -> QuerySet:
        return rows.filter(
            Q(pk__in=theme.recommendations.values("pk"))
            | Q(pk__in=theme.secondary_recommendations.values("pk"))
        )

    def with_pillar(self, rows: QuerySet, name: str, pillar: str) -> QuerySet:
        return rows.filter(pillars__contains=[pillar])

    def addressed(self, rows: QuerySet, name: str, addressee: str) -> QuerySet:
        return rows.filter(addressed_to__contains=[addressee])

    def holding_words(self, rows: QuerySet, name: str, words: str) -> QuerySet:
        for word in words.split():
            rows = rows.filter(
                Q(text_clean__unaccent__icontains=word) | Q(working_title__unaccent__icontains=word)
            )
        return rows
