from __future__ import annotations

import datetime as dt

import pytest

from accounts.enums import Role
from tests import factories
from tests.tracker.api.conftest import ids, problem
from tracker.api.serializers.reports import INSIDE
from tracker.domain import review, workflow
from tracker.models import Report, ReviewComment


@pytest.fixture
def report(db) -> Report:
    report = factories.make_report("KEN")
    factories.answer(report)
    return report


def path(report, action=""):
    return f"reports/{report.public_id}/" + (f"{action}/" if action else "")


def soon() -> str:
    return (dt.datetime.now(dt.UTC).date() + dt.timedelta(days=20)).isoformat()


# --- reading ------------------------------------------------------------------------------------


def test_own_people_see_where_the_report_stands(api, amina, otieno, report):
    for actor in (amina, otieno):
        found = api(actor).get(path(report)).json()
        assert (found["state"], found["asked"], found["answered"]) == ("draft", 16, 1)
        assert found["ball"]["roles"] == ["focal_point", "deputy"]
        assert (found["due_on"], found["is_overdue"]) == (report.due_on.isoformat(), False)


def test_strangers_and_the_public_find_no_report_before_it_is_published(api, kari, report):
    for caller in (api(), api(kari), api(factories.reviewer("KEN"))):
        problem(caller.get(path(report)), 404, "not-found")
        assert ids(caller.get("reports/")) == []


def test_others_read_a_published_report_and_nothing_of_how_it_came_about(api, kari, report):
    factories.published(report)
    factories.put(report, state="returned", message="Internal words", due_on="2027-01-01")
    for caller in (api(), api(kari), api(factories.reviewer("NOR"))):
        answered = caller.get(path(report))
        found = answered.json()
        assert (found["state"], found["asked"], found["answered"]) == ("published", 16, 1)
        assert {name: found[name] for name in INSIDE} == dict.fromkeys(INSIDE)
        assert found["updated_at"] == found["published_at"]
        assert "Internal words" not in answered.content.decode()
        assert "ETag" not in answered


@pytest.mark.parametrize(
    "query", ["state=returned", "overdue=true", "overdue=false", "updated_since=2027-01-01"]
)
def test_no_filter_betrays_the_inner_state_to_others(api, kari, amina, report, query):
    factories.published(report)
    factories.put(report, state="returned", due_on="2020-01-01")
    Report.internal.update(updated_at=dt.datetime(2027, 6, 1, tzinfo=dt.UTC))
    assert ids(api(kari).get(f"reports/?member=KEN&{query}")) == []
    listed = ids(api(amina).get(f"reports/?{query}"))
    assert bool(listed) is (query != "overdue=false")


def test_restricted_answers_count_for_those_who_read_them_only(api, amina, otieno, report):
    factories.answer(report, "2022-09", confidentiality="restricted")
    assert api(amina).get(path(report)).json()["answered"] == 2
    assert api(otieno).get(path(report)).json()["answered"] == 1


def test_contributor_counts_the_assigned_answers(api, report):
    seat = factories.make_seat(Role.CONTRIBUTOR, "KEN")
    found = api(factories.actor(seat)).get(path(report)).json()
    assert (found["asked"], found["answered"]) == (16, 0)


def test_organization_is_asked_seven(api, db):
    report = factories.make_report("org-ecowas")
    seat = factories.make_seat(Role.FOCAL_POINT, "org-ecowas")
    assert api(factories.actor(seat)).get(path(report)).json()["asked"] == 7


def test_filters_narrow_the_reports(api, amina, report):
    other = factories.make_report("NOR")
    factories.published(factories.submitted(other))
    caller = api(amina)
    assert ids(caller.get("reports/?member=NOR")) == [str(other.public_id)]
    assert ids(caller.get("reports/?state=draft")) == [str(report.public_id)]
    assert ids(caller.get("reports/?state=draft,published&ordering=member")) == [
        str(report.public_id),
        str(other.public_id),
    ]


