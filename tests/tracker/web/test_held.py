"""A session that ends while somebody writes takes no word along, and gives none to anybody else."""

from __future__ import annotations

import json
import re

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from accounts.actor import Actor
from accounts.enums import Role
from tests import factories
from tests.tracker.web.pages import as_person, controls, entry_page, text
from tracker.models import Report
from tracker.web import held, marks

pytestmark = pytest.mark.django_db
WORDS = "A paragraph that took an hour to write."


@pytest.fixture
def report(db: None) -> Report:
    return factories.make_report()


@pytest.fixture
def writer(report: Report) -> Actor:
    user = factories.make_user("writer@ken.example", password=factories.PASSWORD)
    return factories.actor(factories.make_seat(Role.FOCAL_POINT, "KEN", user))


def typed_by(actor: Actor) -> dict[str, str]:
    client = as_person(actor)
    found = re.search(r'name="page" value="([^"]+)"', text(client.get(entry_page())))
    assert found
    return controls(client) | {
        "page": found[1],
        "narrative": WORDS,
        "status": "suspended",
        "money-new-spent-amount": "12",
    }


def sign_in(client: Client, email: str, follow: str = "") -> None:
    url = reverse("account_login")
    said = {"login": email, "password": factories.PASSWORD, "next": follow}
    assert client.post(url, said).status_code == 302


def test_words_come_back_after_the_sign_in_and_are_stored_by_save(
    writer: Actor, report: Report
) -> None:
    client = Client()
    response = client.post(entry_page(), typed_by(writer))
    assert response["Location"] == f"{reverse('account_login')}?next={entry_page()}"
    assert factories.entry_of(report).version == 1
    assert "Sign in as who you were" in text(client.get(response["Location"]))
    sign_in(client, "writer@ken.example")
    page = client.get(entry_page())
    words = text(page)
    assert "Your text is back" in words
    assert WORDS in words
    assert re.search(r'value="suspended"[^>]*checked', words)
    assert 'value="12"' in words
    again = typed_by(writer) | {"status_reason": "The war."}
    assert client.post(entry_page(), again).status_code == 302
    assert factories.entry_of(report).narrative == WORDS
    assert "Your text is back" not in text(client.get(entry_page()))


def test_words_are_sealed_where_they_lie(writer: Actor, report: Report) -> None:
    client = Client()
    client.post(entry_page(), typed_by(writer))
    session = Session.objects.get(session_key=client.session.session_key)
    said = json.dumps(session.get_decoded())
    assert held.KEY in said
    assert "paragraph" not in said
    assert "suspended" not in said


def test_another_person_on_the_same_browser_never_sees_them(writer: Actor, report: Report) -> None:
    other = factories.make_user("deputy@ken.example", password=factories.PASSWORD)
    factories.make_seat(Role.DEPUTY, "KEN", other)
    client = Client()
    client.post(entry_page(), typed_by(writer))
    sign_in(client, "deputy@ken.example")
    assert WORDS not in text(client.get(entry_page()))
    assert held.KEY not in client.session or not client.session[held.KEY]
    client.logout()
    sign_in(client, "writer@ken.example")
    assert WORDS not in text(client.get(entry_page()))


@pytest.mark.parametrize("mark", ["", "nobody.page:1a:forged", None])
def test_page_without_a_mark_of_ours_is_not_held(
    mark: str | None, writer: Actor, report: Report
) -> None:
    client = Client()
    typed = typed_by(writer)
    if mark is None:
        del typed["page"]
    else:
        typed["page"] = mark
    assert client.post(entry_page(), typed).status_code == 302
    assert held.KEY not in client.session


def test_held_words_end_after_their_time(
    writer: Actor, report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Client()
    monkeypatch.setattr(held, "LASTS", -1)
    client.post(entry_page(), typed_by(writer))
    sign_in(client, "writer@ken.example")
    assert WORDS not in text(client.get(entry_page()))


def test_too_much_is_not_held(
    writer: Actor, report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(held, "MOST_BYTES", 100)
    client = Client()
    assert client.post(entry_page(), typed_by(writer)).status_code == 302
    assert held.KEY not in client.session


def test_only_the_last_pages_are_held(writer: Actor, report: Report) -> None:
    client = Client()
    typed = typed_by(writer)
    for code in ("2022-01", "2022-02", "2022-04", "2022-05"):
        client.post(entry_page(code), typed)
    assert len(client.session[held.KEY]) == held.MOST_PAGES
    assert entry_page("2022-01") not in client.session[held.KEY]


def test_words_can_be_dropped(writer: Actor, report: Report) -> None:
    client = Client()
    client.post(entry_page(), typed_by(writer))
    sign_in(client, "writer@ken.example")
    assert WORDS in text(client.get(entry_page()))
    client.post(entry_page(), {"then": "drop"})
    assert WORDS not in text(client.get(entry_page()))
    assert factories.entry_of(report).version == 1


def test_page_from_before_a_new_sign_in_comes_back_with_its_words(
    writer: Actor, report: Report
) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(writer.user)
    response = client.post(entry_page(), typed_by(writer) | {"csrfmiddlewaretoken": "old" * 20})
    assert response["Location"] == entry_page()
    assert WORDS in text(client.get(entry_page()))
    assert factories.entry_of(report).version == 1


def test_forged_post_from_elsewhere_is_refused_and_holds_nothing(
    writer: Actor, report: Report
) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(writer.user)
    other = factories.actor(factories.make_seat(Role.DEPUTY, "KEN"))
    assert client.post(entry_page(), typed_by(other)).status_code == 403
    assert held.KEY not in client.session


def test_mark_names_nobody(writer: Actor) -> None:
    mark = marks.new_mark(writer.user)
    assert "writer" not in mark
    assert len(marks.whose(writer.user)) == 24
    assert marks.new_mark(writer.user) != mark
