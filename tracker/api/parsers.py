"""Bodies as the API takes them: strict JSON in UTF-8, and multipart where a file comes along."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import IO, Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser, DataAndFiles, MultiPartParser
from rest_framework.utils.mediatypes import _MediaType

from tracker.bodies import is_too_long, most_of_a_file

from .problems import Problem, too_large

DEEPEST = 32
# A number has to survive in any reader of JSON: as a double it must be finite.
LONGEST_NUMBER = 400
_TOKENS = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[\[\]{}]', re.DOTALL)
REPLACEMENT = "\ufffd"


class StrictJSONParser(BaseParser):
    """JSON without guesses: no duplicate keys, no NUL, no lone surrogates, no numbers beyond a
    double, at most 32 levels deep. Fractions arrive as Decimal, exactly as written."""

    media_type = "application/json"

    def parse(
        self,
        stream: IO[bytes],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        _require_utf8(media_type)
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        raw = stream.read(limit + 1)
        if len(raw) > limit:
            raise too_large()
        return loads(raw)


def loads(raw: bytes) -> Any:
    """The value of a JSON text. Raises ParseError that says what is wrong with it."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ParseError(_("The body is not UTF-8.")) from error
    if _depth(text) > DEEPEST:
        raise ParseError(_("The body is nested more than %(deepest)d deep.") % {"deepest": DEEPEST})
    try:
        value = json.loads(
            text,
            object_pairs_hook=_object,
            parse_float=_fraction,
            parse_int=_integer,
            parse_constant=_no_constant,
        )
    except (ValueError, RecursionError) as error:
        raise ParseError(_("The body is not JSON: %(error)s") % {"error": error}) from error
    _check_texts(value)
    return value


class MultipartParser(MultiPartParser):
    """A form with a file, for the few addresses that take one."""

    def parse(
        self,
        stream: Any,
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> DataAndFiles:
        _require_utf8(media_type)
        request = (parser_context or {})["request"]
        if is_too_long(request.META.get("CONTENT_LENGTH")):
            raise too_large()
        parsed = super().parse(stream, media_type, parser_context)
        if any(file.size > most_of_a_file() for file in parsed.files.values()):
            raise too_large()
        for name in parsed.data:
            _check_texts([name, *parsed.data.getlist(name)])
            if any(REPLACEMENT in value for value in parsed.data.getlist(name)):
                raise ParseError(_("The field %(name)s is not UTF-8.") % {"name": name[:40]})
        return parsed


def _require_utf8(media_type: str | None) -> None:
    charset = _MediaType(media_type or "").params.get("charset", "utf-8")
    if str(charset).strip('"').lower() not in ("utf-8", "utf8"):
        said = _("The charset is %(charset)s: send UTF-8.") % {"charset": charset}
        raise Problem("media-type", said)


def _depth(text: str) -> int:
    deepest = level = 0
    for token in _TOKENS.finditer(text):
        if token[0] in "[{":
            level += 1
            deepest = max(deepest, level)
        elif token[0] in "]}":
            level -= 1
    return deepest


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _value in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ParseError(_("The key %(key)s stands twice.") % {"key": json.dumps(twice[:40])})
    return found


def _fraction(text: str) -> Decimal:
    _require_finite(text)
    return Decimal(text)


def _integer(text: str) -> int:
    _require_finite(text)
    return int(text)


def _require_finite(text: str) -> None:
    if len(text) > LONGEST_NUMBER or abs(float(text)) == float("inf"):
        raise ParseError(_("The number %(number)s is too large.") % {"number": text[:40]})
    if abs(Decimal(text).adjusted()) > LONGEST_NUMBER:
        raise ParseError(_("The number %(number)s is too small.") % {"number": text[:40]})


def _no_constant(text: str) -> None:
    raise ParseError(_("%(word)s is no JSON number.") % {"word": text})


def _check_texts(value: Any) -> None:
    if isinstance(value, str):
        if "\x00" in value:
            raise ParseError(_("The body holds a null character."))
        try:
            value.encode()
        except UnicodeEncodeError as error:
            raise ParseError(_("The body holds half of a surrogate pair.")) from error
    elif isinstance(value, dict):
        for name, inner in value.items():
            _check_texts(name)
            _check_texts(inner)
    elif isinstance(value, list):
        for inner in value:
            _check_texts(inner)
