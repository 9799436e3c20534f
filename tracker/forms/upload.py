"""A field for one file, as every page that takes one shows it."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from tracker.filecheck import ALLOWED


def file_field() -> forms.FileField:
    """The file itself. What may come in is the domain's to say."""
    return forms.FileField(
        label=_("File"),
        help_text=format_lazy(
            _("PDF, DOCX, XLSX, CSV, ODT, ODS, PNG or JPG, up to {most} MB."),
            most=settings.MAX_UPLOAD_MB,
        ),
        allow_empty_file=True,
        error_messages={"required": _("Choose the file to send.")},
        widget=forms.FileInput(
            attrs={"accept": ",".join(f".{extension}" for extension in ALLOWED)}
        ),
    )


class FileForm(forms.Form):
    """One file, and the version of the row that gets it."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    file = file_field()
