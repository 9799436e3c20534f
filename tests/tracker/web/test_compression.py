"""What goes over the wire compressed, and what never does."""

from __future__ import annotations

import gzip

import pytest
from django.http import HttpResponse
from django.test import Client

from tests import factories
from tracker.web.compression import StaticStorage

pytestmark = pytest.mark.django_db


@pytest.fixture
def get(client: Client):
    """A GET as every browser sends it."""
    return lambda url: client.get(url, headers={"Accept-Encoding": "gzip, deflate, br"})


def is_packed(response: HttpResponse) -> bool:
    return response.get("Content-Encoding") == "gzip"


@pytest.mark.parametrize(
    "url",
    [
        "/en/matrix/",
        "/en/members/?kind=state",
        "/api/v1/matrix/",
        "/api/v1/members/",
        "/api/v1/schema/",
    ],
)
def test_what_everybody_reads_is_compressed(client, get, url):
    packed, plain = get(url), client.get(url)
    assert is_packed(packed)
    assert not is_packed(plain)
    assert "Accept-Encoding" in packed["Vary"]
    assert "Accept-Encoding" in plain["Vary"]
    assert int(packed["Content-Length"]) < len(plain.content) / 3
    if url.startswith("/api/"):
        assert gzip.decompress(packed.content) == plain.content


def test_description_is_not_sent_again_to_who_has_it_compressed(client, get):
    tag = get("/api/v1/schema/")["ETag"]
    again = client.get("/api/v1/schema/", headers={"If-None-Match": tag, "Accept-Encoding": "gzip"})
    assert (again.status_code, again.content, again.get("Content-Encoding")) == (304, b"", None)


def test_version_of_a_row_stays_strong(sign_in, amina):
    entry = factories.answer(factories.make_report("KEN"))
    url = f"/api/v1/entries/{entry.public_id}/"
    shown = sign_in(amina).get(url, headers={"Accept-Encoding": "gzip"})
    assert shown["ETag"] == f'"{entry.version}"'
    assert not is_packed(shown)


def test_files_go_out_as_they_are(get):
    file = get("/api/v1/exports/members.csv")
    assert not is_packed(file)
    assert b"".join(file.streaming_content).startswith(b"\xef\xbb\xbfcode,")


def test_own_pages_are_compressed_unless_the_address_brings_words(sign_in, amina):
    factories.answer(factories.make_report("KEN"))
    browser = sign_in(amina)
    packed = {"Accept-Encoding": "gzip"}
    assert is_packed(browser.get("/en/report/2026/", headers=packed))
    assert not is_packed(browser.get("/en/report/2026/?guess=a", headers=packed))
    assert not is_packed(browser.get("/api/v1/entries/?search=a", headers=packed))
    assert not is_packed(browser.post("/en/account/keys/", {"label": "a"}, headers=packed))


def test_style_sheet_is_named_after_its_content_once_collected():
    storage = StaticStorage()
    storage.hashed_files = {}
    assert storage.url("tracker/app.css") == "/static/tracker/app.css"
    storage.hashed_files = {"tracker/app.css": "tracker/app.0123456789ab.css"}
    assert storage.url("tracker/app.css") == "/static/tracker/app.0123456789ab.css"
    assert storage.url("tracker/new.css") == "/static/tracker/new.css"
