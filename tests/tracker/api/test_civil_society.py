"""Civil society's views through the API: the same verbs, and nothing of who wrote them."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.actor import Actor
from accounts.enums import Role
from recommendations.models import Recommendation
from tests import factories
from tests.tracker.api.conftest import ids, problem
from tracker.models import CivilSocietyView, IdempotencyRecord, ReportingCycle

pytestmark = pytest.mark.django_db
VIEWS = "civil-society-views/"
BODY = {"cycle": "2026", "recommendation": "2023-05", "view": "differs", "text": "Closed."}
FIELDS = "id member cycle recommendation view text language audience show_name name version".split()


@pytest.fixture
def author(db: None) -> Actor:
    factories.make_report()
    user = factories.make_user("neema@cso.example", name="Neema")
    return factories.actor(factories.make_seat(Role.CIVIL_SOCIETY_MONITOR, "KEN", user))


def filed(author: Actor, code: str = "2023-05", **facts: Any) -> CivilSocietyView:
    facts = {"view": "differs", "text": "Closed.", "audience": "public", **facts}
    return CivilSocietyView.internal.create(
        member=author.seat.member,
        cycle=ReportingCycle.objects.get(),
        recommendation=Recommendation.objects.get(code=code),
        author=author.seat,
        **facts,
    )


def stored() -> CivilSocietyView:
    return CivilSocietyView.internal.get()


def test_view_is_filed_closed_and_answered_with_its_version(api, author):
    made = api(author).post(VIEWS, BODY)
    assert made.status_code == 201, made.content
    assert made["ETag"] == '"1"'
    assert made["Location"].endswith(f"/api/v1/{VIEWS}{stored().public_id}/")
    said = made.json()
    assert list(said) == FIELDS
    assert (said["audience"], said["show_name"], said["name"]) == ("secretariat", False, None)
    assert stored().author == author.seat


def test_opening_needs_the_confirmation_and_stores_nothing_without(api, author):
    refused = api(author).post(VIEWS, {**BODY, "audience": "public"})
    (error,) = problem(refused, 400, "wrong-values")["errors"]
    assert error["pointer"] == "/confirm"
    assert not CivilSocietyView.internal.exists()
    made = api(author).post(VIEWS, {**BODY, "audience": "public", "confirm": True})
    assert made.status_code == 201
    assert stored().audience == "public"
    named = api(author).patch(f"{VIEWS}{stored().public_id}/", {"show_name": True}, 2)
    problem(named, 400, "wrong-values")
    assert not stored().show_name


def test_readers_get_neither_author_nor_version_nor_a_moment(api, author, kari):
    row = filed(author)
    for caller in (api(), api(kari), api(factories.reviewer("KEN"))):
        answer = caller.get(f"{VIEWS}{row.public_id}/")
        said = answer.json()
        assert list(said) == FIELDS
        assert (said["version"], said["name"]) == (None, None)
        assert "ETag" not in answer
        shown = answer.content.decode() + caller.get(VIEWS).content.decode()
        for secret in ("Neema", str(author.seat.public_id), "created", "updated", "shared_at"):
            assert secret not in shown


def test_chosen_name_is_told(api, author):
    row = filed(author, show_name=True)
    assert api().get(f"{VIEWS}{row.public_id}/").json()["name"] == "Neema"


def test_list_holds_what_was_shown_to_the_caller(api, author, amina, kari):
    rows = {
        audience: str(filed(author, code, audience=audience).public_id)
        for code, audience in (
            ("2022-01", "secretariat"),
            ("2022-02", "member"),
            ("2022-03", "network"),
            ("2022-04", "public"),
        )
    }
    sees = {
        "author": (api(author), list(rows)),
        "reviewer": (api(factories.reviewer("KEN")), list(rows)),
        "focal point": (api(amina), ["member", "network", "public"]),
        "another member": (api(kari), ["network", "public"]),
        "public": (api(), ["public"]),
    }
    for who, (caller, audiences) in sees.items():
        assert ids(caller.get(VIEWS)) == [rows[a] for a in audiences], who
        for audience, one in rows.items():
            status = caller.get(f"{VIEWS}{one}/").status_code
            assert status == (200 if audience in audiences else 404), (who, audience)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("member=KEN", 2),
        ("member=NOR", 0),
        ("cycle=2026", 2),
        ("recommendation=2022-01", 1),
        ("recommendation=2022-01,2023-05&member=KEN", 2),
    ],
)
def test_filters_are_about_what_a_view_is_of(api, author, query, found):
    filed(author)
    filed(author, "2022-01")
    assert len(ids(api().get(f"{VIEWS}?{query}"))) == found


@pytest.mark.parametrize("query", ["view=differs", "audience=public", "author=1", "search=closed"])
def test_nobody_filters_by_what_a_view_says_or_by_who_said_it(api, author, query):
    problem(api().get(f"{VIEWS}?{query}"), 400, "wrong-values")


def test_order_is_never_that_of_the_writing(api, author):
    for _n in range(5):
        filed(factories.actor(factories.make_seat(Role.CIVIL_SOCIETY_MONITOR, "KEN")))
    found = ids(api().get(VIEWS))
    assert found == sorted(found)
    problem(api().get(f"{VIEWS}?ordering=created_at"), 400, "wrong-values")


def test_author_writes_with_the_version_that_was_read(api, author):
    row = filed(author, audience="secretariat")
    one = f"{VIEWS}{row.public_id}/"
    problem(api(author).send("PATCH", one, {"text": "New."}), 428, "version-needed")
    changed = api(author).patch(one, {"text": "New.", "view": "concurs"}, 1)
    assert changed.status_code == 200, changed.content
    assert (stored().text, stored().view, stored().version) == ("New.", "concurs", 2)
    problem(api(author).patch(one, {"text": "Old."}, 1), 412, "stale")
    assert stored().text == "New."
    whole = {**changed.json(), "text": "Sent back whole."}
    assert api(author).patch(one, whole, 2).status_code == 200
    assert stored().text == "Sent back whole."


def test_words_and_readers_change_together_or_not_at_all(api, author):
    row = filed(author, audience="secretariat")
    refused = api(author).patch(
        f"{VIEWS}{row.public_id}/", {"text": "New.", "audience": "network"}, 1
    )
    problem(refused, 400, "wrong-values")
    assert (stored().text, stored().version) == ("Closed.", 1)


def test_others_may_not_write_what_they_may_read_and_learn_no_version(api, author, kari):
    row = filed(author, audience="network")
    one = f"{VIEWS}{row.public_id}/"
    for caller in (api(kari), api(factories.reviewer("KEN"))):
        problem(caller.patch(one, {"text": "Mine."}, 7), 403, "not-allowed")
        problem(caller.delete(one, 7), 403, "not-allowed")
    assert stored().text == "Closed."


def test_taken_back_view_is_not_found_and_leaves_no_repeated_answer(api, author):
    sent = {"Idempotency_Key": "first"}
    made = api(author).post(VIEWS, BODY, **sent)
    again = api(author).post(VIEWS, BODY, **sent)
    assert again["Idempotent-Replayed"] == "true"
    one = f"{VIEWS}{made.json()['id']}/"
    assert api(author).delete(one, 1).status_code == 204
    assert not CivilSocietyView.internal.exists()
    assert not IdempotencyRecord.objects.exists()
    problem(api(author).get(one), 404, "not-found")
    anew = api(author).post(VIEWS, BODY, **sent)
    assert anew.status_code == 201
    assert anew.json()["id"] != made.json()["id"]


def test_second_view_names_the_first(api, author):
    row = filed(author)
    refused = problem(api(author).post(VIEWS, BODY), 409, "duplicate")
    assert refused["existing"] == str(row.public_id)


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"cycle": "1999"}, "/cycle"),
        ({"recommendation": "2099-01"}, "/recommendation"),
        ({"view": "agrees"}, "/view"),
        ({"author": "me"}, "/author"),
        ({"member": "XYZ"}, "/member"),
        ({"shared_at": "2020-01-01"}, "/shared_at"),
    ],
)
def test_wrong_value_is_pointed_at(api, author, change, pointer):
    refused = problem(api(author).post(VIEWS, {**BODY, **change}), 400, "wrong-values")
    assert pointer in {error["pointer"] for error in refused["errors"]}
    assert not CivilSocietyView.internal.exists()


def test_nobody_files_for_another_member_or_from_another_seat(api, author, amina):
    problem(api(author).post(VIEWS, {**BODY, "member": "NOR"}), 400, "wrong-values")
    problem(api(amina).post(VIEWS, BODY), 403, "not-allowed")
    problem(api().post(VIEWS, BODY), 401, "sign-in")
    problem(api(author, "read").post(VIEWS, BODY), 403, "not-allowed")
    assert not CivilSocietyView.internal.exists()


def test_queries_do_not_grow_with_the_views(api, author, connection_queries):
    caller = api(author)
    filed(author)
    caller.get(VIEWS)
    before = len(connection_queries())
    caller.get(VIEWS)
    once = len(connection_queries()) - before
    for code in ("2022-01", "2022-02", "2022-03"):
        filed(author, code)
    before = len(connection_queries())
    caller.get(VIEWS)
    assert len(connection_queries()) - before == once
