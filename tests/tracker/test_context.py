"""The frame of every page: where this reader can go, from which seat, in which language."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from accounts.enums import Role
from accounts.models import User
from tests import factories
from tracker.queries.demo import is_demo

pytestmark = pytest.mark.django_db


def page(client: Client, path: str = "/en/login/inactive/") -> str:
    return client.get(path).content.decode()


def bar_of(html: str) -> str:
    return html[html.index("<header") : html.index("</header>")]


def nav_of(html: str) -> list[str]:
    nav = re.search(r'<nav class="mainnav".*?</nav>', html, re.DOTALL)
    assert nav
    return [" ".join(label.split()) for label in re.findall(r"<a [^>]*>(.*?)</a>", nav[0], re.S)]


def test_public_reader_is_offered_the_public_pages_and_to_sign_in(client: Client) -> None:
    html = page(client)
    assert nav_of(html) == ["Start", "Recommendations", "Members", "Matrix", "Money"]
    assert 'href="/en/login/"' in bar_of(html)
    assert "Sign out" not in html


def test_member_seat_is_offered_its_work_and_the_report_of_the_open_cycle(sign_in, amina) -> None:
    client = sign_in(amina)
    assert nav_of(page(client)) == ["My work", "Team", "Matrix", "Members"]
    factories.make_cycle("2031")
    assert nav_of(page(client)) == ["My work", "Report 2031", "Team", "Matrix", "Members"]


def test_reviewer_is_offered_the_review_and_the_administration(sign_in) -> None:
    html = page(sign_in(factories.reviewer()))
    assert nav_of(html) == ["Overview", "Review", "Manage", "Matrix", "Members"]
    assert 'href="/en/admin/"' in bar_of(html)


def test_member_seat_is_not_offered_the_administration(sign_in, amina) -> None:
    assert "/admin/" not in page(sign_in(amina))


def test_person_without_a_seat_reads_as_the_public_and_can_sign_out(client: Client) -> None:
    client.force_login(factories.make_user(name="Former focal point"))
    html = page(client)
    assert nav_of(html) == ["Start", "Recommendations", "Members", "Matrix", "Money"]
    assert "<bdi>Former focal point</bdi>" in bar_of(html)
    assert "Sign out" in bar_of(html)


def test_place_of_the_page_is_marked_once_in_each_menu(client: Client) -> None:
    bar = bar_of(page(client, "/en/members/KEN/"))
    assert re.findall(r'href="([^"]*)"\s+aria-current="page"', bar) == ["/en/members/"] * 2


def test_overview_lies_below_the_review_and_is_marked_alone(sign_in) -> None:
    factories.make_cycle()
    client = sign_in(factories.reviewer())
    bar = bar_of(page(client, "/en/review/overview/"))
    assert re.findall(r'href="([^"]*)"\s+aria-current="page"', bar) == ["/en/review/overview/"] * 2
    bar = bar_of(page(client, "/en/review/"))
    assert re.findall(r'href="([^"]*)"\s+aria-current="page"', bar) == ["/en/review/"] * 2


def test_co_chair_and_administrator_are_offered_the_overview_first(client: Client) -> None:
    client.force_login(factories.make_seat(Role.CO_CHAIR).user)
    assert nav_of(page(client)) == ["Overview", "Recommendations", "Members", "Matrix", "Money"]
    client.force_login(factories.make_seat(Role.ADMINISTRATOR).user)
    assert nav_of(page(client)) == ["Overview", "Manage", "Members", "Matrix", "Money"]


def test_seat_is_always_named_and_others_of_the_same_person_are_switched_to_by_post(
    client: Client,
) -> None:
    user = factories.make_user("small.mission@ken.example")
    held = factories.make_seat(Role.FOCAL_POINT, "KEN", user)
    other = factories.make_seat(Role.VIEWER, "NOR", user)
    client.force_login(user)
    bar = bar_of(page(client))
    assert re.search(r"<bdi>Kenya</bdi>\s*·\s*Focal point", bar)
    assert f'name="seat" value="{other.public_id}"' in " ".join(bar.split())
    assert str(held.public_id) not in bar
    assert re.search(r'<form method="post" action="/en/seat/">.*csrfmiddlewaretoken', bar, re.S)


def test_name_of_a_person_is_no_markup(client: Client) -> None:
    client.force_login(factories.make_user(name="<script>x</script>"))
    assert "<script>x" not in page(client)


@pytest.mark.parametrize(
    ("path", "lang", "direction"),
    [
        ("/en/login/inactive/", "en", "ltr"),
        ("/ar/login/inactive/", "ar", "rtl"),
        ("/zh-hans/login/inactive/", "zh-Hans", "ltr"),
    ],
)
def test_page_says_its_language_and_direction(
    client: Client, path: str, lang: str, direction: str
) -> None:
    assert re.search(rf'<html lang="{lang}"\s+dir="{direction}">', page(client, path))


def test_language_menu_keeps_page_and_filters_and_names_each_language_itself(
    client: Client,
) -> None:
    html = page(client, "/en/login/inactive/?next=/en/work/")
    for code, tag, name in [("ar", "ar", "العربية"), ("zh-hans", "zh-Hans", "中文")]:
        assert re.search(
            rf'<a href="/{code}/login/inactive/\?next=/en/work/"\s+lang="{tag}"\s+'
            rf'hreflang="{tag}"\s*>\s*{name}',
            html,
        )
    assert len(re.findall(r'aria-current="true"[^>]*>\s*English', html)) == 2


def test_demonstration_world_says_so_on_every_page_and_in_print(client: Client) -> None:
    assert "nvented demonstration data" not in page(client)
    factories.make_user("focalpoint@kenya.example")
    html = page(client)
    assert "<strong>Invented demonstration data.</strong>" in html
    assert "(invented demonstration data)" in html


def test_real_installation_asks_nothing_about_demonstration_data(
    settings, django_assert_num_queries
) -> None:
    User.objects.create_user("focalpoint@kenya.example")
    settings.IS_LOCAL = False
    with django_assert_num_queries(0):
        assert not is_demo()


def test_frame_of_a_public_page_asks_one_small_thing_of_the_database(
    client: Client, django_assert_num_queries
) -> None:
    with django_assert_num_queries(1):
        client.get("/en/login/inactive/")
