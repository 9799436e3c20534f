"""How readers narrow the recommendations: one set of filters for the page and the API."""

from __future__ import annotations

from collections.abc import Sequence

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from recommendations.enums import Addressee, Pillar
from recommendations.models import Communique, Recommendation, Theme

from .about import communiques, themes, with_theme
from .fields import pick
from .values import ChoicesFilter, CodesFilter, WordsFilter

# The others are spoken to by calls alone.
ADDRESSEES = Addressee.choices[:6]


class RecommendationFilter(django_filters.FilterSet):
    """Communiqué, theme (primary or secondary), pillar, addressee, and words searched without
    accents in the agreed text and in the working title."""

    communique = CodesFilter(
        Communique,
        field_name="communique__code",
        label=_("Communiqué"),
        widget=pick(_("All communiqués"), communiques),
    )
    theme = CodesFilter(
        Theme, method="about_theme", label=_("Theme"), widget=pick(_("All themes"), themes)
    )
    pillar = ChoicesFilter(
        Pillar.values,
        field_name="pillars",
        lookup_expr="overlap",
        label=_("Pillar"),
        widget=pick(_("All pillars"), Pillar.choices),
    )
    addressed_to = ChoicesFilter(
        [code for code, _words in ADDRESSEES],
        lookup_expr="overlap",
        label=_("Addressed to"),
        widget=pick(_("Anybody"), ADDRESSEES),
    )
    search = WordsFilter(("text_clean", "working_title"), label=_("Words"))

    class Meta:
        model = Recommendation
        fields: list[str] = []

    def about_theme(self, rows: QuerySet, name: str, codes: Sequence[str]) -> QuerySet:
        return rows.filter(pk__in=with_theme(codes))
