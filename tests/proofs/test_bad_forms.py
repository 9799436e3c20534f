"""Every form and every page against text that is no text (reliability B2, B3, B9, B10): each is a
clear answer below 500, and every row is as it was."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.db import transaction
from django.test import Client

from tests import catalog
from tests.drawing import PROOF, drawn
from tests.formnames import controls
from tests.permission_table import ROLES, ROWS, Row, World
from tests.test_http_safety import MAY_NOTE
from tests.test_permission_matrix import _no_throttle, address, client_of

pytestmark = pytest.mark.django_db

throttle = _no_throttle


FORM = "application/x-www-form-urlencoded"
NULL = "a%00b"
LONG = "9" * 5000
UNREADABLE = {
    "bad utf-8": "a%FFb",
    "null": NULL,
    "long": LONG,
    "cut short": "a%E2%82",
    "surrogate": "a%ED%A0%80b",
}
CHARSETS = ("zlib", "utf-16", "utf-7", "foo", "idna", "latin-1")
ODD = (LONG, "%5B(%2B*", "1431-09-21T20:44:59-22:29")
ODD += ("-1", "1e400", "%25", "9" * 30) if PROOF else ()
STATES = sorted({row.at for row in ROWS})


def pages(at: str, method: str, done: tuple[int, ...]) -> Iterator[tuple[Row, str]]:
    """The pages in a world, each with a role for which it answers so."""
    for row in ROWS:
        if row.at == at and row.method == method and not row.route.startswith("api:"):
            role = next((r for r in (*ROLES[1:], ROLES[0]) if row.answers[r] in done), None)
            if role:
                yield row, role


def sent(client: Client, url: str, body: dict[str, str], kind: str = FORM) -> Any:
    """A form as raw bytes: values are percent-encoded already."""
    said = "&".join(f"{quote(name)}={value}" for name, value in body.items())
    with transaction.atomic():
        response = client.generic("POST", url, said, kind)
        transaction.set_rollback(True)
    return response


def honest(row: Row, world: World) -> dict[str, str]:
    """The body of the table, where it goes without a file."""
    return {
        name: quote(str(value))
        for name, value in row.body(world).items()
        if not hasattr(value, "read") and not isinstance(value, list | tuple)
    }


@pytest.mark.parametrize("at", STATES if PROOF else ["draft", "submitted"])
def test_form_with_text_that_is_none_is_refused_by_name_and_writes_nothing(at: str) -> None:
    world = World(at)
    wrong = []
    for row, role in drawn(pages(at, "POST", (302,)), 4):
        url, body, client = address(row, world), honest(row, world), client_of(world, role)
        before = catalog.versions(*MAY_NOTE)
        for place, name in enumerate([*body, "narrative"]):
            for what, value in UNREADABLE.items():
                if place and not PROOF and what != "bad utf-8":
                    continue
                answer = sent(client, url, {**body, name: value})
                named = f"“{name}”".encode() in answer.content
                if answer.status_code != 400 or not named:
                    wrong.append(f"{row} {name}, {what}: {answer.status_code}")
            answer = sent(client, url, {**body, name: "9" * 30})
            if answer.status_code >= 500:
                wrong.append(f"{row} {name}, beyond the database: {answer.status_code}")
        if catalog.versions(*MAY_NOTE) != before:
            wrong.append(f"{row} wrote")
    assert wrong == []


def test_form_in_another_charset_is_refused() -> None:
    world = World("draft")
    wrong = []
    # What an address names is made first, where the world does not hold it yet.
    rows = [
        (row, address(row, world), client_of(world, role))
        for row, role in pages("draft", "POST", (302,))
    ]
    before = catalog.versions(*MAY_NOTE)
    for place, (row, url, client) in enumerate(rows):
        # Without a body there is no type of it.
        body = {"said": "1", **honest(row, world)}
        for kind in (FORM, "multipart/form-data; boundary=x"):
            for charset in CHARSETS if place == 0 or PROOF else CHARSETS[:1]:
                answer = sent(client, url, body, f"{kind}; charset={charset}")
                if answer.status_code != 400:
                    wrong.append(f"{row} {kind} {charset}: {answer.status_code}")
    assert wrong == []
    assert catalog.versions(*MAY_NOTE) == before


@pytest.mark.parametrize("at", STATES if PROOF else ["draft"])
def test_odd_address_of_a_page_is_no_fault_of_ours(at: str) -> None:
    """Each name that the page's own forms put into an address, and some that none does."""
    world = World(at)
    wrong = []
    for row, role in drawn(pages(at, "GET", (200,)), 8):
        if row.route.startswith("admin:") and not PROOF:
            continue
        url, client = address(row, world), client_of(world, role)
        html, said = ask(client, url)[1:]
        own = controls(url, said.decode()).get(url, set()) if "html" in html else set()
        names = sorted({*own, "page", "search", "x"})
        tried = [f"{name}={value}" for name in names for value in ODD]
        if not PROOF:
            # All at once, which may hide one behind another.
            tried = ["&".join(f"{name}={value}" for name in names) for value in ODD]
        for query in [*tried, many(), f"search={'a+' * 2000}"]:
            status = ask(client, f"{url}?{query}")[0]
            if status >= 500:
                wrong.append(f"{row} ?{query[:60]}: {status}")
        if ask(client, f"{url}?x={NULL}")[0] != 400:
            wrong.append(f"{row} takes a null character")
    assert wrong == []


def many() -> str:
    return urlencode([(f"x{n}", "1") for n in range(1100)])


def ask(client: Client, url: str) -> tuple[int, str, bytes]:
    with transaction.atomic():
        response = client.get(url)
        said = b"".join(response) if response.streaming else response.content
        transaction.set_rollback(True)
    return response.status_code, response.get("Content-Type", ""), said
