from __future__ import annotations

import re

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory
from django.utils.translation import override

from tracker.web.views import errors

SIX = ('lang="en"', 'lang="ar"', 'lang="zh-Hans"', 'lang="fr"', 'lang="ru"', 'lang="es"')


def title_of(html: str) -> str:
    title = re.search("<title>(.*?)</title>", html, re.DOTALL)
    assert title
    return " ".join(title[1].split())


@pytest.mark.django_db
def test_address_without_a_page_says_so_in_the_readers_language(client: Client) -> None:
    response = client.get("/ar/no/such/page/")
    assert response.status_code == 404
    html = response.content.decode()
    assert 'lang="ar"' in html
    assert "There is no such page" in title_of(html)


@pytest.mark.django_db
@pytest.mark.parametrize("status", sorted(errors.PAGES))
def test_every_error_has_a_heading_an_advice_and_a_way_on(rf: RequestFactory, status: int) -> None:
    with override("en"):
        response = errors.show(rf.get("/en/x/"), status, "Because <b>so</b>.")
    html = response.content.decode()
    title, advice = errors.PAGES[status]
    assert response.status_code == status
    assert html.count("<h1") == 1
    assert f"Error: {title}" in title_of(html)
    assert str(advice) in html
    assert "Because &lt;b&gt;so&lt;/b&gt;." in html
    assert 'href="/en/"' in html


@pytest.mark.django_db
def test_refusal_says_its_reason(rf: RequestFactory) -> None:
    response = errors.forbidden(rf.get("/en/x/"), PermissionDenied("Viewers only read."))
    assert response.status_code == 403
    assert "Viewers only read." in response.content.decode()


@pytest.mark.django_db
def test_form_without_its_token_is_refused_with_what_to_do() -> None:
    response = Client(enforce_csrf_checks=True).post("/en/login/", {"login": "amina@ken.example"})
    assert response.status_code == 403
    assert "load the page anew" in response.content.decode()


@pytest.mark.django_db
def test_too_much_at_once_says_so(client: Client, settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
    response = client.post(
        "/en/login/", "x" * 100, content_type="application/x-www-form-urlencoded"
    )
    assert response.status_code == 413
    assert "choose a smaller file" in response.content.decode()


@pytest.mark.django_db
def test_unknown_host_is_refused_without_repeating_it(client: Client) -> None:
    response = client.get("/en/login/", headers={"host": "elsewhere.example"})
    assert response.status_code == 400
    assert "elsewhere.example" not in response.content.decode()


@pytest.mark.django_db
def test_too_many_tries_are_told_to_wait(client: Client, settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"reset_password": "1/h/ip"}
    cache.clear()
    statuses = [
        client.post("/en/password/reset/", {"email": "nobody@ken.example"}, REMOTE_ADDR="192.0.2.7")
        for _try in range(2)
    ]
    cache.clear()
    assert [r.status_code for r in statuses] == [302, 429]
    assert "Wait fifteen minutes" in statuses[1].content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("view", "status"), [(errors.server_error, 500), (errors.unavailable, 503)]
)
def test_last_page_speaks_six_languages_and_asks_nothing_of_the_database(
    rf: RequestFactory, django_assert_num_queries, view, status: int
) -> None:
    with django_assert_num_queries(0):
        response = view(rf.get("/fr/work/"))
    html = response.content.decode()
    assert response.status_code == status
    assert all(lang in html for lang in SIX)
    assert title_of(html).startswith("Error:")
