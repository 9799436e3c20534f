"""Nobody's body points at another member's row (reliability A6). References are discovered in the
OpenAPI description: each takes every id that Norway has, and is refused for all of them."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction
from django.test import Client
from django.urls import resolve

from accounts.models import Appointment
from accounts.owned import MemberOwned
from tests import catalog, factories
from tests.drawing import drawn
from tests.permission_table import ROLES, ROWS, Row, World
from tests.test_http_safety import MAY_NOTE
from tests.test_permission_matrix import _no_throttle, address, client_of, content
from tests.tracker.indicating import make_indicator, make_measurement
from tracker.api.views.description import described
from tracker.models import Assignment, CivilSocietyView, Report, ReviewComment

pytestmark = pytest.mark.django_db

throttle = _no_throttle

OWNED = [model for model in apps.get_models() if issubclass(model, MemberOwned)]
SAMPLE = str(uuid.UUID(int=0))
Schema = dict[str, Any]
# A document about any member may be ordered: it holds what its reader reads of that member.
ABOUT_ANYBODY = {("api:export-list", "POST", "member", "code")}


def inner(schema: Schema) -> Schema:
    """The schema itself, where it is only referred to."""
    if "$ref" in schema:
        return described()["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return schema


def points(name: str, schema: Schema) -> str | None:
    """How a property refers to a row: by an id, by several, or by a member's code."""
    schema = inner(schema)
    if schema.get("format") == "uuid":
        return "id"
    if "array" in str(schema.get("type")) and inner(schema["items"]).get("format") == "uuid":
        return "ids"
    return "code" if name == "member" else None


def writes() -> Iterator[tuple[str, str, Schema]]:
    """Route, method and schema of every body that the API takes."""
    for path, operations in described()["paths"].items():
        for method, operation in operations.items():
            for taken in operation.get("requestBody", {}).get("content", {}).values():
                url = path.replace("{public_id}", SAMPLE).replace("{action}", "accept")
                yield resolve(url).view_name, method.upper(), inner(taken["schema"])


def references() -> list[tuple[str, str, str, str]]:
    """(route, method, property, how it refers) of the whole description."""
    return sorted(
        {
            (route, method, name, how)
            for route, method, schema in writes()
            for name, about in schema["properties"].items()
            if (how := points(name, about))
        }
        - ABOUT_ANYBODY
    )


def granted(route: str, method: str) -> tuple[Row, str]:
    """A request of the table that succeeds, and the role for which it does."""
    for row in ROWS:
        for role in ROLES:
            if (row.route, row.method) == (route, method) and row.answers[role] in (200, 201, 202):
                return row, role
    raise AssertionError(f"{method} {route} succeeds for nobody in tests/permission_rows.")


def norway(is_published: bool) -> set[str]:
    """Every public id of Norway, with a row in every table, and those of its seats."""
    report = Report.internal.get(member__code="NOR")
    entry = factories.answer(report)
    document = factories.make_evidence(entry)
    factories.make_figure(report, factories.make_line(report), evidence=document)
    factories.make_action(factories.make_plan("NOR"))
    make_measurement(report, make_indicator(report))
    seat = factories.make_seat("contributor", "NOR")
    Assignment.internal.create(
        member=report.member, appointment=seat, entry=entry, due_on=report.due_on
    )
    ReviewComment.internal.create(
        member=report.member,
        report=report,
        entry=entry,
        text="Since when?",
        author=factories.reviewer("NOR").seat,
        round=1,
    )
    factories.sent(report)
    factories.hand_over(factories.make_seat("deputy", "NOR"))
    CivilSocietyView.internal.create(
        member=report.member,
        cycle=report.cycle,
        recommendation=entry.recommendation,
        author=factories.make_seat("civil_society_monitor", "NOR"),
        view="differs",
    )
    if is_published:
        factories.published(report)
    found = {
        str(key)
        for model in OWNED
        for key in model.internal.filter(member=report.member).values_list("public_id", flat=True)
    }
    empty = [m.__name__ for m in OWNED if not m.internal.filter(member=report.member).exists()]
    assert empty == [], "Give Norway a row of it."
    return found | {
        str(key)
        for key in Appointment.objects.filter(member=report.member).values_list(
            "public_id", flat=True
        )
    }


def test_references_are_found() -> None:
    assert {
        ("api:evidence-list", "POST", "entries", "ids"),
        ("api:budget-figure-list", "POST", "evidence", "id"),
        ("api:budget-figure-detail", "PATCH", "report", "id"),
        ("api:budget-line-list", "POST", "member", "code"),
        ("api:review-comment-list", "POST", "entry", "id"),
    } <= set(references())


def test_ids_stand_where_they_are_found() -> None:
    """An id deeper inside a body would be measured by nothing here."""
    for route, method, schema in writes():
        for name, about in schema["properties"].items():
            if points(name, about) not in ("id", "ids"):
                deep = json.dumps([inner(about), inner(inner(about).get("items", {}))])
                assert '"uuid"' not in deep, f"{method} {route}: {name}"


def send(client: Client, row: Row, world: World, name: str, value: Any) -> int:
    given = content(row, world)
    given["data"] = json.dumps({**json.loads(given["data"]), name: value})
    with transaction.atomic():
        return client.generic(row.method, address(row, world), **given).status_code


@pytest.mark.parametrize("is_published", [False, True], ids=["draft", "published"])
@pytest.mark.parametrize(("route", "method", "name", "how"), drawn(references(), 8))
def test_reference_to_a_row_of_another_member_is_refused(
    route: str, method: str, name: str, how: str, is_published: bool
) -> None:
    row, role = granted(route, method)
    world = World(row.at)
    client = client_of(world, role)
    theirs = sorted(norway(is_published)) if how != "code" else ["NOR", "nor", "org-au"]
    own = json.loads(content(row, world)["data"]).get(name)
    before = catalog.versions(*MAY_NOTE)
    tried = {
        key: send(client, row, world, name, value)
        for key in [*theirs, *([str(uuid.uuid4())] if how != "code" else [])]
        for value in ([[key], [*(own or []), key]] if how == "ids" else [key])
    }
    assert {key: status for key, status in tried.items() if status not in (400, 404)} == {}
    assert len(tried) > 2
    assert catalog.versions(*MAY_NOTE) == before


@pytest.mark.parametrize("is_published", [False, True], ids=["draft", "published"])
def test_writing_at_the_address_of_another_members_row_is_refused(is_published: bool) -> None:
    """404 where it is out of sight; 403 where its published copy may be read."""
    world = World("returned")
    theirs = sorted(norway(is_published))
    wrong: list[str] = []
    first: dict[tuple[str, str], Row] = {}
    for row in ROWS:
        if row.route.startswith("api:") and row.method not in ("GET", "HEAD"):
            first.setdefault((row.route, row.method), row)
    client = client_of(world, "focal_point")
    # What a row is about is made with its address, where the world does not hold it yet.
    asked = [(row, address(row, world), content(row, world)) for row in drawn(first.values(), 4)]
    before = catalog.versions(*MAY_NOTE)
    allowed = (403, 404) if is_published else (404,)
    for row, own, given in asked:
        ours = next((part for part in own.split("/") if part.count("-") == 4), None)
        for key in theirs if ours else ():
            with transaction.atomic():
                url = own.replace(ours, key)
                answer = client.generic(row.method, url, **given)
            if answer.status_code not in allowed:
                wrong.append(f"{row.method} {row.route}: {answer.status_code}")
    assert wrong == []
    assert catalog.versions(*MAY_NOTE) == before
