"""The overview as a page and as files: who is told what, which numbers, in how many queries."""

from __future__ import annotations

import csv
import datetime as dt
import re

import pytest

from accounts.actor import Actor
from accounts.enums import Role
from accounts.models import Member, User
from tests import factories
from tests.tracker.queries.overview.scopes import administrator, co_chair
from tests.tracker.web.pages import as_person, text
from tracker.exports.overview import BLOCKS
from tracker.models import CivilSocietyView, Report

pytestmark = pytest.mark.django_db
OVERVIEW = "/en/review/overview/"


def rows_of(client, name: str, query: str = "") -> list[dict[str, str]]:
    response = client.get(f"{OVERVIEW}{name}.csv{query}")
    assert response.status_code == 200, response
    content = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(content.splitlines()))


@pytest.fixture
def cycle():
    """A cycle in which Kenya is silent, Norway has sent and the Republic of Moldova holds a
    returned report."""
    cycle = factories.make_cycle()
    factories.make_report("KEN", cycle)
    factories.submitted(factories.make_report("NOR", cycle))
    factories.put(factories.submitted(factories.make_report("MDA", cycle)), state="returned")
    return cycle


def test_title_counts_the_silent_and_the_table_names_them(cycle):
    html = text(as_person(administrator()).get(OVERVIEW))
    assert "1 member has not sent a report" in html
    assert "1 more holds a returned report." in html
    assert '<a href="/en/manage/members/KEN/"><bdi>Kenya</bdi></a>' in html


def test_reviewer_finds_no_detail_of_members_that_are_not_assigned(cycle):
    for code in ("KEN", "MDA"):
        factories.make_seat(Role.FOCAL_POINT, code, delegated_from=None)
    client = as_person(factories.reviewer("NOR"))
    for place in ("", "silent/", "stalled-members/", "seats/", *(f"{b}.csv" for b in BLOCKS)):
        for query in ("", "?whose=all", "?whose=all&state=draft"):
            response = client.get(f"{OVERVIEW}{place}{query}")
            if response.status_code == 404:
                assert place == "totals.csv"
                continue
            body = response.getvalue().decode()
            assert not re.search(r"Kenya|Moldova|\bKEN\b|\bMDA\b", body), (place, query)
    numbers = rows_of(client, "numbers", "?whose=all")
    assert (numbers[0]["asked"], numbers[0]["sent"]) == ("3", "2")
    assert "Lists name only those assigned to you." in text(client.get(f"{OVERVIEW}?whose=all"))


def test_co_chair_finds_sums_and_nobody_who_is_silent(cycle):
    client = as_person(co_chair())
    html = text(client.get(OVERVIEW))
    assert "have not sent" not in html
    assert "Overdue" not in html
    assert not re.search(r"Kenya|Moldova|Norway", html)
    assert rows_of(client, "totals") == [
        {"asked": "3", "sent": "2", "accepted": "0", "published": "0"}
    ]
    # A group of which nothing was sent would name who is silent: published is what all may know.
    assert {row["reports"] for row in rows_of(client, "groups")} == {"0"}
    refused = client.get(f"{OVERVIEW}silent/")
    assert refused.status_code == 403
    assert "Only the secretariat sees who has not reported" in text(refused)
    assert {row["block"] for row in rows_of(client, "page")} == {
        "totals",
        "groups",
        "themes",
        "dates",
    }


def test_co_chair_narrows_by_cycle_alone(cycle):
    client = as_person(co_chair())
    (whole,) = rows_of(client, "totals")
    narrowed = "?regional_group=african&kind=state&state=draft&cycle=2026"
    assert rows_of(client, "totals", narrowed) == [whole]
    told = client.get(f"{OVERVIEW}totals.csv{narrowed}")["X-Export-Filters"]
    assert told == "cycle=2026"


def test_unknown_value_of_a_filter_is_an_error_that_keeps_the_page(cycle):
    client = as_person(administrator())
    for query in ("cycle=1999", "state=lost", "regional_group=atlantis", "kind=city"):
        response = client.get(f"{OVERVIEW}?{query}")
        assert response.status_code == 400
        assert "<title>Error:" in text(response)
        assert client.get(f"{OVERVIEW}silent.csv?{query}").status_code == 400


def test_filters_stand_as_chips_and_stay_in_every_link(cycle):
    html = text(as_person(administrator()).get(f"{OVERVIEW}?regional_group=african&cycle=2026"))
    # The cycle at hand is what the page shows anyway.
    assert html.count("Remove filter:") == 1
    links = re.findall(r'href="(/en/review/overview/[\w-]+(?:\.csv|/)[^"]*)"', html)
    assert len(links) >= 8
    assert {link.partition("?")[2] for link in links} == {"regional_group=african&amp;cycle=2026"}


