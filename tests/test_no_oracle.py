"""What a reader may not see leaves no trace in what they may (reliability A4, A5, A15, A17): not in
a count, a total, an order, a filter, an export, nor in the shape of a refusal."""

from __future__ import annotations

import io
import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from accounts.enums import Role
from tests import factories
from tests.drawing import PROOF, drawn
from tests.permission_table import PUBLIC, ROWS, World
from tests.test_permission_matrix import _no_throttle, address, client_of
from tracker.api.views.description import described
from tracker.models import (
    Assignment,
    BudgetFigure,
    BudgetLine,
    Evidence,
    ProgressEntry,
    Report,
    ReviewComment,
)

pytestmark = pytest.mark.django_db

throttle = _no_throttle

SECRET = "kifaru"
OTHER = "org-ecowas"
OBSERVERS = (PUBLIC, "stranger", "co_chair")
# What differs from one answer to the next whoever looks: tokens, moments, and the copied query.
BY_ITSELF = re.compile(
    rb'name="csrfmiddlewaretoken" value="\w+"|X-Export-\w+|\d{4}-\d\d-\d\dT[\d:.]+(?:Z|\+00:00)'
    rb"|DTSTAMP:\d{8}T\d{6}Z"
)


def questions(world: World) -> list[str]:
    """Every page and list that is open to strangers, and every filter and order of every list."""
    found = {
        address(row, world)
        for row in ROWS
        if row.method == "GET" and row.at == "draft" and row.answers["co_chair"] == 200
        # Each visit offers a new key for an authenticator.
        if row.route != "mfa_activate_totp"
    }
    values = {
        "member": ["KEN"],
        "cycle": ["2026"],
        "recommendation": [world.code],
        "status": ["full", "partial", "not_reported"],
        "stage": ["allocated"],
        "currency": ["KES"],
        "search": [SECRET, "Kenya"],
        "has_evidence": ["true", "false"],
        "confirmed": ["true", "false"],
        "overdue": ["true"],
        "state": ["draft", "submitted", "published"],
        "confidentiality": ["restricted", "public"],
        "ready": ["true"],
        "open": ["true"],
        "kind": ["law_regulation"],
        "updated_since": ["2020-01-01T00:00:00Z"],
    }
    for path, operations in described()["paths"].items():
        if "{" in path or "get" not in operations:
            continue
        for parameter in operations["get"].get("parameters", []):
            name = parameter["name"]
            asked = values.get(name, parameter["schema"].get("enum", [])[:2])
            asked = parameter["schema"].get("enum", asked) if name == "ordering" else asked
            found |= {f"{path}?{name}={value}" for value in asked}
    for member in ("KEN",):
        found |= {f"/en/matrix/?member={member}", f"/en/members/?q={SECRET}"}
    return sorted(found - {"/api/v1/schema/", "/api/v1/docs/"})


def seen(client: Client, url: str) -> tuple[int, bytes]:
    response = client.get(url)
    body = response.getvalue()
    return response.status_code, BY_ITSELF.sub(b"", cells(body) if url.endswith(".xlsx") else body)


def cells(body: bytes) -> bytes:
    """What stands in a workbook: the file itself, and its second sheet, hold the time of day."""
    sheets = load_workbook(io.BytesIO(body)).worksheets
    return repr([list(sheet.values) for sheet in (sheets[0], *sheets[2:])]).encode()


def _entry(**facts: Any) -> Callable[[Report], object]:
    return lambda report: ProgressEntry.internal.filter(report=report, edition="working").update(
        **facts
    )


def _document(report: Report) -> None:
    entry = factories.entry_of(report)
    factories.make_evidence(entry, title=SECRET, confidentiality="restricted")


def _money(report: Report) -> None:
    line = factories.make_line(report, "2023-01", title=SECRET, confidentiality="member")
    factories.make_figure(report, line, amount="987654321")


def _no_money(report: Report) -> None:
    BudgetFigure.internal.filter(report=report, edition="working").delete()
    Assignment.internal.filter(budget_line__isnull=False, member=report.member).delete()
    BudgetLine.internal.filter(member=report.member, edition="working").delete()


def _comment(report: Report) -> None:
    ReviewComment.internal.create(
        member=report.member,
        report=report,
        entry=factories.entry_of(report),
        text=SECRET,
        author=factories.reviewer("KEN").seat,
        round=1,
    )


def _assign(report: Report) -> None:
    Assignment.internal.create(
        member=report.member,
        appointment=factories.make_seat(Role.CONTRIBUTOR, "KEN"),
        entry=factories.entry_of(report, "2023-01"),
        due_on=report.due_on,
    )


