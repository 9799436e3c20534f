"""A body with more in it than a form asks for writes no more (reliability A7): every field of every
model that belongs to a member, or says who somebody is, is sent to every write there is."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import models, transaction
from django.http import HttpResponse
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from accounts.models import Appointment, Member, User
from accounts.owned import MemberOwned
from recommendations.models import Recommendation
from tests import catalog
from tests.drawing import drawn
from tests.formnames import controls
from tests.permission_table import ROLES, ROWS, Row, World
from tests.test_foreign_keys import granted, writes
from tests.test_http_safety import MAY_NOTE
from tests.test_permission_matrix import _no_throttle, address, client_of, content
from tracker.models import ReportingCycle

pytestmark = pytest.mark.django_db

throttle = _no_throttle

OWNED = [model for model in apps.get_models() if issubclass(model, MemberOwned)]
WATCHED = [*OWNED, Appointment, User, Member, Recommendation, ReportingCycle]
# What a write changes by itself, whatever is sent.
BY_ITSELF = {"id", "public_id", "created_at", "updated_at", "state_since", "last_login", "pgh_id"}
# Fewer than a page takes (DATA_UPLOAD_MAX_NUMBER_FIELDS).
AT_ONCE = 400
TRICKS = ["pk", "_state", "__class__", "member__id", "is_staff", "is_superuser", "user_permissions"]


def fields() -> list[str]:
    """The names of all fields and columns, and some that frameworks have stumbled over."""
    found = set(TRICKS)
    for model in [*OWNED, Appointment, User]:
        for field in model._meta.get_fields():
            found |= {field.name, getattr(field, "attname", field.name)}
    return sorted(found - {"+"})


DOORS = sorted({(route, method) for route, method, _schema in writes()})


def with_more(row: Row, world: World, given: dict[str, Any], more: dict[str, str]) -> Any:
    """The body of a door with more fields, in the form in which the door takes it."""
    if given["content_type"] == MULTIPART_CONTENT:
        return encode_multipart(BOUNDARY, {**row.body(world), **more})
    return json.dumps({**json.loads(given["data"]), **more})


@pytest.mark.parametrize(("route", "method"), drawn(DOORS, 4))
def test_api_names_every_field_that_cannot_be_written(route: str, method: str) -> None:
    writable = set()
    for other, how, schema in writes():
        if (other, how) == (route, method):
            writable |= set(schema["properties"])
    row, role = granted(route, method)
    world = World(row.at)
    client = client_of(world, role)
    forged = {name: "2001-01-01" for name in fields() if name not in writable}
    given = content(row, world)
    given["data"] = with_more(row, world, given, forged)
    before = catalog.versions(*MAY_NOTE)
    refused = client.generic(method, address(row, world), **given)
    assert refused.status_code == 400, refused.content
    named = {error.get("pointer", "").lstrip("/") for error in refused.json()["errors"]}
    assert set(forged) - named == set()
    assert catalog.versions(*MAY_NOTE) == before


@pytest.mark.parametrize(("route", "method"), drawn(DOORS, 4))
def test_api_takes_no_field_from_the_address(route: str, method: str) -> None:
    row, role = granted(route, method)
    world = World(row.at)
    client = client_of(world, role)
    before = catalog.versions(*MAY_NOTE)
    for name in fields():
        url = f"{address(row, world)}?{name}=1"
        assert client.generic(method, url, **content(row, world)).status_code == 400, url
    assert catalog.versions(*MAY_NOTE) == before


def forms() -> dict[tuple[str, str], list[Row]]:
    """Every form of the pages and of the admin that is taken from somebody, by role and state."""
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in ROWS:
        if row.method == "POST" and not row.route.startswith("api:"):
            role = next((r for r in ROLES[1:] if row.answers[r] == 302), None)
            if role:
                found[role, row.at].append(row)
    return found


def offered(world: World, client: Client, role: str) -> dict[str, set[str]]:
    """The controls on all pages of this person, by where they are sent."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in ROWS:
        is_page = not row.route.startswith("api:") and row.method == "GET"
        if is_page and row.at == world_at(world) and row.answers[role] == 200:
            url = address(row, world)
            answer = client.get(url)
            said = answer.getvalue().decode()
            if "html" in answer["Content-Type"]:
                for target, names in controls(url, said).items():
                    found[target] |= names
    return found