def test_overdue_follows_the_day_where_the_member_is(api, amina, report):
    factories.put(report, due_on=dt.date(2024, 1, 1))
    assert ids(api(amina).get("reports/?overdue=true")) == [str(report.public_id)]
    assert ids(api(amina).get("reports/?overdue=false")) == []
    assert api(amina).get(path(report)).json()["is_overdue"] is True


def test_withdrawn_report_is_gone_for_others_and_stays_for_its_member(api, kari, amina, report):
    factories.published(report)
    workflow.perform(amina, report, "withdraw", reason="A person is in danger.")
    problem(api(kari).get(path(report)), 410, "withdrawn")
    assert ids(api(kari).get("reports/")) == []
    stones = api(kari).get("reports/?updated_since=2020-01-01").json()["results"]
    assert stones == [{"id": str(report.public_id), "withdrawn": True}]
    assert api(amina).get(path(report)).json()["state"] == "withdrawn"
    rows = api(amina).get("reports/?updated_since=2020-01-01").json()["results"]
    assert [row.get("withdrawn") for row in rows] == [None]


# --- the way of a report ------------------------------------------------------------------------


def test_report_goes_from_draft_to_the_public_through_the_api(api, amina, report):
    reviewer = factories.reviewer("KEN")
    focal_point, secretariat = api(amina), api(reviewer)
    sent = focal_point.post(path(report, "submit"), {"agreed": True})
    assert (sent.status_code, sent.json()["state"], sent.json()["round"]) == (200, "submitted", 1)
    entry = factories.entry_of(report)
    asked = secretariat.post(
        "review-comments/",
        {"entry": str(entry.public_id), "field": "narrative", "text": "Since when?"},
    )
    assert asked.status_code == 201
    returned = secretariat.post(path(report, "return"), {"message": "One thing.", "due_on": soon()})
    assert (returned.json()["state"], returned.json()["due_on"]) == ("returned", soon())
    comment = asked.json()["id"]
    answered = focal_point.patch(f"review-comments/{comment}/", {"answer": "Since May."}, version=2)
    assert answered.status_code == 200, answered.content
    sent = focal_point.post(path(report, "submit"), {"agreed": True})
    assert sent.json()["state"] == "submitted"
    refused = secretariat.post(path(report, "accept"))
    assert "still open" in problem(refused, 400, "wrong-values")["errors"][0]["detail"]
    review.resolve(reviewer, ReviewComment.internal.get(public_id=comment), 3)
    for caller, action, body, state in (
        (secretariat, "accept", {}, "accepted"),
        (focal_point, "release", {}, "accepted"),
        (secretariat, "publish", {}, "published"),
    ):
        done = caller.post(path(report, action), body)
        assert (done.status_code, done.json()["state"]) == (200, state), done.content
    assert api().get(f"entries/{entry.public_id}/").json()["narrative"] == entry.narrative


def test_wrong_role_is_a_403_with_the_reason_and_moves_nothing(api, otieno, report):
    refused = api(otieno).post(path(report, "submit"), {"agreed": True})
    assert "focal point" in problem(refused, 403, "not-allowed")["detail"]
    assert Report.internal.get().state == "draft"


def test_illegal_move_is_a_409_and_moves_nothing(api, amina, report):
    factories.submitted(report)
    refused = api(amina).post(path(report, "submit"), {"agreed": True})
    problem(refused, 409, "illegal-move")
    assert Report.internal.get().round == 1


def test_submission_that_is_not_ready_names_the_recommendation(api, amina, report):
    report.entries.unscoped().filter(recommendation__code="2022-08").get().evidence.clear()
    refused = api(amina).post(path(report, "submit"), {"agreed": True})
    errors = problem(refused, 400, "wrong-values")["errors"]
    assert [e["recommendation"] for e in errors] == ["2022-08"]
    assert Report.internal.get().state == "draft"


def test_missing_agreement_points_into_the_body(api, amina, report):
    refused = api(amina).post(path(report, "submit"), {})
    assert problem(refused, 400, "wrong-values")["errors"][0]["pointer"] == "/agreed"


