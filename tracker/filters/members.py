"""How readers narrow the members: one set of filters for the page and the API."""

from __future__ import annotations

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.enums import ListingRole, MemberKind, RegionalGroup
from accounts.models import Listing, Member
from recommendations.models import Communique

from .fields import LabelledChoiceFilter


class MemberFilter(django_filters.FilterSet):
    """Kind, regional group, and the communiqué in which a member is listed."""

    kind = django_filters.ChoiceFilter(
        choices=MemberKind.choices, label=_("Kind"), empty_label=_("All kinds")
    )
    regional_group = django_filters.ChoiceFilter(
        choices=RegionalGroup.choices, label=_("Regional group"), empty_label=_("All groups")
    )
    listed_in = LabelledChoiceFilter(
        queryset=Communique.objects.all(),
        to_field_name="code",
        method="listed",
        label=_("Listed in"),
        empty_label=_("Any communiqué"),
        labelled=lambda c: f"{c.city}, {c.year}",
    )

    class Meta:
        model = Member
        fields: list[str] = []

    def listed(self, rows: QuerySet, name: str, communique: Communique) -> QuerySet:
        named = Listing.objects.filter(communique=communique, role=ListingRole.LISTED)
        return rows.filter(pk__in=named.values("member"))
