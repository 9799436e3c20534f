"""The words of a refusal: what is wrong, where, and what to write instead."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests import factories
from tests.hostile import honest
from tests.tracker.api.conftest import ROOT, problem


@pytest.fixture
def entry(db):
    return factories.answer(factories.make_report("KEN"))


def said(answer, status: int = 400, kind: str = "wrong-values") -> str:
    return problem(answer, status, kind)["detail"]


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("budget-figures/", "line, stage, period_start, period_end, currency, data_state"),
        ("plans/", "kind, title, language"),
        ("indicators/", "framework, text, language, level, measure"),
        ("actions/", "plan, text"),
        ("assignments/", "appointment, due_on"),
        ("review-comments/", "entry, text"),
    ],
)
def test_detail_names_every_field_that_is_missing(api, amina, entry, path, names):
    named, _colon, words = said(api(amina).post(path, {})).partition(": ")
    assert set(named.split(", ")) == set(names.split(", "))
    assert words == "This field is required."


def test_detail_tells_each_message_once_with_all_that_it_is_about(api, amina, entry):
    body = {"status": "bogus", "planned_on": "soon", "elements": [{"code": 5, "state": "done"}]}
    assert said(api(amina).patch(f"entries/{entry.public_id}/", {**body, "colour": 1})) == (
        "“colour” is not known here. "
        "status: “bogus” is not known. Known are: not_reported, not_started, in_progress, partial,"
        " full, suspended, not_applicable. "
        "planned_on: Write a day such as 2026-07-01. "
        "elements/0/code: Write a text in quotation marks."
    )


def test_detail_names_a_parameter_once(api, db):
    unknown = said(api().get("cycles/?colour=1"))
    assert unknown.startswith("“colour” is not known. Known are: ")
    assert said(api().get("cycles/?state=gone")) == "state: Not known: gone."


@pytest.mark.parametrize(
    ("path", "body", "pointer", "words"),
    [
        ("entries/{}/", {"elements": {}}, "/elements", "Write a list, in square brackets."),
        ("entries/{}/", {"elements": [1]}, "/elements/0", "Write an object, in curly brackets."),
        ("evidence/", {"entries": "x"}, "/entries", "Write a list, in square brackets."),
        ("evidence/", {"entries": ["x"]}, "/entries/0", "Write an id as the API gave it."),
        (
            "evidence/",
            {"url": "ftp:/x"},
            "/url",
            "Write a web address that begins with https:// or http://.",
        ),
        ("budget-lines/", {"share_percent": "101"}, "/share_percent", "Write a number up to 100."),
        ("plans/", {"generation": 0}, "/generation", "Write a number from 1 on."),
        (
            "plans/",
            {"pillars": ["x"]},
            "/pillars/0",
            "“x” is not known. Known are: prevention, ",
        ),
    ],
)
def test_wrong_value_is_told_once_in_words_that_help(api, amina, entry, path, body, pointer, words):
    method = "PATCH" if "{}" in path else "POST"
    refused = api(amina).send(method, path.format(entry.public_id), body, 1)
    errors = problem(refused, 400, "wrong-values")["errors"]
    [found] = [error["detail"] for error in errors if error["pointer"] == pointer]
    assert found.startswith(words)


def test_unknown_element_is_pointed_at(api, amina, entry):
    elements = [{"code": "2022-08-e1", "state": "done"}, {"code": "x", "state": "done"}]
    refused = api(amina).patch(f"entries/{entry.public_id}/", {"elements": elements})
    [error] = problem(refused, 400, "wrong-values")["errors"]
    assert error["pointer"] == "/elements/1/code"
    assert error["detail"] == "x is no element of this recommendation."


def test_missing_reason_of_a_status_is_pointed_at(api, amina, entry):
    refused = api(amina).patch(f"entries/{entry.public_id}/", {"status": "suspended"})
    [error] = problem(refused, 400, "wrong-values")["errors"]
    assert error == {"pointer": "/status_reason", "detail": "Say why it is suspended."}


def test_order_with_a_wrong_cycle_and_a_wrong_member_names_both(api, amina, entry):
    order = {"kind": "country_report", "format": "pdf", "cycle": "1999", "member": "XXX"}
    errors = problem(api(amina).post("exports/", order), 400, "wrong-values")["errors"]
    assert [error["pointer"] for error in errors] == ["/cycle", "/member"]


def test_version_that_never_was_gets_words_that_are_true(api, amina, entry):
    refused = api(amina).patch(f"entries/{entry.public_id}/", {"narrative": "a"}, version=99)
    body = problem(refused, 412, "stale")
    assert (body["title"], body["current_version"]) == ("Another version stands now", 1)


def test_file_over_the_limit_is_a_413_that_names_it(api, amina, entry, settings):
    settings.MAX_UPLOAD_MB = 1
    form = {"entries": str(entry.public_id), "form": "file", "kind": "other", "title": "Act"}
    for more in (1, 3 * 1024 * 1024):
        content = honest.pdf() + b"x" * (1024 * 1024 - len(honest.pdf()) + more)
        file = SimpleUploadedFile("plan.pdf", content)
        refused = api(amina).upload("evidence/", {**form, "language": "en", "file": file})
        words = said(refused, 413, "too-large")
        assert words == "A file may have 1 MB, a body of JSON 2 MB."


def test_refusals_of_the_framework_name_the_remedy(api, amina, entry):
    path = f"entries/{entry.public_id}/"
    refused = api(amina).send("DELETE", path, version=1)
    assert said(refused, 405, "method") == "Use one of: GET, PATCH, HEAD, OPTIONS."
    refused = api().get("members/", Accept="text/html")
    words = "Write “Accept: application/json”, or leave this header out."
    assert said(refused, 406, "not-acceptable") == words
    refused = api(amina).raw("PATCH", path, b"{}", "text/plain", **{"If-Match": '"1"'})
    words = "Send the body as application/json, and say so in Content-Type."
    assert said(refused, 415, "media-type") == words


def test_browser_without_the_token_of_its_page_is_told_the_header(amina, entry):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(amina.user)
    refused = browser.patch(f"{ROOT}entries/{entry.public_id}/", {}, "application/json")
    words = "From a browser, send the token of its page in the header X-CSRFToken."
    assert said(refused, 403, "not-allowed") == words
