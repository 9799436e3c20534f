"""A client of the API that signs in as a script does: with a token of its own seat."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.actor import Actor
from accounts.domain import tokens

ROOT = "/api/v1/"


class Api:
    """Requests of one caller; paths are below /api/v1/."""

    def __init__(self, actor: Actor | None = None, scope: str = "write") -> None:
        self.client = Client()
        self.headers: dict[str, str] = {}
        if actor is not None:
            _token, key = tokens.issue(actor.seat, scope)
            self.headers["Authorization"] = f"Token {key}"

    def send(
        self, method: str, path: str, body: Any = None, version: Any = None, **headers: str
    ) -> HttpResponse:
        said = {**self.headers, **{k.replace("_", "-"): v for k, v in headers.items()}}
        if version is not None:
            said["If-Match"] = f'"{version}"'
        given: dict[str, Any] = {"headers": said}
        if body is not None:
            given |= {"data": json.dumps(body), "content_type": "application/json"}
        return self.client.generic(method, ROOT + path.removeprefix(ROOT), **given)

    def raw(self, method: str, path: str, body: bytes, kind: str = "application/json", **headers):
        said = {**self.headers, **headers}
        return self.client.generic(method, ROOT + path, body, kind, headers=said)

    def get(self, path: str, **headers: str) -> HttpResponse:
        return self.send("GET", path, **headers)

    def post(self, path: str, body: Any = None, **kwargs: Any) -> HttpResponse:
        return self.send("POST", path, {} if body is None else body, **kwargs)

    def patch(self, path: str, body: Any, version: Any = 1, **headers: str) -> HttpResponse:
        return self.send("PATCH", path, body, version, **headers)

    def delete(self, path: str, version: Any = 1, **headers: str) -> HttpResponse:
        return self.send("DELETE", path, None, version, **headers)

    def upload(self, path: str, form: dict[str, Any], **headers: str) -> HttpResponse:
        said = {**self.headers, **{k.replace("_", "-"): v for k, v in headers.items()}}
        return self.client.post(ROOT + path, form, headers=said)


@pytest.fixture
def api(db: None) -> Callable[..., Api]:
    """`api()` is the public, `api(amina)` Amina with a write token."""
    return Api


@pytest.fixture(autouse=True)
def _no_throttle(settings) -> None:
    throttled(settings, None)


def throttled(settings: Any, rate: str | None) -> None:
    """Sets every throttle to one rate."""
    rates = dict.fromkeys(settings.REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"], rate)
    settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "DEFAULT_THROTTLE_RATES": rates}


def ids(response: HttpResponse) -> list[str]:
    assert response.status_code == 200, response.content
    return [row["id"] for row in response.json()["results"]]


def problem(response: HttpResponse, status: int, kind: str) -> dict[str, Any]:
    """The problem document of a refusal, once it is one of this status and kind."""
    body = response.json()
    assert (response.status_code, body["type"]) == (status, f"urn:nap-tracker:problem:{kind}"), body
    assert response["Content-Type"] == "application/problem+json"
    assert body["status"] == status
    return body


@pytest.fixture
def connection_queries(db: None) -> Iterator[Callable[[], list[str]]]:
    """The statements sent since the test began."""
    with CaptureQueriesContext(connection) as captured:
        yield lambda: [query["sql"] for query in captured.captured_queries]
