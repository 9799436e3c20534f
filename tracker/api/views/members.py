from __future__ import annotations

from django.db.models import Prefetch, QuerySet

from accounts.models import Listing, Member
from tracker.api.serializers.members import MemberSerializer
from tracker.filters.members import MemberFilter

from .base import ListView, OneView


class Members:
    serializer_class = MemberSerializer

    def get_queryset(self) -> QuerySet[Member]:
        listings = Listing.objects.select_related("communique").order_by("communique__ordinal")
        return Member.objects.prefetch_related(Prefetch("listings", listings))


class MemberList(Members, ListView):
    """States and regional organizations of the Network."""

    filterset_class = MemberFilter


class MemberOne(Members, OneView):
    """A member by its code, such as KEN or org-au."""
