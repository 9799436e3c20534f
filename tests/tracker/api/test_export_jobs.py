"""Documents by script: ordered, asked after, fetched, tried again, removed."""

from __future__ import annotations

from typing import Any

import pytest

from tests import factories, standins
from tracker.documents import kinds, making
from tracker.domain import export_jobs as verbs
from tracker.domain import publication
from tracker.models import ExportJob, Report

from .conftest import ids, problem, throttled

pytestmark = pytest.mark.django_db

ORDER = {"kind": "country_report", "format": "pdf", "language": "en", "cycle": "2026"}
OF_KENYA = {**ORDER, "member": "KEN"}


@pytest.fixture(autouse=True)
def _standins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "MODULES", dict.fromkeys(kinds.MODULES, standins.HERE))


@pytest.fixture
def report(db: None) -> Report:
    report = factories.make_report("KEN")
    factories.answer(report, "2022-08")
    return factories.published(report)


def test_script_orders_waits_fetches_and_removes(api, amina, report):
    caller = api(amina)
    answer = caller.post("exports/", OF_KENYA)
    assert answer.status_code == 202
    job = answer.json()
    assert answer["Location"].endswith(f"/api/v1/exports/{job['id']}/")
    assert (job["state"], job["progress"], job["file"], job["member"]) == (
        "waiting",
        0,
        None,
        "KEN",
    )
    assert problem(caller.get(f"exports/{job['id']}/file/"), 409, "illegal-move")
    assert making.make_next()
    job = caller.get(f"exports/{job['id']}/").json()
    assert (job["state"], job["progress"], job["reason"], job["detail"]) == ("ready", 100, None, "")
    assert job["expires_at"]
    assert job["file"].endswith(f"/api/v1/exports/{job['id']}/file/")
    file = caller.get(f"exports/{job['id']}/file/")
    content = b"".join(file.streaming_content)
    assert len(content) == job["size"]
    assert "no-store" in file["Cache-Control"]
    assert "private" in file["Cache-Control"]
    assert file["X-Content-Type-Options"] == "nosniff"
    assert ids(caller.get("exports/")) == [job["id"]]
    assert problem(caller.delete(f"exports/{job['id']}/", 1), 412, "stale")
    assert caller.delete(f"exports/{job['id']}/", job["version"]).status_code == 204
    assert ids(caller.get("exports/")) == []


def test_job_of_another_seat_is_nowhere(api, amina, otieno, kari, report):
    made = api(amina).post("exports/", OF_KENYA).json()
    making.make_next()
    admin = factories.actor(factories.make_seat("administrator"))
    for actor in (None, otieno, kari, factories.reviewer("KEN"), admin):
        caller = api(actor)
        assert ids(caller.get("exports/")) == []
        for path in ("", "file/"):
            assert problem(caller.get(f"exports/{made['id']}/{path}"), 404, "not-found")
    assert problem(api(kari).delete(f"exports/{made['id']}/", 2), 404, "not-found")
    assert problem(api(kari).post(f"exports/{made['id']}/retry/"), 404, "not-found")
    assert ExportJob.objects.get().state == "ready"


def test_key_is_honoured_and_the_same_order_comes_back(api, amina, report):
    caller = api(amina)
    first = caller.post("exports/", OF_KENYA, Idempotency_Key="a").json()
    again = caller.post("exports/", OF_KENYA, Idempotency_Key="a")
    assert (again.status_code, again.json()["id"]) == (202, first["id"])
    assert caller.post("exports/", OF_KENYA).json()["id"] == first["id"]
    assert ExportJob.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"kind": "poem"}, "/kind"),
        ({"format": "xlsx"}, "/format"),
        ({"language": "tlh"}, "/language"),
        ({"cycle": "1999"}, "/cycle"),
        ({"member": "XXX"}, "/member"),
        ({"member": None}, "/member"),
        ({"colour": "red"}, "/colour"),
        ({"state": "ready"}, "/state"),
    ],
)
def test_wrong_order_names_the_field_and_orders_nothing(api, amina, report, wrong, pointer):
    body = problem(api(amina).post("exports/", {**OF_KENYA, **wrong}), 400, "wrong-values")
    assert [error["pointer"] for error in body["errors"]] == [pointer]
    assert ExportJob.objects.count() == 0


def test_who_may_not_order_is_told_why(api, amina, report):
    pack = {**ORDER, "kind": "annual_pack", "format": "xlsx"}
    assert "secretariat" in problem(api(amina).post("exports/", pack), 403, "not-allowed")["detail"]
    reading = api(amina, "read")
    assert problem(reading.post("exports/", OF_KENYA), 403, "not-allowed")
    assert problem(api().post("exports/", OF_KENYA), 401, "sign-in")
    assert ExportJob.objects.count() == 0


def test_withdrawn_file_is_a_410_and_is_made_again(api, amina, report):
    caller = api(amina)
    made = caller.post("exports/", OF_KENYA).json()
    making.make_next()
    publication.withdraw_edition(report)
    assert problem(caller.get(f"exports/{made['id']}/file/"), 410, "withdrawn")
    shown = caller.get(f"exports/{made['id']}/").json()
    assert (shown["state"], shown["file"]) == ("ready", None)
    assert "Make it again" in shown["detail"]
    assert caller.get("exports/").json()["results"][0]["file"] is None
    again = caller.post(f"exports/{made['id']}/retry/")
    assert (again.status_code, again.json()["state"]) == (202, "waiting")
    assert problem(caller.post(f"exports/{made['id']}/retry/"), 409, "illegal-move")
    assert problem(caller.post(f"exports/{made['id']}/retry/", {"a": 1}), 400, "wrong-values")


def test_failed_job_says_why(api, amina, report):
    caller = api(amina)
    made = caller.post("exports/", OF_KENYA).json()
    verbs.fail(verbs.claim(), "too_long")
    shown = caller.get(f"exports/{made['id']}/").json()
    assert (shown["state"], shown["reason"]) == ("failed", "too_long")
    assert "too long" in shown["detail"]


def test_orders_and_downloads_count_as_exports_and_asking_does_not(api, amina, report, settings):
    throttled(settings, None)
    rest = settings.REST_FRAMEWORK
    rates = {**rest["DEFAULT_THROTTLE_RATES"], "exports": "2/hour"}
    settings.REST_FRAMEWORK = {**rest, "DEFAULT_THROTTLE_RATES": rates}
    caller = api(amina)
    made = caller.post("exports/", OF_KENYA).json()
    for _ in range(4):
        assert caller.get(f"exports/{made['id']}/").status_code == 200
        assert caller.get("exports/").status_code == 200
    making.make_next()
    b"".join(caller.get(f"exports/{made['id']}/file/").streaming_content)
    answer: Any = caller.get(f"exports/{made['id']}/file/")
    assert problem(answer, 429, "too-many")
    assert answer["Retry-After"]


@pytest.mark.parametrize("ready", [1, 3])
def test_list_asks_as_many_questions_for_one_as_for_three(
    api, amina, report, ready, django_assert_max_num_queries
):
    caller = api(amina)
    for language in ("en", "fr", "ar")[:ready]:
        caller.post("exports/", {**OF_KENYA, "language": language})
    making.make_waiting()
    with django_assert_max_num_queries(7):
        caller.get("exports/")