def test_same_filters_give_the_same_rows_in_file_and_page(cycle):
    client = as_person(administrator())
    for query, codes in (
        ("", ["KEN", "MDA"]),
        ("?state=returned", ["MDA"]),
        ("?regional_group=african", ["KEN"]),
        ("?kind=regional_organization", []),
    ):
        page = client.get(f"{OVERVIEW}silent/{query}").context["page"]
        assert [row.report.member.code for row in page] == codes
        assert [row["member"] for row in rows_of(client, "silent", query)] == codes


def test_page_as_a_file_holds_every_block_of_it(cycle):
    client = as_person(factories.reviewer("KEN", "NOR", "MDA"))
    found = rows_of(client, "page")
    for name in BLOCKS:
        if name == "totals":
            continue
        wide = rows_of(client, name)
        told = [(r["row"], r["name"], r["value"]) for r in found if r["block"] == name]
        assert told == [
            (str(number), column, value)
            for number, row in enumerate(wide, 1)
            for column, value in row.items()
        ], name


def test_file_says_what_it_is_and_is_no_formula(cycle):
    Member.objects.filter(code="KEN").update(name="=1+1")
    client = as_person(administrator())
    response = client.get(f"{OVERVIEW}silent.csv?regional_group=african")
    assert response["X-Export-Dataset"] == "overview-silent"
    assert response["X-Export-Filters"] == "regional_group=african"
    assert response["X-Export-Classification"] == "member"
    assert "not for publication" in response["X-Export-Licence"]
    assert response["Cache-Control"] == "private, no-store"
    assert rows_of(client, "silent")[0]["member_name"] == "'=1+1"


def test_empty_pages_say_what_is_missing():
    nobody = as_person(factories.actor(factories.make_seat(Role.REVIEWER)))
    assert "No reporting cycle has been opened yet" in text(nobody.get(OVERVIEW))
    factories.make_cycle()
    assert "An administrator assigns them." in text(nobody.get(OVERVIEW))
    found = as_person(factories.reviewer("KEN")).get(f"{OVERVIEW}?regional_group=weog")
    assert "No member matches" in text(found)


def test_file_without_a_cycle_holds_its_header_alone():
    client = as_person(administrator())
    assert rows_of(client, "silent") == []
    assert rows_of(client, "groups") == []


def test_civil_society_views_change_nothing(cycle):
    client = as_person(factories.reviewer("KEN", "NOR", "MDA"))
    before = {name: rows_of(client, name) for name in BLOCKS if name != "totals"}
    monitor = factories.make_seat(Role.CIVIL_SOCIETY_MONITOR, "KEN")
    User.objects.filter(pk=monitor.user_id).update(last_login=dt.datetime.now(dt.UTC))
    recommendation = factories.Recommendation.objects.get(code="2022-08")
    CivilSocietyView.internal.create(
        member=monitor.member,
        author=monitor,
        cycle=cycle,
        recommendation=recommendation,
        view="differs",
        text="Not so.",
    )
    assert {name: rows_of(client, name) for name in before} == before


def a_world(number: int) -> None:
    """So many members, each with a report, seats and an answer in three cycles."""
    cycles = [
        factories.make_cycle("2026"),
        factories.make_cycle("2025", dt.date(2025, 6, 1)),
        factories.make_cycle("2024", dt.date(2024, 6, 1)),
    ]
    for place, member in enumerate(Member.objects.order_by("code")[:number]):
        for role in (Role.FOCAL_POINT, Role.DEPUTY):
            factories.make_seat(role, member.code)
        for cycle in cycles[: 3 if number < 20 else 1]:
            report = factories.make_report(member.code, cycle)
            factories.answer(report)
            if place % 2:
                factories.submitted(report)


MOST_MEMBERS = 87


@pytest.mark.parametrize("number", [1, 10, MOST_MEMBERS])
@pytest.mark.parametrize(
    ("who", "place", "queries"),
    [
        (Role.REVIEWER, "", 20),
        (Role.ADMINISTRATOR, "", 18),
        (Role.CO_CHAIR, "", 12),
        (Role.REVIEWER, "silent/", 12),
        (Role.REVIEWER, "page.csv", 20),
    ],
)
def test_overview_asks_a_fixed_number_of_questions(
    number: int, who: str, place: str, queries: int, django_assert_num_queries
) -> None:
    a_world(number)
    assert Report.internal.filter(cycle__code="2026").count() == number
    codes = list(Member.objects.values_list("code", flat=True))
    reads: Actor = factories.reviewer(*codes) if who == Role.REVIEWER else one(who)
    client = as_person(reads)
    client.get(f"{OVERVIEW}{place}").getvalue()
    with django_assert_num_queries(queries):
        client.get(f"{OVERVIEW}{place}").getvalue()


def one(role: str) -> Actor:
    return factories.actor(factories.make_seat(role))
