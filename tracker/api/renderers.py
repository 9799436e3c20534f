from __future__ import annotations

from types import SimpleNamespace

from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import JSONRenderer


class ByAcceptOnly(DefaultContentNegotiation):
    """The Accept header chooses the format; a parameter `format` is as unknown as any other."""

    settings = SimpleNamespace(URL_FORMAT_OVERRIDE=None)


class AnythingRenderer(JSONRenderer):
    """For addresses that answer with a file, whatever the caller says it accepts. A refusal is
    JSON there too."""

    media_type = "*/*"
