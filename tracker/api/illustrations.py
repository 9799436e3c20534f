"""What the description shows: the guide before it, an example for every body and answer, and the
refusals by status. An example lies in `examples/`, in a file named after the schema it is of."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from .answer_headers import HEADERS, OF_REFUSALS, named
from .problems import KINDS, MEDIA_TYPE, TYPE_PREFIX

FOLDER = Path(__file__).parent / "examples"
GUIDE = Path(__file__).parent / "guide.md"
# Files that are no JSON, by their type.
TEXTS = {
    "text/csv": "\ufeffid,member,cycle,recommendation\n0192f0c4…,KEN,2025,2022-08\n",
    "application/x-ndjson": '{"id": "0192f0c4…", "member": "KEN"}\n',
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "PK …",
    "*/*": "%PDF-1.7 …",
}
PROBLEM = {
    "type": "object",
    "description": "A refusal (RFC 9457). Further members say more of some kinds.",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri", "enum": [TYPE_PREFIX + kind for kind in KINDS]},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["detail"],
                "properties": {
                    "pointer": {"type": "string", "description": "JSON pointer into the body."},
                    "parameter": {"type": "string", "description": "Query parameter."},
                    "recommendation": {"type": "string", "description": "Whose answer it is."},
                    "detail": {"type": "string"},
                },
            },
        },
        "existing": {"type": "string", "description": "The id of what exists already."},
        "current_version": {"type": "integer", "description": "The version it is at now."},
    },
}
# What a kind says besides its title.
MORE: dict[str, dict[str, Any]] = {
    "wrong-values": {
        "detail": "“color” is not known. Known are: cycle, member.",
        "errors": [
            {"parameter": "color", "detail": "“color” is not known. Known are: cycle, member."}
        ],
    },
    "duplicate": {"existing": "0192f0c4-8d1e-7c3a-9b5f-000000000003"},
    "stale": {"current_version": 4},
}


def refusal(status: int) -> dict[str, str]:
    """Where the description says how a refusal of this status looks."""
    return {"$ref": f"#/components/responses/Refusal{status}"}


def illustrate(result: dict[str, Any], **_facts: Any) -> dict[str, Any]:
    """Puts the guide, the examples and the refusals into a finished description."""
    result["info"]["description"] = GUIDE.read_text()
    parts = result["components"]
    parts["schemas"]["Problem"] = PROBLEM
    parts["headers"] = HEADERS
    parts["responses"] = {f"Refusal{status}": _refused(status) for status in _statuses()}
    for content in _contents(result):
        for media, body in content.items():
            shown = TEXTS.get(media) or example_of(body.get("schema", {}), parts["schemas"])
            if shown is not None:
                body["example"] = shown
    return result


def example_of(schema: dict[str, Any], schemas: dict[str, Any]) -> Any:
    """An example for a schema: its own file, or what those of its parts come to."""
    name = schema.get("$ref", "").rpartition("/")[2]
    if name in files():
        return files()[name]
    if name:
        return example_of(schemas[name], schemas)
    if schema.get("type") == "array":
        inner = schema["items"].get("anyOf", [schema["items"]])[0]
        shown = example_of(inner, schemas)
        return None if shown is None else [shown]
    if "results" in (parts := schema.get("properties", {})):
        links = {link: None for link in ("next", "previous") if link in parts}
        return {**links, "results": example_of(parts["results"], schemas)}
    return None


@cache
def files() -> dict[str, Any]:
    """Every example by the name of its schema."""
    return {path.stem: json.loads(path.read_text()) for path in FOLDER.glob("*.json")}


def _contents(result: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The content of every body and of every answer that is no refusal."""
    for operations in result["paths"].values():
        for operation in operations.values():
            for part in (operation.get("requestBody"), *operation["responses"].values()):
                yield (part or {}).get("content", {})


def _statuses() -> list[int]:
    return sorted({status for status, _title in KINDS.values()})


def _refused(status: int) -> dict[str, Any]:
    kinds = {kind: title for kind, (its, title) in KINDS.items() if its == status}
    examples = {
        kind: {
            "summary": str(title),
            "value": {
                "type": TYPE_PREFIX + kind,
                "title": str(title),
                "status": status,
                "detail": f"{title}.",
                **MORE.get(kind, {}),
            },
        }
        for kind, title in kinds.items()
    }
    return {
        "description": ", or: ".join(str(title) for title in kinds.values()) + ".",
        "content": {
            MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}, "examples": examples}
        },
        **({"headers": named(*OF_REFUSALS[status])} if status in OF_REFUSALS else {}),
    }
