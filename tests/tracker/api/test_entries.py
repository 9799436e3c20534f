from __future__ import annotations

import datetime as dt

import pytest

from accounts.enums import Role
from tests import factories
from tests.tracker.api.conftest import ids, problem
from tracker.domain import publication, workflow
from tracker.models import Assignment, ProgressEntry

CANARY = "canary-5b1f"


@pytest.fixture
def draft(db):
    report = factories.make_report("KEN")
    return factories.answer(report, narrative=CANARY)


@pytest.fixture
def published(draft):
    factories.published(draft.report)
    return draft


def contributor(entry, **facts):
    seat = factories.make_seat(Role.CONTRIBUTOR, "KEN")
    Assignment.internal.create(
        member=entry.member, appointment=seat, entry=entry, due_on=entry.report.due_on
    )
    return factories.actor(seat)


def path(entry):
    return f"entries/{entry.public_id}/"


# --- who reads what -----------------------------------------------------------------------------


def test_focal_point_and_viewer_read_their_draft(api, amina, otieno, draft):
    for actor in (amina, otieno):
        assert api(actor).get(path(draft)).json()["narrative"] == CANARY


def test_stranger_and_public_get_the_404_of_what_does_not_exist(api, kari, draft):
    nowhere = "entries/00000000-0000-4000-8000-000000000000/"
    for caller in (api(kari), api()):
        refused = caller.get(path(draft))
        assert CANARY not in refused.content.decode()
        assert problem(refused, 404, "not-found") == caller.get(nowhere).json()
        assert refused.headers == caller.get(nowhere).headers


def test_lists_hold_no_draft_of_another_member(api, kari, draft):
    for caller in (api(kari), api()):
        answered = caller.get(f"entries/?search={CANARY}&page_size=200")
        assert ids(answered) == []
        assert CANARY not in caller.get("entries/?member=KEN").content.decode()


def test_contributor_reads_only_the_assigned_answers(api, draft):
    other = factories.answer(draft.report, "2022-09")
    caller = api(contributor(draft))
    assert ids(caller.get("entries/")) == [str(draft.public_id)]
    assert caller.get(path(other)).status_code == 404


def test_reviewer_reads_from_the_submission_on(api, draft):
    caller = api(factories.reviewer("KEN"))
    assert caller.get(path(draft)).status_code == 404
    factories.submitted(draft.report)
    assert caller.get(path(draft)).json()["narrative"] == CANARY
    assert api(factories.reviewer("NOR")).get(path(draft)).status_code == 404


def test_everybody_reads_the_published_copy_under_the_same_id(api, kari, published):
    for caller in (api(), api(kari)):
        found = caller.get(path(published)).json()
        assert (found["narrative"], found["is_ready"], found["is_open"]) == (CANARY, None, None)
        assert found["ball"] is None


def test_public_reads_the_copy_and_not_the_words_written_since(api, amina, published):
    factories.put(published.report, state="returned")
    api(amina).patch(path(published), {"narrative": "Later words."})
    assert api().get(path(published)).json()["narrative"] == CANARY
    assert api(amina).get(path(published)).json()["narrative"] == "Later words."


def test_network_answers_open_to_signed_in_members_only(api, kari, draft):
    shared = factories.answer(draft.report, "2022-09", confidentiality="network")
    factories.published(draft.report)
    assert api().get(path(shared)).status_code == 404
    assert api(kari).get(path(shared)).status_code == 200


def test_restricted_answer_is_seen_by_focal_points_and_found_by_no_search(api, amina, otieno):
    report = factories.make_report("KEN")
    entry = factories.answer(report, confidentiality="restricted", narrative=CANARY)
    assert api(amina).get(path(entry)).status_code == 200
    assert api(otieno).get(path(entry)).status_code == 404
    assert ids(api(amina).get(f"entries/?search={CANARY}")) == []


def test_an_answer_looks_as_the_contract_says(api, amina, draft):
    found = api(amina).get(path(draft)).json()
    codes = list(draft.recommendation.elements.values_list("code", flat=True))
    assert found == {
        "id": str(draft.public_id),
        "report": str(draft.report.public_id),
        "member": "KEN",
        "cycle": "2026",
        "recommendation": "2022-08",
        "asked": True,
        "status": "partial",
        "status_reason": "",
        "planned_on": None,
        "narrative": CANARY,
        "obstacles": "",
        "next_steps": "",
        "language": "en",
        "elements": [
            {"code": code, "state": "done" if code == codes[0] else "not_begun", "reason": ""}
            for code in codes
        ],
        "confidentiality": "public",
        "confirmed": True,
        "carried_from": "",
        "is_ready": True,
        "is_open": True,
        "ball": {
            "roles": ["focal_point", "deputy"],
            "since": found["ball"]["since"],
            "due_on": draft.report.due_on.isoformat(),
            "sentence": "The report is with the focal point, who fills and submits it.",
            "next": "Next: the secretariat’s reviewer reads it, and accepts it or returns it with "
            "comments.",
        },
        "version": 1,
        "updated_at": found["updated_at"],
    }


