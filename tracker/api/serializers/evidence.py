from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from rest_framework import serializers

from recommendations.enums import EvidenceKind
from tracker.enums import Confidentiality, EvidenceCheck, EvidenceForm, PersonalData
from tracker.models import Evidence

from .fields import AddressField, ChoiceField, DayField, IdField, LanguageField, TextField
from .showing import ShownSerializer


class EvidenceSerializer(ShownSerializer):
    """What supports an answer: a link, a file, or a document the ministry holds. `check` is a
    reviewer's word on completeness; evidence is not verification."""

    id = serializers.UUIDField(source="public_id")
    member = serializers.CharField(source="member.code")
    entries = serializers.SerializerMethodField()
    elements = serializers.SerializerMethodField()
    form = serializers.ChoiceField(EvidenceForm.choices)
    kind = serializers.ChoiceField(EvidenceKind.choices)
    title = serializers.CharField()
    issued_by = serializers.CharField()
    document_date = serializers.DateField(allow_null=True)
    period_start = serializers.DateField(allow_null=True)
    period_end = serializers.DateField(allow_null=True)
    language = serializers.CharField()
    url = serializers.CharField()
    file = serializers.SerializerMethodField()
    file_name = serializers.CharField()
    content_type = serializers.CharField()
    size = serializers.IntegerField(allow_null=True)
    sha256 = serializers.CharField()
    original_sha256 = serializers.CharField()
    names_author = serializers.BooleanField()
    personal_data = serializers.ChoiceField([("", ""), *PersonalData.choices])
    consent_basis = serializers.CharField()
    supersedes = serializers.UUIDField(source="supersedes_seen", allow_null=True)
    superseded_by = serializers.ListField(
        source="superseded_by_seen", child=serializers.UUIDField()
    )
    relevance = serializers.CharField()
    page_pin = serializers.CharField()
    confidentiality = serializers.ChoiceField(Confidentiality.choices)
    check = serializers.ChoiceField(EvidenceCheck.choices, source="check_result")
    version = serializers.IntegerField()
    updated_at = serializers.DateTimeField()

    def get_entries(self, row: Evidence) -> list[str]:
        """The answers it serves, as far as this reader sees them."""
        return [str(entry.public_id) for entry in row.entries.all()]

    def get_elements(self, row: Evidence) -> list[str]:
        """The elements it supports, of the answers that this reader sees."""
        seen = tuple(f"{entry.recommendation.code}-" for entry in row.entries.all())
        return [code for code in row.elements if code.startswith(seen)]

    def get_file(self, row: Evidence) -> str | None:
        if row.form != EvidenceForm.FILE:
            return None
        path = reverse("api:evidence-file", kwargs={"public_id": row.public_id})
        return settings.PUBLIC_BASE_URL + path


class EvidenceChange(serializers.Serializer):
    """What may be changed of a document. Its form and its file stay: remove it and add another.
    `entries` are all the answers it serves from then on, of those you may read."""

    entries = serializers.ListField(
        child=IdField(), required=False, allow_empty=False, max_length=50
    )
    elements = serializers.ListField(child=TextField(max_length=40), required=False, max_length=50)
    kind = ChoiceField(EvidenceKind.choices, required=False)
    title = TextField(required=False, max_length=300)
    issued_by = TextField(required=False, allow_blank=True, max_length=200)
    document_date = DayField(first=1900, required=False, allow_null=True)
    period_start = DayField(first=1900, required=False, allow_null=True)
    period_end = DayField(first=1900, required=False, allow_null=True)
    language = LanguageField(required=False)
    url = AddressField(required=False, allow_blank=True)
    relevance = TextField(required=False, allow_blank=True, max_length=500)
    page_pin = TextField(required=False, allow_blank=True, max_length=60)
    confidentiality = ChoiceField(Confidentiality.choices, required=False)
    personal_data = ChoiceField([("", ""), *PersonalData.choices], required=False)
    consent_basis = TextField(required=False, allow_blank=True, max_length=300)
    supersedes = IdField(required=False, allow_null=True)


class EvidenceCheckBody(serializers.Serializer):
    """What a reviewer found. Evidence is not verification."""

    check = ChoiceField(EvidenceCheck.choices)


class EvidenceBody(EvidenceChange):
    """A new document: a link or one you hold as JSON, a file as multipart."""

    entries = serializers.ListField(child=IdField(), allow_empty=False, max_length=50)
    form = ChoiceField(EvidenceForm.choices)
    kind = ChoiceField(EvidenceKind.choices)
    title = TextField(max_length=300)
    language = LanguageField()


class EvidenceFileBody(EvidenceBody):
    file = serializers.FileField(required=False, max_length=None)
