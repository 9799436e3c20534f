"""The pages of plans: who finds what, refusals that cost no typed word, and their weight."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.actor import Actor
from accounts.models import Member
from tests import factories
from tests.tracker.web.pages import as_person, entry_page, text
from tracker.models import Action, Plan, Report

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(db: None) -> Report:
    return factories.make_report()


@pytest.fixture
def plan(report: Report) -> Plan:
    return factories.make_plan("KEN", title="Second plan of Kenya", generation=2)


def page(name: str, row: Plan | Action) -> str:
    return reverse(f"tracker:{name}", args=[row.public_id])


def shown(client: Client, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status, response.content.decode()[:2000]
    return text(response)


def typed(client: Client, url: str) -> dict[str, object]:
    """What a browser would send back from a form of a plan or an action, untouched."""
    form = client.get(url).context["form"]
    data: dict[str, object] = {}
    for bound in form:
        value = bound.value()
        if hasattr(bound.field.widget, "decompress"):
            boxes = value if isinstance(value, list) else bound.field.widget.decompress(value)
            names = ("day", "month", "year")
            data |= {f"{bound.html_name}_{n}": b or "" for n, b in zip(names, boxes, strict=True)}
        elif value is not None:
            data[bound.html_name] = value
    return data


def stored(plan: Plan) -> Plan:
    return Plan.objects.working().get(pk=plan.pk)


def test_three_facts_are_enough_to_begin(amina: Actor, report: Report) -> None:
    client = as_person(amina)
    url = reverse("tracker:plan-create")
    body = typed(client, url) | {"title": "خطة العمل الوطنية", "language": "ar", "kind": "nap"}
    assert client.post(url, body).status_code == 302
    plan = Plan.objects.working().get()
    assert (plan.title, plan.language, plan.confidentiality) == (
        "خطة العمل الوطنية",
        "ar",
        "member",
    )
    assert plan.monitoring_framework is None
    assert plan.linked_plans is None
    assert (plan.budget_state, plan.civil_society_role) == ("unknown", "unknown")
    assert "خطة العمل الوطنية" in shown(client, page("plan", plan))


def test_none_is_told_apart_from_not_known(amina: Actor, plan: Plan) -> None:
    client = as_person(amina)
    url = page("plan-edit", plan)
    body = typed(client, url)
    client.post(url, body | {"linked_plans": ["none_of_them"], "monitoring_framework": "no"})
    assert stored(plan).linked_plans == []
    assert stored(plan).monitoring_framework is False
    assert "None of these" in shown(client, page("plan", plan))
    client.post(url, typed(client, url) | {"linked_plans": [], "monitoring_framework": ""})
    assert stored(plan).linked_plans is None
    assert stored(plan).monitoring_framework is None


def test_refused_plan_keeps_every_word_and_writes_nothing(amina: Actor, plan: Plan) -> None:
    client = as_person(amina)
    url = page("plan-edit", plan)
    body = typed(client, url) | factories.boxes_of("period_start", dt.date(2024, 1, 1))
    body |= factories.boxes_of("period_end", dt.date(2023, 1, 1))
    body |= {"phases": "Two phases of two years.", "budget_total": "5,000"}
    response = client.post(url, body)
    assert response.status_code == 400
    said = text(response)
    assert "The period ends after it starts." in said
    assert "Choose the currency of the amount." in said
    assert "Two phases of two years." in said
    assert stored(plan).version == 1
    assert stored(plan).phases == ""


def test_stale_plan_shows_both_and_writes_nothing(amina: Actor, plan: Plan) -> None:
    client = as_person(amina)
    url = page("plan-edit", plan)
    body = typed(client, url) | {"coordination_body": "Typed by me"}
    Plan.internal.filter(pk=plan.pk).update(coordination_body="By the deputy", version=2)
    response = client.post(url, body)
    assert response.status_code == 409
    assert "By the deputy" in text(response)
    assert "Typed by me" in text(response)
    assert stored(plan).coordination_body == "By the deputy"
    again = typed_from(response) | {"coordination_body": "Typed by me"}
    assert client.post(url, again).status_code == 302
    assert stored(plan).coordination_body == "Typed by me"


def typed_from(response) -> dict[str, object]:
    form = response.context["form"]
    return {key: value for key, value in form.data.items() if key != "csrfmiddlewaretoken"}


def test_action_stands_beside_every_recommendation_that_it_serves(
    amina: Actor, plan: Plan, django_assert_num_queries
) -> None:
    client = as_person(amina)
    url = page("action-add", plan)
    body = typed(client, url) | {
        "code": "1.1",
        "text": "Train mediators in every county",
        "recommendations": ["2022-08", "2023-04"],
    }
    assert client.post(url, body).status_code == 302
    action = Action.objects.working().get()
    for code in ("2022-08", "2023-04"):
        assert "Train mediators in every county" in shown(client, entry_page(code))
    assert "Train mediators" not in shown(client, entry_page("2022-07"))
    body = typed(client, page("action-edit", action)) | {"recommendations": ["2022-07"]}
    assert client.post(page("action-edit", action), body).status_code == 302
    assert "Train mediators" in shown(client, entry_page("2022-07"))
    assert "Train mediators" not in shown(client, entry_page("2022-08"))


def test_contributor_and_viewer_read_and_write_nothing(otieno: Actor, plan: Plan) -> None:
    contributor = factories.actor(factories.make_seat("contributor", "KEN"))
    for person in (otieno, contributor):
        client = as_person(person)
        assert "Second plan of Kenya" in shown(client, page("plan", plan))
        for name in ("plan-edit", "action-add", "plan-remove"):
            assert client.post(page(name, plan), {"title": "Mine"}).status_code == 403
    assert stored(plan).version == 1


def test_stranger_and_public_find_nothing_before_publication(kari: Actor, plan: Plan) -> None:
    assert Client().get(page("plan", plan)).status_code == 404
    client = as_person(kari)
    for name in ("plan", "plan-edit", "plan-withdraw", "action-add", "plan-carry-over"):
        assert client.get(page(name, plan)).status_code == 404
    assert "Second plan of Kenya" not in shown(client, reverse("tracker:plan-list"))


def test_frozen_member_writes_nothing(amina: Actor, plan: Plan) -> None:
    now = dt.datetime.now(dt.UTC)
    Member.objects.filter(code="KEN").update(frozen_at=now, frozen_reason="A coup.")
    client = as_person(amina)
    assert client.post(page("plan-edit", plan), {"title": "New"}).status_code == 403
    assert stored(plan).title == "Second plan of Kenya"


def test_carry_over_that_lacks_a_reason_keeps_what_was_typed(amina: Actor, report: Report) -> None:
    old = factories.make_plan("KEN", title="First", generation=1)
    new = factories.make_plan("KEN", title="Second", generation=2, predecessor=old)
    kept, merged, dropped = [factories.make_action(old, str(n), "2022-08") for n in range(3)]
    client = as_person(amina)
    url = page("plan-carry-over", new)
    assert "Carry actions over" in shown(client, url)
    body = {
        "version": 1,
        f"fate-{kept.public_id}": "kept",
        f"fate-{merged.public_id}": "merged",
        f"reason-{merged.public_id}": "The two were always done together.",
        f"fate-{dropped.public_id}": "dropped",
        "supersede": "on",
    }
    response = client.post(url, body)
    assert response.status_code == 400
    said = text(response)
    assert "The two were always done together." in said
    assert "Say why. It is kept with the old plan." in said
    assert "Choose an action of the new plan" in said
    assert Action.objects.working().filter(plan=new).count() == 0
    assert {row.fate for row in Action.objects.working()} == {"undecided"}
    assert (stored(old).status, stored(new).version) == ("in_force", 1)
    body |= {
        f"into-{merged.public_id}": str(kept.public_id),
        f"reason-{dropped.public_id}": "Done.",
    }
    assert client.post(url, body).status_code == 302
    copy = Action.objects.working().get(plan=new)
    fates = {a.code: (a.fate, a.successor) for a in Action.objects.working().filter(plan=old)}
    assert fates == {"0": ("kept", copy), "1": ("merged", copy), "2": ("dropped", None)}
    assert stored(old).status == "superseded"
    assert "Nothing is open" in shown(client, url)


def test_member_page_names_the_plan_or_says_that_none_is_recorded(plan: Plan, report: Report):
    url = reverse("tracker:member-detail", args=["KEN"])
    assert "No NAP recorded" in shown(Client(), url)
    Plan.internal.filter(pk=plan.pk).update(
        confidentiality="public",
        period_start=dt.date(2023, 1, 1),
        period_end=dt.date(2027, 12, 31),
    )
    factories.published(report)
    said = shown(Client(), url)
    assert "NAP 2023–2027 (second)" in said
    assert "No NAP recorded" not in said
    assert "Second plan of Kenya" in shown(Client(), page("plan", plan))


def test_plan_that_ends_within_a_year_says_so_calmly(amina: Actor, plan: Plan) -> None:
    ends = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=80)
    Plan.internal.filter(pk=plan.pk).update(period_end=ends)
    client = as_person(amina)
    for url in (page("plan", plan), reverse("tracker:work")):
        assert "within 3 months" in shown(client, url)


def test_reviewer_withdraws_a_published_plan_at_once(plan: Plan, report: Report) -> None:
    Plan.internal.filter(pk=plan.pk).update(confidentiality="public")
    factories.published(report)
    client = as_person(factories.reviewer("KEN"))
    url = page("plan-withdraw", plan)
    assert client.post(url, {"version": 1, "reason": ""}).status_code == 400
    assert Client().get(page("plan", plan)).status_code == 200
    assert client.post(url, {"version": 1, "reason": "Names somebody."}).status_code == 302
    assert Client().get(page("plan", plan)).status_code == 404
    assert stored(plan).withdrawn_reason == "Names somebody."


@pytest.mark.parametrize("many", [1, 6])
def test_queries_do_not_grow_with_actions(
    amina: Actor, plan: Plan, many: int, django_assert_num_queries
) -> None:
    for n in range(many):
        factories.make_action(plan, str(n), "2022-08", "2023-04")
    client = as_person(amina)
    shown(client, page("plan", plan))
    for url, number in (
        (page("plan", plan), 12),
        (reverse("tracker:plan-list"), 7),
        (page("plan-edit", plan), 7),
    ):
        with django_assert_num_queries(number):
            client.get(url)


def test_file_of_a_plan_is_added_on_its_page_and_public_once_published(
    amina: Actor, report: Report, plan: Plan
) -> None:
    client, url = as_person(amina), page("plan-document", plan)
    assert "Add the document as a file" in shown(client, page("plan", plan))
    refused = client.post(url, {"version": 1, "file": SimpleUploadedFile("plan.exe", b"MZ")})
    assert refused.status_code == 400
    assert not stored(plan).file
    sent = client.post(url, {"version": 1, "file": SimpleUploadedFile("plan.csv", b"a,b\n1,2\n")})
    assert sent.status_code == 302
    assert "plan.csv" in shown(client, page("plan", plan))
    assert Client().get(page("plan-file", plan)).status_code == 404
    Plan.internal.filter(pk=plan.pk).update(confidentiality="public")
    factories.answer(report, status="in_progress", confidentiality="public")
    factories.published(report)
    assert page("plan-file", plan) in shown(Client(), page("plan", plan))
    got = Client().get(page("plan-file", plan))
    assert (got.status_code, got["X-Content-Type-Options"]) == (200, "nosniff")
    assert b"".join(got.streaming_content) == b"a,b\n1,2\n"
    assert client.post(page("plan-document-remove", plan), {"version": 2}).status_code == 302
    assert not stored(plan).file
