"""The whole API as its own description says it is (reliability R3): whatever is sent, by whomever,
the answer is one that the description names, looks as it says, and is no fault of ours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi import checks

from accounts.actor import Actor
from accounts.domain import tokens
from accounts.enums import Role
from accounts.models import Appointment
from tests.drawing import PROOF, drawn
from tests.permission_table import PUBLIC, World
from tests.proofs.conftest import COUNTED
from tests.test_permission_matrix import _no_throttle
from tracker import models
from tracker.domain import workflow
from tracker.wsgi import application

pytestmark = [
    pytest.mark.django_db,
    # The client of the tests reads a file to its end and leaves it open.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

throttle = _no_throttle

CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]
ACTORS = (PUBLIC, *Role.values)
STATES = ("draft", "returned", "submitted", "published") if PROOF else ("draft", "published")
# Cases for each actor, state and operation, half of them of sense and half of none.
CASES = 8 if PROOF else 2

MODELS = {
    "actions": models.Action,
    "assignments": models.Assignment,
    "budget-figures": models.BudgetFigure,
    "budget-lines": models.BudgetLine,
    "civil-society-views": models.CivilSocietyView,
    "entries": models.ProgressEntry,
    "evidence": models.Evidence,
    "indicators": models.Indicator,
    "measurements": models.Measurement,
    "plans": models.Plan,
    "reports": models.Report,
    "review-comments": models.ReviewComment,
}
CODES = {
    "calls": ["2022-C1"],
    "communiques": ["FPN-2022", "FPN-2023"],
    "cycles": ["2026"],
    "members": ["KEN", "org-au"],
    "recommendations": ["2022-08", "2023-01"],
}
# Fields that point at a row, and of which resource.
POINTERS = {
    "action": "actions",
    "budget_line": "budget-lines",
    "entry": "entries",
    "evidence": "evidence",
    "indicator": "indicators",
    "line": "budget-lines",
    "plan": "plans",
    "predecessor": "plans",
    "report": "reports",
}


class Places:
    """What is there to be asked for: without it nearly every case would be a 404."""

    def __init__(self) -> None:
        self.ids = {
            name: [str(key) for key in model.internal.values_list("public_id", flat=True)]
            for name, model in MODELS.items()
        }
        seats = Appointment.objects.values_list("public_id", flat=True)
        self.seats = [str(key) for key in seats]

    def put(self, case: Case, draw: Any) -> None:
        """Puts what is there in the place of what was made up, three times in four."""
        if not draw(st.integers(0, 3)):
            return
        resource = case.operation.path.split("/")[3]
        path = case.path_parameters or {}
        for name, known in self._known(resource).items():
            if name in path and known:
                path[name] = draw(st.sampled_from(known))
        if case.headers and "If-Match" in case.headers:
            case.headers["If-Match"] = '"1"'
        if isinstance(case.body, dict):
            for name in POINTERS.keys() & case.body.keys():
                if rows := self.ids[POINTERS[name]]:
                    case.body[name] = draw(st.sampled_from(rows))
            if "appointment" in case.body:
                case.body["appointment"] = draw(st.sampled_from(self.seats))
            if "entries" in case.body:
                case.body["entries"] = [draw(st.sampled_from(self.ids["entries"]))]

    def _known(self, resource: str) -> dict[str, list[str]]:
        return {
            "public_id": self.ids.get(resource, []),
            "code": CODES.get(resource, []),
            "action": list(workflow.BY_ACTION),
        }


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """As Django's own client does: a request does not end the transaction of the test."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


MODES = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)


@cache
def operations() -> list[list[st.SearchStrategy[Case]]]:
    """Operations (a part of them in the short form) with what makes cases of each, of sense and of
    none. Made once: drawing is quick, making is not."""
    described = schemathesis.openapi.from_wsgi(
        "/api/v1/schema/", application, headers={"Accept": "application/vnd.oai.openapi+json"}
    )
    asked = drawn([one.ok() for one in described.get_all_operations()], 12)
    return [[one.as_strategy(mode) for mode in MODES] for one in asked]


def headers_of(actor: Actor | None) -> dict[str, str]:
    # It asks for compressed answers as browsers do, and unpacks none.
    plain = {"Accept-Encoding": "identity"}
    if actor is None:
        return plain
    _token, key = tokens.issue(actor.seat, "write")
    return {**plain, "Authorization": f"Token {key}"}


def failures(case: Case, headers: dict[str, str], answers: Counter[str]) -> Iterator[str]:
    """Sends one case, undoes what it wrote, counts the answer, and says what was not as
    described."""
    with transaction.atomic():
        answer = case.call(headers=headers)
        transaction.set_rollback(True)
    answers[f"{answer.status_code // 100}xx"] += 1
    try:
        case.validate_response(answer, checks=CHECKS)
    except FailureGroup as group:
        for failure in group.exceptions:
            yield f"{case.operation.label}: {failure.title}: {failure.message[:600]}"


def run(drawing: st.SearchStrategy[Case], test: Any) -> None:
    """Runs a test with so many cases of one operation."""
    quiet = settings(
        max_examples=CASES // 2,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    # What takes nothing can be given nothing wrong.
    with suppress(Unsatisfiable):
        quiet(given(case=drawing, data=st.data())(test))()


@pytest.mark.parametrize("at", STATES)
@pytest.mark.parametrize("role", ACTORS)
def test_answers_are_as_the_description_says(role: str, at: str, record_property) -> None:
    world = World(at)
    places = Places()
    headers = headers_of(world.people.get(role))
    found: Counter[str] = Counter()
    answers: Counter[str] = Counter()

    def test(case: Case, data: Any) -> None:
        places.put(case, data.draw)
        found.update(failures(case, headers, answers))

    for drawings in operations():
        for drawing in drawings:
            run(drawing, test)
    record_property(f"{COUNTED}{role}", answers.total())
    assert found == {}
    assert answers
