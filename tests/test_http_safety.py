"""What a browser can be made to send changes nothing (reliability H3, H4, H5): no request from
elsewhere writes, no reading writes, and no link leads where the sender of a request wants.

Each way asks a part of the routes, another part in each run; `make proof` asks all of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from tests import catalog
from tests.drawing import drawn
from tests.permission_table import PUBLIC, ROLES, ROWS, Row, World
from tests.test_permission_matrix import ROUTES, _no_throttle, address, client_of, methods

pytestmark = pytest.mark.django_db

throttle = _no_throttle

UNSAFE = ("POST", "PUT", "PATCH", "DELETE")
SAFE = ("GET", "HEAD", "OPTIONS")
# What reading may leave behind, and why. All else stays as it was, each version of each row.
MAY_NOTE = {
    "django_session": "the session itself: when it was last seen",
    "accounts_apitoken": "when a token was last used",
}
FORM = {"confirmed": "on", "action": "submit", "title": "Forged"}
# Addresses that take a form without a token of ours, and what protects them instead.
WITHOUT_TOKEN = {
    "tracker:mail-stop": "one click of a mail program (RFC 8058) brings no cookie: the key of the "
    "link is signed for one person, one topic and their address, and it can only switch mails off",
}
# How a page on another site can make a browser send something, and what it cannot set.
FORGED: Mapping[str, Mapping[str, Any]] = {
    "form without token": {
        "data": "confirmed=on&action=submit",
        "content_type": "application/x-www-form-urlencoded",
    },
    "multipart without token": {
        "data": encode_multipart(BOUNDARY, FORM),
        "content_type": MULTIPART_CONTENT,
    },
    "json as text": {"data": json.dumps(FORM), "content_type": "text/plain"},
    "json without token": {"data": json.dumps(FORM), "content_type": "application/json"},
    "htmx without token": {
        "data": "confirmed=on",
        "content_type": "application/x-www-form-urlencoded",
        "headers": {"HX-Request": "true", "HX-Boosted": "true"},
    },
    "guessed token": {
        "data": "csrfmiddlewaretoken=" + "a" * 64,
        "content_type": "application/x-www-form-urlencoded",
        "headers": {"X-CSRFToken": "a" * 64},
    },
}
# The API reads JSON alone: a body of another kind is refused before anything else is looked at.
REFUSALS = (403, 415)
FOREIGN = ("https://evil.example", "http://testserver.evil.example", "null", "http://testserver:81")


@pytest.fixture
def world() -> World:
    return World("submitted")


def places(world: World) -> Iterator[tuple[str, str]]:
    """Routes of the resolver that offer a method, with an address of this world."""
    args: dict[str, Row] = {}
    for row in ROWS:
        args.setdefault(row.route, row)
    offered = [route for route, pattern in ROUTES.items() if methods(pattern)]
    for route in drawn(offered, 4):
        yield route, address(args[route], world)


def answers(client: Client, method: str, url: str, sent: Mapping[str, Any]) -> int:
    with transaction.atomic():
        response = client.generic(method, url, **sent)
        if response.streaming:
            b"".join(response.streaming_content)
    return response.status_code


def strict(world: World, role: str = "focal_point") -> Client:
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(world.people[role].user)
    return client


@pytest.mark.parametrize("way", FORGED)
def test_every_unsafe_request_without_a_token_is_a_403(world: World, way: str) -> None:
    client = strict(world)
    found = list(places(world))
    before = catalog.versions(*MAY_NOTE)
    wrong = [
        f"{method} {route}: {status}"
        for route, url in found
        for method in UNSAFE
        if route not in WITHOUT_TOKEN
        and (status := answers(client, method, url, FORGED[way])) not in REFUSALS
    ]
    assert wrong == []
    assert catalog.versions(*MAY_NOTE) == before


def test_only_listed_addresses_ask_for_no_token() -> None:
    """Those of the API ask for theirs in their authentication."""
    open_ones = {
        route
        for route, pattern in ROUTES.items()
        if getattr(pattern.callback, "csrf_exempt", False) and not route.startswith("api:")
    }
    assert open_ones == set(WITHOUT_TOKEN)


@pytest.mark.parametrize("origin", FOREIGN)
def test_every_unsafe_request_of_another_origin_is_a_403(world: World, origin: str) -> None:
    """Even with the person's own token, as if it had leaked."""
    client = strict(world)
    client.get("/en/password/reset/")
    token = client.cookies["csrf"].value
    found = list(places(world))
    before = catalog.versions(*MAY_NOTE)
    sent = {
        "data": f"csrfmiddlewaretoken={token}",
        "content_type": "application/x-www-form-urlencoded",
        "headers": {"Origin": origin, "X-CSRFToken": token},
    }
    wrong = [
        f"{method} {route}: {status}"
        for route, url in found
        for method in UNSAFE
        if route not in WITHOUT_TOKEN
        and (status := answers(client, method, url, sent)) not in REFUSALS
    ]
    assert wrong == []
    assert catalog.versions(*MAY_NOTE) == before


