from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from rest_framework import serializers

from tracker.document_enums import LANGUAGES, DocumentFormat, DocumentKind, JobState, Unmade
from tracker.models import ExportJob

from .fields import ChoiceField, TextField


class ExportJobSerializer(serializers.Serializer):
    """A document that was ordered. `progress` is in per cent. `reason` and `detail` say why one
    was not made, `detail` alone why a file that was made is not given any more; `file` is where to
    fetch it, null while it cannot be fetched."""

    id = serializers.UUIDField(source="public_id")
    kind = serializers.ChoiceField(DocumentKind.choices)
    format = serializers.ChoiceField(DocumentFormat.choices)
    language = serializers.CharField()
    cycle = serializers.CharField(source="cycle.code")
    member = serializers.SerializerMethodField()
    state = serializers.ChoiceField(JobState.choices)
    progress = serializers.IntegerField()
    reason = serializers.SerializerMethodField()
    detail = serializers.SerializerMethodField()
    file = serializers.SerializerMethodField()
    file_name = serializers.CharField()
    size = serializers.IntegerField(allow_null=True)
    sha256 = serializers.CharField()
    ordered_at = serializers.DateTimeField()
    ready_at = serializers.DateTimeField(allow_null=True)
    expires_at = serializers.DateTimeField(allow_null=True)
    version = serializers.IntegerField()

    def get_member(self, row: ExportJob) -> str | None:
        """Null for what is about all members."""
        return row.member.code if row.member else None

    def get_reason(self, row: ExportJob) -> serializers.ChoiceField(  # type: ignore[valid-type]
        Unmade.choices, allow_null=True
    ):
        return row.reason or None

    def get_detail(self, row: ExportJob) -> str:
        return row.why or self._unavailable(row)

    def get_file(self, row: ExportJob) -> str | None:
        if row.state != JobState.READY or self._unavailable(row):
            return None
        path = reverse("api:export-file", kwargs={"public_id": row.public_id})
        return settings.PUBLIC_BASE_URL + path

    def _unavailable(self, row: ExportJob) -> str:
        """Why the file is not given; the view knows of all its rows at once."""
        return self.context["unavailable"].get(row.pk, "")


class ExportJobBody(serializers.Serializer):
    """What to make. A country report is of one `member`; the packs are about all of them."""

    kind = ChoiceField(DocumentKind.choices)
    format = ChoiceField(DocumentFormat.choices)
    language = ChoiceField([(code, code) for code in LANGUAGES], default="en")
    cycle = TextField(max_length=20)
    member = TextField(max_length=20, required=False, allow_null=True)


class ExportRetryBody(serializers.Serializer):
    """Nothing: what to make is known."""
