"""What was agreed: communiqués, their calls and recommendations. Read only."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from recommendations.models import Call, Communique, Recommendation
from recommendations.passages import KINDS, Passage, seal
from tracker.queries.plans import answer_to

from .share import ShareSerializer


class ListingSerializer(serializers.Serializer):
    """A member named in a communiqué. Named is not membership, and nobody signs these texts."""

    member = serializers.CharField(source="member.code")
    role = serializers.CharField()
    position = serializers.IntegerField()
    as_printed = serializers.CharField()


class CommuniqueSerializer(serializers.Serializer):
    code = serializers.CharField()
    ordinal = serializers.IntegerField()
    title = serializers.CharField()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    city = serializers.CharField()
    country = serializers.CharField()
    theme = serializers.CharField()
    co_chairs = serializers.SerializerMethodField()
    preamble = serializers.CharField()
    closing = serializers.CharField()
    source_url = serializers.CharField()
    listings = serializers.SerializerMethodField()

    def get_co_chairs(self, row: Communique) -> list[str]:
        return [x.member.code for x in row.listings.all() if x.role == "co_chair"]

    @extend_schema_field(ListingSerializer(many=True))
    def get_listings(self, row: Communique) -> Any:
        return ListingSerializer(row.listings.all(), many=True).data


class PassageSerializer(serializers.Serializer):
    """A piece of a communiqué. `anchor` never changes, `url` is where it stands for everybody to
    read, `sha256` is of the text in UTF-8. Elements are the editors' (`is_agreed` false)."""

    anchor = serializers.CharField()
    kind = serializers.ChoiceField(KINDS)
    text = serializers.CharField()
    is_agreed = serializers.BooleanField()
    sha256 = serializers.CharField()
    url = serializers.SerializerMethodField()

    def get_url(self, passage: Passage) -> str:
        with translation.override("en"):
            page = (
                reverse("tracker:recommendation-detail", args=[passage.about])
                if passage.about
                else reverse("tracker:recommendation-list")
            )
        return f"{settings.PUBLIC_BASE_URL}{page}#{passage.anchor}"


class CommuniqueTextSerializer(serializers.Serializer):
    """A communiqué in its order. `sha256` is over the hashes of all that is agreed, a line feed
    between them."""

    communique = serializers.CharField(source="code")
    language = serializers.CharField(default="en")
    sha256 = serializers.SerializerMethodField()
    passages = PassageSerializer(many=True)

    def get_sha256(self, row: Communique) -> str:
        return seal(row.passages())


class ElementTextSerializer(serializers.Serializer):
    """An item of the editors' checklist. Not Network text."""

    code = serializers.CharField()
    text = serializers.CharField()


class RelatedSerializer(serializers.Serializer):
    code = serializers.CharField()
    reason = serializers.CharField()


class RecommendationSerializer(serializers.Serializer):
    """`text` is verbatim; `working_title` and `elements` are the editors'."""

    code = serializers.CharField()
    communique = serializers.CharField(source="communique.code")
    section = serializers.CharField(source="section.code")
    section_title = serializers.CharField(source="section.title")
    position = serializers.IntegerField()
    position_in_section = serializers.IntegerField()
    printed_number = serializers.IntegerField(allow_null=True)
    number_is_editorial = serializers.BooleanField()
    text = serializers.CharField()
    working_title = serializers.CharField()
    themes = serializers.SerializerMethodField()
    themes_secondary = serializers.SerializerMethodField()
    pillars = serializers.ListField(child=serializers.CharField())
    addressed_to = serializers.ListField(child=serializers.CharField())
    continuing = serializers.BooleanField()
    elements = ElementTextSerializer(many=True)
    related = serializers.SerializerMethodField()

    def get_themes(self, row: Recommendation) -> list[str]:
        return [theme.code for theme in row.themes.all()]

    def get_themes_secondary(self, row: Recommendation) -> list[str]:
        return [theme.code for theme in row.themes_secondary.all()]

    @extend_schema_field(RelatedSerializer(many=True))
    def get_related(self, row: Recommendation) -> list[dict[str, str]]:
        earlier = [{"code": p.earlier.code, "reason": p.reason} for p in row.continues.all()]
        later = [{"code": p.later.code, "reason": p.reason} for p in row.continued_by.all()]
        return sorted(earlier + later, key=lambda pair: pair["code"])


class CallSerializer(serializers.Serializer):
    """A call without a form of its own. `answered` comes from the members' published plans and from
    the recorded days of their joining the Network; it is null where nothing tells."""

    code = serializers.CharField()
    communique = serializers.CharField(source="communique.code")
    kind = serializers.CharField()
    text = serializers.CharField()
    working_title = serializers.CharField()
    addressed_to = serializers.ListField(child=serializers.CharField())
    tracks_as = serializers.CharField()
    answered = serializers.SerializerMethodField()

    @extend_schema_field(ShareSerializer(allow_null=True))
    def get_answered(self, row: Call) -> dict[str, int] | None:
        found = answer_to(row, self.context["counts"])
        return {"n": found.n, "of": found.of} if found else None