def test_same_request_with_the_token_of_this_site_is_let_through(world: World) -> None:
    client = strict(world)
    client.get("/en/password/reset/")
    token = client.cookies["csrf"].value
    for origin in ("http://testserver", None):
        headers = {"Origin": origin} if origin else {}
        said = {"csrfmiddlewaretoken": token}
        assert client.post("/en/inbox/", said, headers=headers).status_code == 302


@pytest.mark.parametrize("at", sorted({row.at for row in ROWS}))
def test_reading_leaves_every_row_as_it_was(at: str) -> None:
    """GET, HEAD and OPTIONS, each twice, as the public and as the first role who may."""
    world = World(at)
    clients = {role: client_of(world, role) for role in ROLES}
    rows = drawn([row for row in ROWS if row.at == at and row.method == "GET"], 4)
    for row in rows:
        # What an address names is made first, where the world does not hold it yet.
        address(row, world)
    first = catalog.versions(*MAY_NOTE)
    for row in rows:
        allowed = [role for role in ROLES[1:] if row.answers[role] == 200][:1]
        for role in (PUBLIC, *allowed):
            for method in SAFE * 2:
                answers(clients[role], method, address(row, world), {"headers": row.headers})
        assert catalog.versions(*MAY_NOTE) == first, str(row)


@pytest.mark.parametrize("header", ["Host", "X-Forwarded-Host", "X-Host", "Forwarded"])
def test_address_of_the_sender_stands_in_no_answer(settings: Any, header: str) -> None:
    """Should the list of hosts ever be too wide, links still come from PUBLIC_BASE_URL alone."""
    settings.ALLOWED_HOSTS = ["*"]
    world = World("published")
    clients = {role: client_of(world, role) for role in ROLES}
    said = "host=evil.example" if header == "Forwarded" else "evil.example"
    named = []
    for row in drawn([row for row in ROWS if row.at in ("published", "draft")], 4):
        for role in {PUBLIC, *[r for r in ROLES if row.answers[r] in (200, 302)][:1]}:
            with transaction.atomic():
                response = clients[role].generic(
                    row.method, address(row, world), headers={header: said}
                )
                body = response.getvalue()
                transaction.set_rollback(True)
            if b"evil.example" in body or "evil.example" in str(response.headers):
                named.append(f"{row} as {role}")
    assert named == []


def test_host_that_is_not_ours_is_a_400_everywhere(world: World) -> None:
    client = client_of(world, "focal_point")
    hosts = (
        "evil.example",
        "testserver.evil.example",
        "evil.example:80",
        "testserver@evil.example",
    )
    wrong = [
        f"{host} {route}: {status}"
        for host in hosts
        for route, url in places(world)
        if (status := answers(client, "GET", url, {"headers": {"Host": host}})) != 400
    ]
    assert wrong == []


def test_mail_for_a_new_password_leads_to_our_address_whoever_asks(
    settings: Any, mailoutbox: list[Any], world: World
) -> None:
    from tracker.domain.dispatch import dispatch

    settings.ALLOWED_HOSTS, settings.PUBLIC_BASE_URL = ["*"], "https://tracker.example.org"
    person = world.people["viewer"].user
    headers = {"Host": "evil.example", "X-Forwarded-Host": "evil.example"}
    Client().post("/en/password/reset/", {"email": person.email}, headers=headers)
    dispatch()
    (mail,) = [mail for mail in mailoutbox if mail.to == [person.email]]
    text = "\n".join([mail.subject, mail.body, mail.alternatives[0].content])
    assert "https://tracker.example.org/" in text
    assert "evil.example" not in text + str(mail.message())
