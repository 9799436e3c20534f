"""Every address of the project × every method × every role answers as the table says: each with
a third of the roles, drawn anew in each run; `make proof` asks all of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

import pytest
from django.core.files.base import File
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.actor import Actor
from tests.drawing import drawn
from tests.permission_table import DOORS, PUBLIC, ROLES, ROWS, Row, World

METHODS = ("get", "post", "put", "patch", "delete")


def routes(resolver: URLResolver, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every pattern of the project under its full name, or under its text where it has none."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            below = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from routes(pattern, below)
        else:
            yield f"{space}{pattern.name or pattern.pattern}", pattern


def methods(pattern: URLPattern) -> set[str]:
    """What a view offers; for a function, which does not say, reading and sending a form."""
    view = getattr(pattern.callback, "cls", None) or getattr(pattern.callback, "view_class", None)
    if view is None:
        return {"GET", "POST"}
    return {m.upper() for m in METHODS if hasattr(view, m)}


ROUTES = dict(routes(get_resolver()))


def test_every_route_and_method_stands_in_the_table() -> None:
    offered = {(name, m) for name, pattern in ROUTES.items() for m in methods(pattern)}
    listed = {(row.route, row.method) for row in ROWS}
    assert sorted(offered - listed) == []


def test_the_table_names_no_route_that_is_gone() -> None:
    assert sorted({row.route for row in ROWS} - set(ROUTES)) == []


@pytest.fixture(autouse=True)
def _no_throttle(settings) -> None:
    rates = dict.fromkeys(settings.REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"])
    settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "DEFAULT_THROTTLE_RATES": rates}
    settings.ACCOUNT_RATE_LIMITS = False


@pytest.mark.django_db
@pytest.mark.parametrize(("door", "at"), sorted({(d, r.at) for d in DOORS for r in DOORS[d]}))
def test_every_role_gets_the_status_of_the_table(door: str, at: str) -> None:
    world = World(at)
    clients = {role: client_of(world, role) for role in ROLES}
    rows = [row for row in DOORS[door] if row.at == at]
    wrong = [
        f"{row} as {role}: {found}, not {expected}"
        for row in rows
        for role, expected in drawn(row.answers.items(), 3)
        if (found := status_for(row, world, clients[role])) != expected
    ]
    assert wrong == []


def client_of(come: World | Mapping[str, Actor], role: str) -> Client:
    client = Client(raise_request_exception=False)
    people = come.people if isinstance(come, World) else come
    if role != PUBLIC:
        client.force_login(people[role].user)
    return client


def status_for(row: Row, world: World, client: Client, undo: bool = True) -> int:
    """One request of one role, undone behind it: in the database (unless the caller looks at it
    first and undoes it) and in the cookies."""
    kept = deepcopy(client.cookies)
    with transaction.atomic():
        response = client.generic(row.method, address(row, world), **content(row, world))
        if response.streaming:
            b"".join(response.streaming_content)
        transaction.set_rollback(undo)
    client.cookies = kept
    return response.status_code


def address(row: Row, world: World) -> str:
    return reverse(row.route, kwargs=dict(row.args(world)))


def content(row: Row, world: World) -> dict[str, Any]:
    """The body as the door takes it, with the headers of writing."""
    body, headers = row.body(world), dict(row.headers)
    if row.method in ("GET", "HEAD"):
        return {"headers": headers}
    is_api = row.route.startswith("api:")
    if is_api and row.method in ("PUT", "PATCH", "DELETE"):
        headers.setdefault("If-Match", '"1"')
    if is_api and not any(isinstance(v, File) for v in body.values()):
        return {
            "data": json.dumps(body),
            "content_type": "application/json",
            "headers": headers,
        }
    from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

    return {
        "data": encode_multipart(BOUNDARY, dict(body)),
        "content_type": MULTIPART_CONTENT,
        "headers": headers,
    }