@pytest.mark.parametrize(
    "due_on", ["2020-01-01", "2026-02-30", "soon", 20260801, None, "9999-12-31"]
)
def test_return_with_a_wrong_date_points_at_it(api, report, due_on):
    factories.submitted(report)
    refused = api(factories.reviewer("KEN")).post(
        path(report, "return"), {"message": "One thing.", "due_on": due_on}
    )
    errors = problem(refused, 400, "wrong-values")["errors"]
    assert [e["pointer"] for e in errors] == ["/due_on"]
    assert Report.internal.get().state == "submitted"


def test_word_that_does_not_go_with_the_action_is_named(api, report):
    factories.submitted(report)
    refused = api(factories.reviewer("KEN")).post(path(report, "accept"), {"reason": "Fine."})
    assert problem(refused, 400, "wrong-values")["errors"][0]["pointer"] == "/reason"
    assert Report.internal.get().state == "submitted"


def test_unknown_action_is_a_404(api, amina, report):
    problem(api(amina).post(path(report, "destroy")), 404, "not-found")


def test_stale_if_match_of_an_action_is_a_412(api, amina, report):
    Report.internal.update(version=3)
    refused = api(amina).post(path(report, "submit"), {"agreed": True}, version=2)
    assert problem(refused, 412, "stale")["current_version"] == 3
    done = api(amina).post(path(report, "submit"), {"agreed": True}, version=3)
    assert (done.status_code, done["ETag"]) == (200, '"4"')


def test_submitter_does_not_accept(api, db):
    report = factories.make_report("KEN")
    user = factories.make_user()
    factories.submitted(report, factories.make_seat(Role.FOCAL_POINT, "KEN", user))
    seat = factories.make_seat(Role.REVIEWER, None, user, reviews=("KEN",))
    refused = api(factories.actor(seat)).post(path(report, "accept"))
    problem(refused, 403, "not-allowed")
    assert Report.internal.get().state == "submitted"


# --- comments -----------------------------------------------------------------------------------


@pytest.fixture
def commented(report):
    reviewer = factories.reviewer("KEN")
    factories.submitted(report)
    return ReviewComment.internal.create(
        member=report.member,
        report=report,
        entry=factories.entry_of(report),
        text="canary-question",
        author=reviewer.seat,
        round=1,
    )


def test_comment_reaches_the_member_with_the_return_and_nobody_else(api, amina, kari, commented):
    listed = f"review-comments/?report={commented.report.public_id}"
    assert ids(api(amina).get(listed)) == []
    ReviewComment.internal.update(sent_at=dt.datetime.now(dt.UTC))
    assert ids(api(amina).get(listed)) == [str(commented.public_id)]
    for caller in (api(), api(kari), api(factories.reviewer("NOR"))):
        assert ids(caller.get("review-comments/")) == []
        problem(caller.get(f"review-comments/{commented.public_id}/"), 404, "not-found")


def test_comments_are_filtered_by_what_is_open(api, commented):
    caller = api(factories.reviewer("KEN"))
    assert ids(caller.get("review-comments/?open=true")) == [str(commented.public_id)]
    assert ids(caller.get("review-comments/?open=false")) == []
    assert ids(caller.get("review-comments/?recommendation=2022-09")) == []


def test_comment_on_an_answer_of_a_stranger_is_as_unknown_as_none(api, commented):
    entry = factories.entry_of(factories.make_report("NOR"))
    body = {"entry": str(entry.public_id), "text": "Since when?"}
    refused = api(factories.reviewer("KEN")).post("review-comments/", body)
    assert problem(refused, 400, "wrong-values")["errors"][0]["pointer"] == "/entry"
    assert ReviewComment.internal.count() == 1


def test_reviewer_never_edits_a_members_words(api, commented):
    entry = factories.entry_of(commented.report)
    refused = api(factories.reviewer("KEN")).patch(
        f"entries/{entry.public_id}/", {"narrative": "Better words."}
    )
    problem(refused, 403, "not-allowed")
    assert factories.entry_of(commented.report).narrative == entry.narrative