# What may happen inside a member between two looks of a stranger.
HIDDEN: dict[str, Callable[[Report], object]] = {
    "status": _entry(status="full"),
    "nothing said": _entry(status="not_reported"),
    "words": _entry(narrative=SECRET, obstacles=SECRET, next_steps=SECRET),
    "class": _entry(confidentiality="public"),
    "restricted": _entry(confidentiality="restricted"),
    "unconfirmed": _entry(confirmed=False),
    "ready": _entry(is_ready=False),
    "document": _document,
    "no document": lambda r: Evidence.internal.filter(
        member=r.member, edition="working", figures__isnull=True
    ).update(title=SECRET),
    "money": _money,
    "no money": _no_money,
    "comment": _comment,
    "assignment": _assign,
}


@pytest.mark.parametrize("at", ["draft", "published"])
def test_nothing_hidden_changes_what_strangers_see(at: str) -> None:
    """Whatever a member does in its working rows, every page, count, filter, order and export of
    others stays the same byte by byte."""
    world = World(at)
    watchers = {role: client_of(world, role) for role in OBSERVERS}
    urls = drawn(questions(world), 4)
    first = {(who, url): seen(watchers[who], url) for who in watchers for url in urls}
    least = (60 if PROOF else 15) * len(watchers)
    assert sum(status == 200 for status, _body in first.values()) > least

    def told(done: list[str], watching: tuple[str, ...]) -> list[str]:
        with transaction.atomic():
            for name in done:
                HIDDEN[name](world.report)
            found = [
                f"{who} {url}"
                for (who, url), was in first.items()
                if who in watching and seen(watchers[who], url) != was
            ]
            transaction.set_rollback(True)
        return found

    @settings(
        max_examples=2, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
    )
    @given(
        st.lists(st.sampled_from(sorted(HIDDEN)), min_size=1, max_size=5, unique=True),
        st.sampled_from(OBSERVERS),
    )
    def at_random(done: list[str], who: str) -> None:
        assert told(done, (who,)) == []

    at_random()
    assert told(sorted(HIDDEN), OBSERVERS) == []


def test_regional_organization_reads_published_rows_of_its_members_alone() -> None:
    """It is a member like another: no seat of ECOWAS opens a draft of a state in it."""
    report = factories.make_report("NGA", factories.make_cycle("2026"))
    factories.answer(report, confidentiality="public")
    client = Client()
    client.force_login(factories.make_seat(Role.FOCAL_POINT, OTHER).user)
    url = "/api/v1/entries/?member=NGA"
    assert client.get(url).json()["results"] == []
    factories.published(report)
    (row,) = client.get(url).json()["results"]
    assert row["member"] == "NGA"


RELATED = (
    "member__appointments__user__email__startswith",
    "report__submitted_by__user__email",
    "report__member__name__contains",
    "member__code__startswith",
    "assignments__appointment__user__email",
    "added_by__user",
    "status__in",
    "narrative__contains",
    "id__gt",
    "pk",
    "fields",
    "include",
    "expand",
    "_filter",
    "limit",
    "offset",
    "format",
)


def test_every_list_refuses_lookups_through_relations() -> None:
    world = World("draft")
    client = client_of(world, "stranger")
    wrong = []
    for path, operations in drawn(described()["paths"].items(), 2):
        if "{" in path or "get" not in operations:
            continue
        asked = [f"{name}=a" for name in RELATED]
        if any(p["name"] == "ordering" for p in operations["get"].get("parameters", [])):
            asked += [f"ordering={sign}{name}" for name in RELATED for sign in ("", "-")]
            asked += ["ordering=narrative", "ordering=confidentiality", "ordering=?"]
        for query in asked:
            status = client.get(f"{path}?{query}").status_code
            if status != 400 and not (path.endswith("/schema/") and "format" in query):
                wrong.append(f"{path}?{query}: {status}")
    assert wrong == []


def shape(client: Client, method: str, url: str) -> tuple[Any, ...]:
    response = client.generic(method, url)
    headers = {k: v for k, v in response.headers.items() if k not in ("Date", "Set-Cookie")}
    token = re.compile(rb'value="\w{64}"')
    body = token.sub(b"", response.getvalue().replace(url.encode(), b""))
    return response.status_code, len(body), tuple(sorted(headers.items()))


@pytest.mark.parametrize("role", [PUBLIC, "stranger", "co_chair", "administrator"])
@pytest.mark.parametrize("at", ["draft", "submitted"])
def test_guessed_ids_and_ids_of_others_look_alike(role: str, at: str) -> None:
    """Wherever this reader gets a 404: 20 guesses at each address, and the id that is there."""
    world = World(at)
    client = client_of(world, role)
    guesses = [str(uuid.uuid4()) for _ in range(20 if PROOF else 2)]
    measured = set()
    for row in ROWS:
        if (row.method, row.at, row.answers[role]) != ("GET", at, 404):
            continue
        args = dict(row.args(world))
        for name in {"public_id", "object_id"} & set(args):
            own, real = str(args[name]), address(row, world)
            shapes = {shape(client, "GET", real.replace(own, key)) for key in [own, *guesses]}
            assert len(shapes) == 1, (str(row), shapes)
            measured.add(row.route)
    assert len(measured) >= (6 if at == "draft" else 1)
