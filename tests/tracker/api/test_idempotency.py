from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from tests import factories
from tests.tracker.api.conftest import Api, problem
from tracker.api.views.base import ListView
from tracker.models import Evidence, IdempotencyRecord


@pytest.fixture
def entry(db):
    return factories.answer(factories.make_report("KEN"), "2022-08", "not_started")


def held(entry, title="Decision 4") -> dict:
    return {
        "entries": [str(entry.public_id)],
        "form": "held",
        "kind": "other",
        "title": title,
        "language": "en",
    }


def test_same_request_with_the_same_key_is_done_once(api, amina, entry):
    caller = api(amina)
    first = caller.post("evidence/", held(entry), Idempotency_Key="k1")
    again = caller.post("evidence/", held(entry), Idempotency_Key="k1")
    assert (again.status_code, again.json()) == (201, first.json())
    assert (again["ETag"], again["Location"]) == (first["ETag"], first["Location"])
    assert (again["Idempotent-Replayed"], "Idempotent-Replayed" in first) == ("true", False)
    assert Evidence.internal.count() == 1


def test_spaces_and_order_of_a_body_are_no_difference(api, amina, entry):
    caller = api(amina)
    body = held(entry)
    turned = json.dumps(dict(reversed(body.items())), indent=4).encode()
    caller.post("evidence/", body, Idempotency_Key="k1")
    assert caller.raw("POST", "evidence/", turned, **{"Idempotency-Key": "k1"}).status_code == 201
    assert Evidence.internal.count() == 1


def test_key_with_another_body_or_address_is_a_422(api, amina, entry):
    caller = api(amina)
    caller.post("evidence/", held(entry), Idempotency_Key="k1")
    other = caller.post("evidence/", held(entry, "Decision 5"), Idempotency_Key="k1")
    problem(other, 422, "key-reused")
    elsewhere = caller.post("budget-lines/", held(entry), Idempotency_Key="k1")
    problem(elsewhere, 422, "key-reused")
    assert Evidence.internal.count() == 1


def test_key_of_another_person_is_another_key(api, amina, entry):
    deputy = factories.actor(factories.make_seat("deputy", "KEN"))
    api(amina).post("evidence/", held(entry), Idempotency_Key="k1")
    api(deputy).post("evidence/", held(entry), Idempotency_Key="k1")
    assert Evidence.internal.count() == 2


def test_refused_request_leaves_its_key_free(api, amina, entry):
    caller = api(amina)
    refused = caller.post("evidence/", held(entry, ""), Idempotency_Key="k1")
    problem(refused, 400, "wrong-values")
    assert not IdempotencyRecord.objects.exists()
    assert caller.post("evidence/", held(entry), Idempotency_Key="k1").status_code == 201


def test_fault_after_the_effect_leaves_neither_effect_nor_record(api, amina, entry, monkeypatch):
    caller = api(amina)

    def fails(*args, **kwargs):
        raise RuntimeError("power cut")

    with monkeypatch.context() as cut:
        cut.setattr(ListView, "made", fails)
        with pytest.raises(RuntimeError):
            caller.post("evidence/", held(entry), Idempotency_Key="k1")
    assert not Evidence.internal.exists()
    assert not IdempotencyRecord.objects.exists()
    assert caller.post("evidence/", held(entry), Idempotency_Key="k1").status_code == 201


def test_file_is_part_of_what_is_the_same(api, amina, entry):
    caller = api(amina)

    def sent(content: bytes):
        file = SimpleUploadedFile("table.csv", content)
        form = {**held(entry), "form": "file", "file": file}
        return caller.upload("evidence/", form, Idempotency_Key="k1")

    assert sent(b"a,b\n1,2\n").json() == sent(b"a,b\n1,2\n").json()
    problem(sent(b"a,b\n1,3\n"), 422, "key-reused")
    assert Evidence.internal.count() == 1


@pytest.mark.parametrize("key", ["", " ", "a b", "x" * 201, "é"])
def test_key_that_is_no_key_is_refused(api, amina, entry, key):
    refused = api(amina).post("evidence/", held(entry), Idempotency_Key=key)
    problem(refused, 400, "unreadable")
    assert not Evidence.internal.exists()


def test_action_taken_twice_with_one_key_is_taken_once(api, amina, entry):
    caller = api(amina)
    path = f"reports/{entry.report.public_id}/submit/"
    first = caller.post(path, {"agreed": True}, Idempotency_Key="k1")
    again = caller.post(path, {"agreed": True}, Idempotency_Key="k1")
    assert first.status_code == again.status_code == 200
    assert again.json()["round"] == 1


@pytest.mark.django_db(transaction=True)
def test_eight_at_the_same_time_make_one_row_and_get_one_answer(amina):
    entry = factories.answer(factories.make_report("KEN"), "2022-08", "not_started")
    caller = Api(amina)

    def send(_n: int):
        try:
            answered = caller.post("evidence/", held(entry), Idempotency_Key="k1")
            return answered.status_code, answered.content
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(send, range(8)))
    assert len(answers) == 1
    assert {status for status, _content in answers} == {201}
    assert Evidence.internal.count() == 1