# --- writing ------------------------------------------------------------------------------------


def test_change_grows_the_version_and_its_etag(api, amina, draft):
    answered = api(amina).patch(path(draft), {"narrative": "New words.", "planned_on": None})
    assert (answered.status_code, answered["ETag"]) == (200, '"2"')
    assert (answered.json()["narrative"], answered.json()["version"]) == ("New words.", 2)
    assert api(amina).get(path(draft))["ETag"] == '"2"'


def test_contributor_writes_the_assigned_answer(api, draft):
    assert api(contributor(draft)).patch(path(draft), {"narrative": "Ours."}).status_code == 200


def test_contributor_does_not_widen_who_may_read(api, draft):
    ProgressEntry.internal.update(confidentiality="member")
    caller = api(contributor(draft))
    refused = caller.patch(path(draft), {"confidentiality": "public"})
    problem(refused, 403, "not-allowed")
    assert factories.entry_of(draft.report).confidentiality == "member"


def test_missing_if_match_is_a_428(api, amina, draft):
    refused = api(amina).patch(path(draft), {"narrative": "New."}, version=None)
    problem(refused, 428, "version-needed")
    assert factories.entry_of(draft.report).narrative == CANARY


@pytest.mark.parametrize("given", ["*", '"1", "2"', "1", '"x"', '""', '"-1"'])
def test_if_match_that_names_no_version_is_refused(api, amina, draft, given):
    refused = api(amina).patch(path(draft), {"narrative": "New."}, version=None, If_Match=given)
    problem(refused, 400, "unreadable")
    assert factories.entry_of(draft.report).narrative == CANARY


def test_weak_if_match_is_taken(api, amina, draft):
    caller = api(amina)
    assert caller.patch(path(draft), {"narrative": "1"}, None, If_Match='W/"1"').status_code == 200


def test_stale_if_match_is_a_412_that_tells_the_version(api, amina, draft):
    caller = api(amina)
    caller.patch(path(draft), {"narrative": "First."})
    refused = caller.patch(path(draft), {"narrative": "Second."}, version=1)
    assert problem(refused, 412, "stale")["current_version"] == 2
    assert refused["ETag"] == '"2"'
    assert factories.entry_of(draft.report).narrative == "First."


def test_stale_change_is_a_412_before_anything_else_is_wrong_with_it(api, amina, draft):
    ProgressEntry.internal.filter(pk=draft.pk).update(version=2)
    problem(api(amina).patch(path(draft), {"status": "full", "colour": 1}), 412, "stale")


def test_status_whose_rule_is_not_met_names_the_field_and_writes_nothing(api, amina, draft):
    refused = api(amina).patch(path(draft), {"status": "full", "narrative": "New."})
    errors = problem(refused, 400, "wrong-values")["errors"]
    assert [e["pointer"] for e in errors] == ["/status"]
    assert "2022-08" in errors[0]["detail"]
    assert factories.entry_of(draft.report).narrative == CANARY


def test_elements_that_are_not_named_stay_as_they_are(api, amina, draft):
    codes = [e["code"] for e in api(amina).get(path(draft)).json()["elements"]]
    change = {"elements": [{"code": codes[1], "state": "begun"}]}
    elements = api(amina).patch(path(draft), change).json()["elements"]
    assert [e["state"] for e in elements[:3]] == ["done", "begun", "not_begun"]


def test_faults_of_a_body_are_told_all_at_once(api, amina, draft):
    body = {
        "member": "NOR",
        "colour": "red",
        "narrative": 5,
        "language": "english please",
        "planned_on": "2026-02-30",
        "confidentiality": "secret",
        "elements": [{"code": "2022-08-a", "state": "half"}],
        "is_ready": "yes",
        "id": "x",
    }
    errors = problem(api(amina).patch(path(draft), body), 400, "wrong-values")["errors"]
    assert {e["pointer"] for e in errors} == {
        "/member",
        "/colour",
        "/narrative",
        "/language",
        "/planned_on",
        "/confidentiality",
        "/elements/0/state",
        "/is_ready",
        "/id",
    }
    assert factories.entry_of(draft.report).version == 1


