"""Plans and actions over the API: written and read, narrowed, taken back, exported."""

from __future__ import annotations

import pytest
from django.core.files.base import ContentFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from accounts.actor import Actor
from tests import factories
from tests.tracker.exports.test_entries import read
from tracker.models import Action, Plan

pytestmark = pytest.mark.django_db
ENOUGH = {"title": "Plan d’action", "language": "fr", "kind": "nap"}


def ids(response) -> set[str]:
    assert response.status_code == 200, response.content
    return {row["id"] for row in response.json()["results"]}


def test_plan_and_action_are_written_read_and_removed(api, amina: Actor):
    mine = api(amina)
    made = mine.post("plans/", {**ENOUGH, "budget_state": "stated_total", "budget_total": "1200.50",
                                "budget_currency": "KES", "linked_plans": []})  # fmt: skip
    assert made.status_code == 201, made.content
    plan = made.json()
    assert made["ETag"] == '"1"'
    assert (plan["budget_total"], plan["linked_plans"], plan["pillars"]) == ("1200.50", [], None)
    assert (plan["member"], plan["monitoring_framework"]) == ("KEN", None)
    changed = mine.patch(f"plans/{plan['id']}/", {**plan, "monitoring_framework": False})
    assert changed.json()["monitoring_framework"] is False
    assert mine.patch(f"plans/{plan['id']}/", {"title": "Late"}, 1).status_code == 412
    assert mine.send("PATCH", f"plans/{plan['id']}/", {"title": "Late"}).status_code == 428
    said = {"plan": plan["id"], "text": "Former", "recommendations": ["2022-08", "2023-04"]}
    action = mine.post("actions/", said).json()
    assert (action["recommendations"], action["language"]) == (["2022-08", "2023-04"], "fr")
    assert mine.get(f"actions/{action['id']}/").json() == action
    less = mine.patch(f"actions/{action['id']}/", {"recommendations": ["2022-07"], "code": "1"})
    assert less.json()["recommendations"] == ["2022-07"]
    twice = mine.post("actions/", {"plan": plan["id"], "text": "Again", "code": "1"})
    assert twice.status_code == 409
    assert mine.delete(f"actions/{action['id']}/", 2).status_code == 204
    assert mine.delete(f"plans/{plan['id']}/", 2).status_code == 204
    assert (Plan.internal.count(), Action.internal.count()) == (0, 0)


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ({"kind": "treaty"}, "/kind"),
        ({"linked_plans": ["astrology"]}, "/linked_plans/0"),
        ({"predecessor": "00000000-0000-0000-0000-000000000000"}, "/predecessor"),
        ({"member": "KEN"}, "/member"),
        ({"withdrawn_reason": "x"}, "/withdrawn_reason"),
        ({"reports_to_parliament": "no"}, "/reports_to_parliament"),
    ],
)
def test_wrong_plan_is_refused_by_name_and_not_written(api, amina: Actor, body, where):
    refused = api(amina).post("plans/", {**ENOUGH, **body})
    assert refused.status_code == 400
    assert where in [error["pointer"] for error in refused.json()["errors"]]
    assert Plan.internal.count() == 0


def test_unknown_recommendation_of_an_action_is_named(api, amina: Actor):
    plan = factories.make_plan()
    body = {"plan": str(plan.public_id), "text": "A", "recommendations": ["2022-08", "2099-01"]}
    refused = api(amina).post("actions/", body)
    assert [e["pointer"] for e in refused.json()["errors"]] == ["/recommendations/1"]
    assert Action.internal.count() == 0


def test_filters_narrow_by_member_kind_status_pillar_and_recommendation(api):
    found = {}
    for code, facts in {
        "KEN": {"pillars": ["prevention"]},
        "NOR": {"kind": "strategy", "status": "superseded"},
    }.items():
        found[code] = plan = factories.make_plan(code, confidentiality="public", **facts)
        serves = {"KEN": ["2022-08"], "NOR": ["2023-04"]}[code]
        factories.make_action(plan, "1", *serves, pillar="protection")
        factories.published(factories.make_report(code))
    ken = {str(found["KEN"].public_id)}
    for query in (
        "member=KEN",
        "kind=nap",
        "status=in_force",
        "pillar=prevention",
        "recommendation=2022-08",
        "search=kEN",
    ):
        assert ids(api().get(f"plans/?{query}")) == ken, query
    for query in ("member=KEN", "kind=nap", "status=in_force", "recommendation=2022-08",
                  f"plan={found['KEN'].public_id}"):  # fmt: skip
        assert len(ids(api().get(f"actions/?{query}"))) == 1, query
    assert len(ids(api().get("actions/?pillar=protection"))) == 2
    assert api().get("plans/?colour=red").status_code == 400


def test_withdrawn_plan_is_410_and_listed_as_withdrawn(api, amina: Actor):
    plan = factories.make_plan(confidentiality="public")
    action = factories.make_action(plan)
    factories.published(factories.make_report())
    where = f"plans/{plan.public_id}/"
    assert api().get(where).status_code == 200
    taken = api(amina).post(f"{where}withdraw/", {"reason": "It names a person."})
    assert (taken.status_code, taken.json()["version"]) == (200, 2)
    for path in (where, f"actions/{action.public_id}/"):
        assert api().get(path).status_code == 410
    rows = api().get("plans/?updated_since=2020-01-01").json()["results"]
    assert rows == [{"id": str(plan.public_id), "withdrawn": True}]
    assert api(amina).get(where).json()["withdrawn_at"] is not None