def _offered_anew(world: World, client: Client, role: str) -> dict[str, set[str]]:
    """For the form of a row that was made only now."""
    with transaction.atomic():
        found = offered(world, client, role)
        transaction.set_rollback(True)
    return found


def world_at(world: World) -> str:
    if world.report.published_at:
        return "published"
    if world.report.released_at:
        return "released"
    return world.report.state


def stored() -> dict[str, Any]:
    """What all rows say, but for what a write changes by itself."""
    found: dict[str, Any] = {}
    for model in WATCHED:
        names = [f.attname for f in model._meta.concrete_fields if f.name not in BY_ITSELF]
        rows: models.QuerySet[Any] = model._base_manager.order_by("pk").values_list(*names)
        found[model.__name__] = [dict(zip(names, row, strict=True)) for row in rows]
    return found


def tried(send: Callable[[], HttpResponse]) -> tuple[int, dict[str, Any]]:
    """Status, and what is stored behind it; all of it undone."""
    with transaction.atomic():
        status = send().status_code
        found = stored()
        transaction.set_rollback(True)
    return status, found


# Keys of rows that a request makes anew each time: their order among themselves is compared.
RANKED = ("cycle_id", "report_id")


def without_moments(said: dict[str, Any]) -> dict[str, Any]:
    keys = {
        name: sorted({row[name] for rows in said.values() for row in rows if row.get(name)})
        for name in RANKED
    }

    def plain(name: str, value: Any) -> Any:
        if name in RANKED and value:
            return keys[name].index(value)
        return bool(value) if name.endswith("_at") else value

    return {
        model: [
            {k: plain(k, v) for k, v in row.items() if k not in ("receipt_sha256", "invitation_id")}
            for row in rows
        ]
        for model, rows in said.items()
    }


@pytest.mark.parametrize(("role", "at"), drawn(sorted(forms()), 4))
def test_page_writes_no_field_that_its_form_does_not_offer(role: str, at: str) -> None:
    world = World(at)
    client = client_of(world, role)
    with transaction.atomic():
        # Looking at every form makes what their addresses name; none of it is to stand in the way.
        known = offered(world, client, role)
        transaction.set_rollback(True)
    for row in drawn(forms()[role, at], 4):
        with transaction.atomic():
            _takes_nothing_else(row, role, world, client, known)
            transaction.set_rollback(True)


def _takes_nothing_else(
    row: Row, role: str, world: World, client: Client, known: dict[str, set[str]]
) -> None:
    url = address(row, world)
    own = known.get(url) or _offered_anew(world, client, role)[url]
    body = dict(row.body(world))
    prefixes = {""} | {f"{name.rpartition('-')[0]}-" for name in own if "-" in name}
    # Groups of boxes (a day, a list) are controls of their field.
    controls_of = own | {name.rpartition("_")[0] for name in own}
    forged = {
        f"{prefix}{name}": "1"
        for prefix in prefixes
        for name in fields()
        if f"{prefix}{name}" not in controls_of | set(body)
    }
    assert len(forged) > 50

    def send(more: dict[str, str]) -> HttpResponse:
        data = encode_multipart(BOUNDARY, {**body, **more})
        client = client_of(world, role)
        return client.generic("POST", url, data, MULTIPART_CONTENT)

    honest = tried(lambda: send({}))
    assert honest[0] == 302, row
    names = sorted(forged)
    for start in range(0, len(names), AT_ONCE):
        some = dict.fromkeys(names[start : start + AT_ONCE], "1")
        status, found = tried(lambda some=some: send(some))
        assert status == 302, (row, sorted(own))
        assert without_moments(found) == without_moments(honest[1]), row