def test_what_was_read_may_be_sent_back(api, amina, draft):
    caller = api(amina)
    found = caller.get(path(draft)).json()
    answered = caller.patch(path(draft), {**found, "narrative": "New words."})
    assert answered.status_code == 200, answered.content
    assert answered.json()["narrative"] == "New words."


def test_no_field_of_the_model_can_be_assigned_beside_the_contract(api, amina, draft):
    before = ProgressEntry.internal.filter(pk=draft.pk).values().get()
    writable = set(
        "status status_reason planned_on narrative obstacles next_steps language".split()
    )
    writable |= {"elements", "confidentiality", "is_ready"}
    caller = api(amina)
    for name in before.keys() - writable - {"confirmed", "version", "updated_at"}:
        answered = caller.patch(path(draft), {name: "1"})
        problem(answered, 400, "wrong-values")
    assert ProgressEntry.internal.filter(pk=draft.pk).values().get() == before


def test_long_narrative_is_refused(api, amina, draft):
    refused = api(amina).patch(path(draft), {"narrative": "x" * 3001})
    assert problem(refused, 400, "wrong-values")["errors"][0]["pointer"] == "/narrative"


def test_published_copy_of_another_member_is_nothing_to_write_in(api, kari, published):
    refused = api(kari).patch(path(published), {"narrative": "Theirs."})
    problem(refused, 403, "not-allowed")
    copies = ProgressEntry.internal.filter(public_id=published.public_id)
    assert set(copies.values_list("narrative", flat=True)) == {CANARY}


# --- no change since ----------------------------------------------------------------------------


@pytest.fixture
def carried(db):
    report = factories.make_report("KEN")
    entry = factories.answer(report, "2022-08", "in_progress")
    ProgressEntry.internal.filter(pk=entry.pk).update(confirmed=False, carried_from="2025")
    return factories.entry_of(report)


def test_confirmed_alone_says_no_change_since(api, amina, carried):
    answered = api(amina).patch(path(carried), {"confirmed": True})
    assert (answered.json()["confirmed"], answered.json()["version"]) == (True, 2)


def test_confirming_again_changes_nothing(api, amina, carried):
    api(amina).patch(path(carried), {"confirmed": True})
    answered = api(amina).patch(path(carried), {"confirmed": True}, version=2)
    assert (answered.status_code, answered.json()["version"]) == (200, 2)


def test_empty_change_of_a_viewer_is_refused_too(api, otieno, carried):
    problem(api(otieno).patch(path(carried), {}), 403, "not-allowed")


def test_nothing_is_unconfirmed_by_hand(api, amina, draft):
    refused = api(amina).patch(path(draft), {"confirmed": False})
    assert problem(refused, 400, "wrong-values")["errors"][0]["pointer"] == "/confirmed"
    assert factories.entry_of(draft.report).confirmed is True


# --- withdrawn ----------------------------------------------------------------------------------


def test_withdrawn_answer_is_gone_at_once_and_leaves_an_empty_stone(api, kari, amina, published):
    before = dt.datetime.now(dt.UTC) - dt.timedelta(minutes=1)
    since = f"entries/?updated_since={before:%Y-%m-%dT%H:%M:%SZ}&member=KEN"
    assert api().get(since).json()["results"][0]["narrative"] == CANARY
    workflow.perform(amina, published.report, "withdraw", reason="A person is in danger.")
    for caller in (api(), api(kari)):
        assert ids(caller.get("entries/?member=KEN")) == []
        stones = caller.get(since).json()["results"]
        assert stones == [{"id": str(published.public_id), "withdrawn": True}]
        gone = caller.get(path(published))
        assert problem(gone, 410, "withdrawn")["detail"]
        assert CANARY not in gone.content.decode()


def test_stone_of_a_network_answer_is_not_shown_to_the_public(api, kari, draft):
    shared = factories.answer(draft.report, "2022-09", confidentiality="network")
    factories.published(draft.report)
    publication.withdraw_edition(draft.report)
    listed = "entries/?updated_since=2020-01-01&ordering=updated_at&page_size=200"
    assert str(shared.public_id) not in ids(api().get(listed))
    assert str(shared.public_id) in ids(api(kari).get(listed))
    assert api().get(path(shared)).status_code == 404


def test_answer_published_again_has_no_stone(api, published):
    publication.publish_edition(published.report)
    rows = api().get("entries/?updated_since=2020-01-01").json()["results"]
    assert [row.get("withdrawn") for row in rows] == [None]


