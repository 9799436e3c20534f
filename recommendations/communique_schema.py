"""The shape of a file with one further communiqué (docs/communique-file.md), as JSON Schema."""

from __future__ import annotations

from typing import Any

from .enums import Addressee, CallKind, EvidenceKind, Pillar

Schema = dict[str, Any]
WORDS: Schema = {"type": "string", "minLength": 1}
MAY_BE_EMPTY: Schema = {"type": "string"}
DAY: Schema = {"type": "string", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
NAMES: Schema = {"type": "array", "items": {**WORDS, "maxLength": 200}}
THEMES: Schema = {"type": "array", "items": WORDS, "uniqueItems": True}


def _up_to(most: int) -> Schema:
    return {**WORDS, "maxLength": most}


def _code(form: str) -> Schema:
    return {"type": "string", "pattern": form, "maxLength": 40}


def _each_of(choices: Any) -> Schema:
    return {"type": "array", "items": {"enum": list(choices.values)}, "uniqueItems": True}


def _object(required: dict[str, Schema], **optional: Schema) -> Schema:
    return {
        "type": "object",
        "properties": {**required, **optional},
        "required": list(required),
        "additionalProperties": False,
    }


COMMUNIQUE = _object(
    {
        "code": _code(r"^[A-Z]+-[0-9]{4}[A-Z]?$"),
        "ordinal": {"type": "integer", "minimum": 1, "maximum": 999},
        "title": _up_to(200),
        "starts_on": DAY,
        "ends_on": DAY,
        "date_line": _up_to(120),
        "city": _up_to(80),
        "country": {"type": "string", "pattern": "^[A-Z]{3}$"},
        "theme": _up_to(200),
        "preamble": WORDS,
        "closing": WORDS,
        "secretariat": _up_to(80),
    },
    ordinal_label=_up_to(8),
    title_clean=_up_to(200),
    lead_in=MAY_BE_EMPTY,
    also_present=NAMES,
    instruments_cited=NAMES,
    source_url={"type": "string", "pattern": "^(https?://.*)?$"},
)
RECOMMENDATION = _object(
    {
        "code": _code(r"^[0-9]{4}-[0-9]{2,3}$"),
        "printed_number": {"type": ["integer", "null"], "minimum": 1, "maximum": 999},
        "text": WORDS,
        "working_title": _up_to(160),
        "short_title": _up_to(40),
        "themes": THEMES,
        "pillars": _each_of(Pillar),
        "addressed_to": {**_each_of(Addressee), "minItems": 1},
        "elements": {"type": "array", "items": _up_to(300), "minItems": 1},
    },
    text_clean=WORDS,
    themes_secondary=THEMES,
    suggested_evidence_kinds=_each_of(EvidenceKind),
    continuing={"type": "boolean"},
    editor_note=MAY_BE_EMPTY,
    related={
        "type": "array",
        "items": _object({"earlier": WORDS, "reason": _up_to(200)}),
    },
)
SECTION = _object(
    {
        "title": _up_to(200),
        "short_title": _up_to(60),
        "recommendations": {"type": "array", "items": RECOMMENDATION, "minItems": 1},
    },
    lead_in=MAY_BE_EMPTY,
)
CALL = _object(
    {
        "kind": {"enum": list(CallKind.values)},
        "text": WORDS,
        "working_title": _up_to(160),
        "addressed_to": _each_of(Addressee),
    },
    text_clean=WORDS,
    tracks_as=MAY_BE_EMPTY,
    note=MAY_BE_EMPTY,
)
# The fields of accounts.Member that the fixtures state; the model checks them.
MEMBER = _object(
    {
        "code": _code(r"^([A-Z]{3}|org-[a-z]+)$"),
        "name": _up_to(120),
        "names": {"type": "object", "additionalProperties": WORDS},
        "time_zone": WORDS,
        "weekend": {
            "type": "array",
            "items": {"type": "integer", "minimum": 1, "maximum": 7},
            "maxItems": 3,
        },
        "currency": {"type": "string", "pattern": "^[A-Z]{3}$"},
    },
    un_name=MAY_BE_EMPTY,
    acronym=MAY_BE_EMPTY,
    iso_alpha2=MAY_BE_EMPTY,
    m49=MAY_BE_EMPTY,
    regional_group=MAY_BE_EMPTY,
)
DOCUMENT = _object(
    {
        "format": {"enum": ["communique/1"]},
        "communique": COMMUNIQUE,
        "sections": {"type": "array", "items": SECTION, "minItems": 1},
        "listed": {"type": ["string", "array"], "items": WORDS, "minLength": 1, "minItems": 1},
    },
    note=MAY_BE_EMPTY,
    calls={"type": "array", "items": CALL},
    co_chairs=NAMES,
    hosts=NAMES,
    members={"type": "array", "items": MEMBER},
    aliases={
        "type": "object",
        "additionalProperties": {"type": ["string", "array"], "items": {"type": "string"}},
    },
)