def test_link_to_what_a_reader_may_not_see_is_not_told(api, amina: Actor):
    old = factories.make_plan(confidentiality="network")
    new = factories.make_plan(confidentiality="public", predecessor=old)
    after = factories.make_action(new, "2", confidentiality="network")
    factories.make_action(new, "1", successor=after)
    factories.published(factories.make_report())
    assert api().get(f"plans/{new.public_id}/").json()["predecessor"] is None
    assert [r["successor"] for r in api().get("actions/").json()["results"]] == [None]
    told = api(amina).get(f"plans/{new.public_id}/").json()["predecessor"]
    assert told == str(old.public_id)


def test_export_holds_public_plans_and_neutral_words(api, amina: Actor):
    factories.make_plan(confidentiality="public", title="=cmd", linked_plans=[], pillars=None)
    factories.make_plan(confidentiality="member", title="Inside")
    factories.published(factories.make_report())
    (row,) = read(b"".join(api().get("exports/plans.csv?member=KEN").streaming_content))
    assert (row["title"], row["linked_plans"], row["pillars"]) == ("'=cmd", "none", "")
    assert row["actions"] == "0"
    own = read(b"".join(api(amina).get("exports/plans.csv").streaming_content))
    assert {r["title"] for r in own} == {"'=cmd", "Inside"}
    Plan.internal.filter(title="Inside").update(confidentiality="restricted")
    assert len(read(b"".join(api(amina).get("exports/plans.csv").streaming_content))) == 1


@pytest.mark.parametrize("many", [1, 5])
def test_queries_do_not_grow_with_rows(api, many: int, django_assert_num_queries):
    plan = factories.make_plan(confidentiality="public")
    for n in range(many):
        factories.make_action(plan, str(n), "2022-08", "2023-04")
        factories.make_plan(confidentiality="public", predecessor=plan)
    factories.published(factories.make_report())
    for path, number in (("plans/", 2), ("actions/", 2)):
        with django_assert_num_queries(number):
            api().get(path)


def test_document_of_a_plan_is_sent_fetched_and_taken_away(api, amina: Actor):
    mine = api(amina)
    plan = mine.post("plans/", ENOUGH).json()
    assert (plan["file"], plan["size"]) == (None, None)
    path = f"plans/{plan['id']}/file/"
    assert mine.get(path).status_code == 404

    def put(content: bytes, version: int):
        form = encode_multipart(BOUNDARY, {"file": ContentFile(content, name="plan.csv")})
        return mine.raw("PUT", path, form, MULTIPART_CONTENT, **{"If-Match": f'"{version}"'})

    sent = put(b"a,b\n1,2\n", 1)
    assert sent.status_code == 200, sent.content
    assert (sent.json()["file_name"], sent.json()["size"], sent["ETag"]) == ("plan.csv", 8, '"2"')
    assert put(b"a,b\n1,2\n", 1).status_code == 412
    assert put(b"<svg/>", 2).json()["errors"][0]["pointer"] == "/file"
    got = mine.get(path)
    assert got["Content-Disposition"].startswith("attachment")
    assert b"".join(got.streaming_content) == b"a,b\n1,2\n"
    assert api().get(path).status_code == 404
    assert mine.delete(path, 2).status_code == 204
    assert mine.get(f"plans/{plan['id']}/").json()["file"] is None


def test_actions_are_carried_over_and_a_wrong_decision_carries_none(api, amina: Actor):
    old = factories.make_plan("KEN")
    kept, merged, dropped = (factories.make_action(old, str(n), "2022-08") for n in range(3))
    new = factories.make_plan("KEN", predecessor=old)
    foreign = factories.make_action(factories.make_plan("NOR"))
    mine, path = api(amina), f"plans/{new.public_id}/carry-over/"

    def decided(action: Action, fate: str, **more: object) -> dict[str, object]:
        return {"action": str(action.public_id), "fate": fate, **more}

    right = [
        decided(kept, "kept"),
        decided(merged, "merged", into=str(kept.public_id), reason="One training is enough."),
        decided(dropped, "dropped", reason="Done."),
    ]
    for wrong, where in (
        (right[:2], "/decisions"),
        ([*right[:2], decided(dropped, "dropped")], "/decisions/2/reason"),
        ([right[0], {**right[1], "into": str(foreign.public_id)}, right[2]], "/decisions/1/into"),
        ([*right, decided(foreign, "dropped", reason="Mine.")], "/decisions/3/action"),
        ([*right, right[0]], "/decisions/3/action"),
        ([*right[:2], {"action": "x", "fate": "kept"}], "/decisions/2/action"),
        ([*right[:2], decided(dropped, "lost")], "/decisions/2/fate"),
    ):
        refused = mine.post(path, {"decisions": wrong}, version=1)
        assert refused.status_code == 400, refused.content
        assert where in {one["pointer"] for one in refused.json()["errors"]}
    assert set(Action.internal.values_list("fate", flat=True)) == {"undecided"}
    assert mine.post(path, {"decisions": right}).status_code == 428
    assert mine.post(path, {"decisions": right}, version=9).status_code == 412
    body, key = {"decisions": right, "supersede": True}, {"Idempotency-Key": "carry"}
    done = mine.post(path, body, version=1, **key)
    assert (done.status_code, done["ETag"]) == (200, '"2"')
    assert mine.post(path, body, version=1, **key).json() == done.json()
    rows = mine.get(f"actions/?plan={old.public_id}").json()["results"]
    assert {row["fate"] for row in rows} == {"kept", "merged", "dropped"}
    assert len(mine.get(f"actions/?plan={new.public_id}").json()["results"]) == 1
    assert mine.get(f"plans/{old.public_id}/").json()["status"] == "superseded"