def test_stones_and_rows_come_page_by_page_in_order(api, draft):
    for code in ("2022-01", "2022-02", "2022-03", "2022-04"):
        factories.answer(draft.report, code, "not_started")
    factories.published(draft.report)
    other = factories.make_report("NOR")
    for code in ("2022-01", "2022-02", "2022-03"):
        factories.answer(other, code, "not_started")
    factories.published(other)
    early = ProgressEntry.internal.filter(report=other, recommendation__code="2022-01")
    early.update(updated_at=dt.datetime(2020, 6, 1, tzinfo=dt.UTC))
    publication.withdraw_edition(draft.report)
    late = ProgressEntry.internal.filter(report=other, recommendation__code="2022-03")
    late.update(updated_at=dt.datetime.now(dt.UTC) + dt.timedelta(minutes=1))
    seen, following = [], "entries/?updated_since=2020-01-01&page_size=3&ordering=updated_at"
    while following:
        page = api().get(following[following.index("entries/") :]).json()
        assert len(page["results"]) <= 3
        seen += [(row["id"], row.get("withdrawn", False)) for row in page["results"]]
        following = page["next"]
    assert len({i for i, _gone in seen}) == len(seen) == 8
    assert [gone for _i, gone in seen] == [False] * 2 + [True] * 5 + [False]


def test_updated_since_sorts_by_time_only(api, published):
    refused = api().get("entries/?updated_since=2020-01-01&ordering=member")
    assert problem(refused, 400, "wrong-values")["errors"][0]["parameter"] == "ordering"


# --- filters ------------------------------------------------------------------------------------


@pytest.fixture
def several(db):
    kenya = factories.make_report("KEN")
    factories.answer(kenya, "2022-08", "partial", narrative="Comité directeur")
    factories.answer(kenya, "2023-01", "not_started")
    norway = factories.make_report("NOR")
    factories.answer(norway, "2022-08", "suspended")
    for report in (kenya, norway):
        factories.published(report)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"KEN 2022-08", "KEN 2023-01", "NOR 2022-08"}),
        ("member=KEN", {"KEN 2022-08", "KEN 2023-01"}),
        ("member=KEN,NOR&recommendation=2022-08", {"KEN 2022-08", "NOR 2022-08"}),
        ("communique=FPN-2023", {"KEN 2023-01"}),
        ("theme=budgets_financing&communique=FPN-2022", {"KEN 2022-08", "NOR 2022-08"}),
        ("status=partial,suspended", {"KEN 2022-08", "NOR 2022-08"}),
        ("regional_group=african", {"KEN 2022-08", "KEN 2023-01"}),
        ("has_evidence=true", {"KEN 2022-08"}),
        ("has_evidence=false", {"KEN 2023-01", "NOR 2022-08"}),
        ("confirmed=false", set()),
        ("cycle=2026", {"KEN 2022-08", "KEN 2023-01", "NOR 2022-08"}),
        ("search=COMITE", {"KEN 2022-08"}),
        ("updated_since=2099-01-01T00:00:00Z", set()),
    ],
)
def test_filters_narrow_the_list(api, several, query, found):
    rows = api().get(f"entries/?{query}").json()["results"]
    assert {f"{row['member']} {row['recommendation']}" for row in rows} == found


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("colour=red", "colour"),
        ("member__currency=KES", "member__currency"),
        ("report__submitted_by__user__email__startswith=a", None),
        ("member=KEY", "member"),
        ("status=done", "status"),
        ("has_evidence=perhaps", "has_evidence"),
        ("updated_since=yesterday", "updated_since"),
        ("updated_since=1431-09-21T20:44:59-22:29", "updated_since"),
        ("updated_since=2026-01-01T00:00:00", "updated_since"),
        ("page_size=0", "page_size"),
        ("page_size=x", "page_size"),
        ("ordering=narrative", "ordering"),
        ("cursor=x", "cursor"),
        ("cursor=%FF", "cursor"),
        ("search=a%00b", "search"),
        ("member=KEN&member=NOR", "member"),
        ("search=" + "a" * 201, "search"),
        ("search=" + "+".join("abcdefghi"), "search"),
    ],
)
def test_parameter_that_is_unknown_or_wrong_is_named(api, several, query, parameter):
    errors = problem(api().get(f"entries/?{query}"), 400, "wrong-values")["errors"]
    assert errors[0]["parameter"] == (parameter or query.split("=")[0])


def test_evidence_that_a_reader_cannot_see_is_betrayed_by_no_filter(api, kari, draft):
    entry = factories.answer(draft.report, "2022-09", "not_started")
    factories.make_evidence(entry, confidentiality="network")
    factories.published(draft.report)
    listed = "entries/?has_evidence=true&recommendation=2022-09"
    assert ids(api(kari).get(listed)) == [str(entry.public_id)]
    assert ids(api().get(listed)) == []
