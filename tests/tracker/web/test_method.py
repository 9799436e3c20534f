"""The page that says how the numbers are made."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from recommendations.models import BackgroundNote
from tests.fixturedata import FOLDER
from tracker.enums import Status

pytestmark = pytest.mark.django_db
SOURCE = (FOLDER / "source" / "communiques.txt").read_text("utf-8")


def _page(client: Client) -> str:
    response = client.get("/en/about/method/")
    assert response.status_code == 200
    return re.sub(r"[ \n]+", " ", response.content.decode())


def test_every_status_is_defined(client):
    html = _page(client)
    for status in Status:
        assert f"s-{status.value}" in html
        assert str(status.label) in html


def test_who_is_asked_is_computed_from_the_addressees(client):
    html = _page(client)
    assert "A state is asked about the 16 of 18" in html
    assert "a regional organization about the 7 that are addressed" in html
    assert "2023-01 is addressed to the Network and its Secretariat: no member is asked" in html


def test_three_notices_are_quoted_and_told_apart_from_what_is_ours(client):
    html = _page(client)
    assert html.count("<blockquote") == BackgroundNote.objects.count() == 3
    for note in BackgroundNote.objects.all():
        assert note.title in html
        assert all(paragraph in html for paragraph in note.paragraphs)
        assert f"<b>Editorial:</b> {note.lesson}" in html
        assert note.lesson not in SOURCE
    assert "not recommendations: nobody reports on them" in html


def test_limits_are_said(client):
    html = _page(client)
    for words in (
        "it is not agreement with the self-assessment",
        "Evidence is not verification",
        "No ranking",
        "Two editions",
        "It is not membership of the Network",
    ):
        assert words in html
