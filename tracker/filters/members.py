"""How readers narrow the members: one set of filters for the page and the API."""

from __future__ import annotations

from collections.abc import Sequence

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.enums import ListingRole, MemberKind, RegionalGroup
from accounts.models import Listing, Member
from recommendations.models import Communique

from .about import communiques
from .fields import pick
from .values import ChoicesFilter, CodesFilter


class MemberFilter(django_filters.FilterSet):
    """Kind, regional group, and the communiqués in which a member is listed."""

    kind = ChoicesFilter(
        MemberKind.values, label=_("Kind"), widget=pick(_("All kinds"), MemberKind.choices)
    )
    regional_group = ChoicesFilter(
        RegionalGroup.values,
        label=_("Regional group"),
        widget=pick(_("All groups"), RegionalGroup.choices),
    )
    listed_in = CodesFilter(
        Communique,
        method="listed",
        label=_("Listed in"),
        widget=pick(_("Any communiqué"), communiques),
    )

    class Meta:
        model = Member
        fields: list[str] = []

    def listed(self, rows: QuerySet, name: str, codes: Sequence[str]) -> QuerySet:
        named = Listing.objects.filter(communique__code__in=codes, role=ListingRole.LISTED)
        return rows.filter(pk__in=named.values("member"))
