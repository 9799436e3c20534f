from __future__ import annotations

from rest_framework import serializers

from accounts.enums import ListingRole
from accounts.models import Member


class MemberSerializer(serializers.Serializer):
    """A member of the Network. `listed_in`: named as represented at that meeting, which is not
    membership. `m49` is the United Nations' statistical code, empty for organizations."""

    code = serializers.CharField()
    name = serializers.CharField()
    names = serializers.DictField(child=serializers.CharField())
    kind = serializers.CharField()
    regional_group = serializers.CharField(allow_blank=True)
    iso_alpha2 = serializers.CharField(allow_blank=True)
    m49 = serializers.CharField(allow_blank=True)
    listed_in = serializers.SerializerMethodField()

    def get_listed_in(self, row: Member) -> list[str]:
        return [x.communique.code for x in row.listings.all() if x.role == ListingRole.LISTED]
