"""Every field of every body that the API takes, and every parameter of every list, against values
that want to be misunderstood (reliability B1–B6, B8, B9, B11): drawn from the OpenAPI description,
so that a new field is tried without being named here."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from django.db import transaction
from django.test import Client
from django.urls import resolve

from tests import catalog
from tests.drawing import PROOF, drawn
from tests.permission_table import World
from tests.test_foreign_keys import SAMPLE, Schema, granted, inner, writes
from tests.test_http_safety import MAY_NOTE
from tests.test_permission_matrix import _no_throttle, address, client_of, content
from tracker.api.views.description import described

pytestmark = pytest.mark.django_db

throttle = _no_throttle


TEXTS = ["a\x00b", "\ud800", "\udfffa", 1, 1.5, True, ["a"], {"a": "b"}]
NUMBERS = [
    *("NaN", "sNaN", "Infinity", "-Infinity", "1e400", "1E999999999", "0E+999999", "9" * 19),
    *("١٢", "1_000", "1,000", "0x10", " 1", "1 ", "+1", "", ".5", "5.", "1.2345", "--1"),
    *(True, [1], {"a": 1}, "-1"),
]
# What an indicator finds may be less than nothing, such as a change.
SIGNED = {"value", "baseline_value"}
DAYS = [
    *("0000-01-01", "0001-01-01", "9999-12-31", "10000-01-01", "2023-02-29", "2024-01-01T24:00"),
    *("2016-12-31T23:59:60Z", "2024-01-01+99:99", "1431-09-21T20:44:59-22:29", "1899-12-31"),
    *("2101-01-01", "٢٠٢٤-٠١-٠١", "2024-1-1", "2024-01-01 ", "2024-00-10", "2024-13-01", ""),
    *(20240101, True, ["2024-01-01"], "2024-W01-1", "tomorrow"),
]
IDS = ["a", "a\x00", "1", 1, True, {"a": 1}, "'; --", "0" * 5000, "\ud800"]
CODES = ["no such code", "a\x00", 1, True, [], {}, "\ud800"]
FLAGS = ["true", "yes", 1, 0, "", [], {}]
RAW = {
    "nan": b"NaN",
    "huge": b"1e400",
    "long": b"9" * 5000,
    "deep": b"[" * 990 + b"]" * 990,
    "bad utf-8": b'"\xff"',
    "half": b'"\xed\xa0\x80"',
    "null": b'"\x00"',
}


def hostile(schema: Schema) -> list[Any]:
    """Values that no field of this kind takes."""
    schema = inner(schema)
    if "oneOf" in schema or "anyOf" in schema or "allOf" in schema:
        parts = schema.get("oneOf") or schema.get("anyOf") or schema["allOf"]
        return hostile(parts[0])
    kind, form = str(schema.get("type")), schema.get("format")
    if "array" in kind:
        return [{}, "a", 1, True, [{"a": 1}], [[]], ["\x00"], [1.5], ["\ud800"]]
    if "boolean" in kind:
        return FLAGS
    if "enum" in schema:
        # The number 1 is read as the code "1" where there is one.
        return [code for code in CODES if str(code) not in schema["enum"]]
    if form == "date":
        return DAYS
    if form in ("decimal", "double") or "integer" in kind or "number" in kind:
        return NUMBERS
    if form == "uuid":
        return IDS
    longest = schema.get("maxLength")
    return [*TEXTS, *(["x" * (longest + 1)] if longest else [])]


def send(client: Client, method: str, url: str, given: dict[str, Any], body: Any) -> Any:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    with transaction.atomic():
        response = client.generic(method, url, **{**given, "data": data})
        transaction.set_rollback(True)
    return response


def bodies() -> Iterator[tuple[str, str]]:
    """Every door that takes more than a file."""
    doors = sorted({(route, method) for route, method, _schema in writes()})
    yield from (door for door in doors if properties(*door))


def properties(route: str, method: str) -> dict[str, Schema]:
    found: dict[str, Schema] = {}
    for other, how, schema in writes():
        if (other, how) == (route, method):
            found |= schema["properties"]
    return {name: about for name, about in found.items() if name != "file"}


@pytest.mark.parametrize(("route", "method"), drawn(bodies(), 3))
def test_value_of_no_sense_is_a_400_that_points_at_it(route: str, method: str) -> None:
    row, role = granted(route, method)
    world = World(row.at)
    client, url, given = client_of(world, role), address(row, world), content(row, world)
    honest = json.loads(given["data"])
    before = catalog.versions(*MAY_NOTE)
    wrong, tried = [], 0
    for name, about in properties(route, method).items():
        for value in hostile(about):
            if value == "-1" and name in SIGNED:
                continue
            tried += 1
            answer = send(client, method, url, given, {**honest, name: value})
            said = json.dumps(value)[:60]
            if answer.status_code != 400:
                wrong.append(f"{name}: {said} is a {answer.status_code}")
            elif answer.json()["type"].endswith("wrong-values"):
                named = {e.get("pointer", "").split("/")[1:2] == [name] for e in errors(answer)}
                if True not in named:
                    wrong.append(f"{name}: {said} is not named in {errors(answer)}")
        # What no reader of JSON takes is refused before any field is looked at.
        for what, raw in RAW.items() if PROOF or tried <= len(hostile(about)) else ():
            whole = json.dumps({**honest, name: "HERE"}).encode().replace(b'"HERE"', raw)
            answer = send(client, method, url, given, whole)
            if answer.status_code != 400:
                wrong.append(f"{name}: raw {what} is a {answer.status_code}")
        twice = json.dumps({**honest, name: "a"})[:-1] + f', "{name}": "b"}}'
        if send(client, method, url, given, twice.encode()).status_code != 400:
            wrong.append(f"{name}: written twice")
    assert wrong == []
    assert tried
    assert catalog.versions(*MAY_NOTE) == before


def errors(answer: Any) -> list[dict[str, str]]:
    return answer.json().get("errors", [])


def lists() -> Iterator[tuple[str, str, list[str]]]:
    """Path, route and parameters of everything that is read."""
    for path, operations in described()["paths"].items():
        if "get" in operations:
            url = path.replace("{public_id}", SAMPLE).replace("{code}", "2022-08")
            url = url.replace("{file_format}", "csv")
            named = [p["name"] for p in operations["get"].get("parameters", [])]
            yield url, resolve(url).view_name, [n for n in named if f"{{{n}}}" not in path]


ODD = {
    "null": "%00",
    "null inside": "a%00b",
    "bad utf-8": "%FF",
    "half": "%ED%A0%80",
    "long": "9" * 5000,
    "pattern": "%5B(%2B*",
    "moment": "1431-09-21T20:44:59-22:29",
}


def test_parameter_of_no_sense_is_a_400_that_names_it() -> None:
    world = World("published")
    client = client_of(world, "focal_point")
    wrong, tried = [], 0
    for url, route, names in drawn(lists(), 3):
        for place, name in enumerate(names):
            for what, value in ODD.items():
                if place and not PROOF and what not in ("null", "moment"):
                    continue
                tried += 1
                answer = client.get(f"{url}?{quote(name)}={value}")
                may_pass = what in ("pattern", "moment") and answer.status_code in (200, 404)
                if answer.status_code == 404 and route.endswith("-detail"):
                    continue
                if not may_pass and (answer.status_code != 400 or not points_at(answer, name)):
                    wrong.append(f"{route} {name}, {what}: {answer.status_code}")
            if client.get(f"{url}?{quote(name)}=a&{quote(name)}=b").status_code not in (400, 404):
                wrong.append(f"{route} {name} twice")
    assert wrong == []
    assert tried > (300 if PROOF else 40)


def points_at(answer: Any, name: str) -> bool:
    return name in {error.get("parameter") for error in errors(answer)}


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("page_size=1000000000", 200),
        ("page_size=" + "9" * 30, 400),
        ("page_size=0", 400),
        ("page_size=-1", 400),
        ("cursor=" + "9" * 30, 400),
        ("cursor=%00", 400),
        ("search=" + "a" * 20_000, 400),
        ("search=" + "+".join("abc" for _n in range(2000)), 400),
        ("&".join(f"x{n}=1" for n in range(1100)), 400),
    ],
    ids=lambda value: str(value)[:30],
)
def test_size_of_a_question_is_limited(query: str, status: int) -> None:
    world = World("published")
    answer = client_of(world, "focal_point").get(f"/api/v1/entries/?{query}")
    assert answer.status_code == status, answer.content[:300]
    if status == 200:
        assert len(answer.json()["results"]) <= 200
