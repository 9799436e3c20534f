"""Bodies and addresses that want to be misunderstood (reliability B1–B5, B9, B11, C7, H5)."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests import factories
from tests.hostile import honest
from tests.tracker.api.conftest import ROOT, problem
from tracker.api.parsers import loads
from tracker.models import Evidence, ProgressEntry

DEEP = "[" * 100_000
HOSTILE = {
    "null character": b'{"narrative": "a\\u0000b"}',
    "null character raw": b'{"narrative": "a\x00b"}',
    "null character in a key": b'{"a\\u0000": 1}',
    "lone surrogate": b'{"narrative": "\\ud800"}',
    "lone surrogate in a key": b'{"\\udfff": 1}',
    "endless nesting": DEEP.encode(),
    "nested 990": b'{"elements": ' + b"[" * 990 + b"]" * 990 + b"}",
    "nested 33": b'{"elements": ' + b"[" * 32 + b"]" * 32 + b"}",
    "huge exponent": b'{"narrative": 1e400}',
    "huge exponent of a key": b'{"1e400": 1e400}',
    "tiny exponent": b'{"narrative": 1e-999999999}',
    "huge integer": b'{"narrative": ' + b"9" * 5000 + b"}",
    "integer beyond a double": b'{"narrative": 1' + b"0" * 320 + b"}",
    "nan": b'{"narrative": NaN}',
    "infinity": b'{"narrative": -Infinity}',
    "duplicate key": b'{"narrative": "a", "narrative": "b"}',
    "duplicate key inside": b'{"elements": [{"code": "a", "code": "b"}]}',
    "bad utf-8": b'{"narrative": "\xff\xfe"}',
    "utf-16": '{"narrative": "a"}'.encode("utf-16"),
    "byte order mark": b"\xef\xbb\xbf{}",
    "none": b"",
    "no object": b'["narrative"]',
    "a number": b"1",
    "null": b"null",
    "trailing comma": b'{"narrative": "a",}',
    "comment": b'{"narrative": "a"} // b',
    "two values": b"{} {}",
}


@pytest.fixture
def entry(db):
    return factories.answer(factories.make_report("KEN"))


def unchanged(entry: ProgressEntry) -> bool:
    return factories.entry_of(entry.report).version == 1


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_body_is_a_400_and_writes_nothing(api, amina, entry, body):
    path = f"entries/{entry.public_id}/"
    headers = {"If-Match": '"1"'}
    refused = api(amina).raw("PATCH", path, body, **headers)
    problem(refused, 400, "unreadable")
    assert unchanged(entry)


@pytest.mark.parametrize("value", [1, 1.5, True, ["a"], {"a": "b"}, 2**63, -(2**31)])
def test_value_of_another_type_is_never_made_a_text(api, amina, entry, value):
    refused = api(amina).patch(f"entries/{entry.public_id}/", {"narrative": value})
    assert problem(refused, 400, "wrong-values")["errors"][0]["pointer"] == "/narrative"
    assert unchanged(entry)


@pytest.mark.parametrize(
    "kind",
    [
        "application/json; charset=utf-16",
        "application/json; charset=utf-7",
        "application/json; charset=foo",
        "application/json; charset=zlib",
        "application/json; charset=idna",
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "text/html",
    ],
)
def test_body_of_another_type_or_charset_is_a_415(api, amina, entry, kind):
    body, headers = b'{"narrative": "a"}', {"If-Match": '"1"'}
    refused = api(amina).raw("PATCH", f"entries/{entry.public_id}/", body, kind, **headers)
    problem(refused, 415, "media-type")
    assert unchanged(entry)


def test_charset_utf_8_is_said_in_any_case(api, amina, entry):
    kind, body = 'application/json; charset="UTF-8"', '{"narrative": "élan 🌍"}'.encode()
    path, headers = f"entries/{entry.public_id}/", {"If-Match": '"1"'}
    assert api(amina).raw("PATCH", path, body, kind, **headers).json()["narrative"] == "élan 🌍"


def test_body_over_the_limit_is_a_413(api, amina, entry, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    refused = api(amina).patch(f"entries/{entry.public_id}/", {"narrative": "x" * 1000})
    problem(refused, 413, "too-large")
    assert unchanged(entry)


def test_nesting_of_32_is_read():
    assert loads(b"[" * 32 + b"]" * 32)


def test_brackets_inside_texts_are_no_nesting():
    assert loads(json.dumps({"a": "[" * 50 + '\\"' + "{" * 50}).encode())["a"].startswith("[[")


def test_fractions_arrive_as_written():
    assert str(loads(b'{"a": 0.10}')["a"]) == "0.10"


@pytest.mark.parametrize(
    "path",
    [
        "members/%00/",
        "members/KEN%00/",
        "members/%FF/",
        "members/'%20or%201=1/",
        "entries/1/",
        "entries/00000000000040008000000000000000/",
        "entries/../members/",
        "nowhere/",
        "nowhere/%0A/",
    ],
)
def test_address_of_nothing_is_the_one_404(api, db, path):
    nothing = api().get("entries/00000000-0000-4000-8000-000000000000/")
    assert problem(api().get(path), 404, "not-found") == problem(nothing, 404, "not-found")


def test_address_without_its_last_sign_is_told_it_whatever_is_there(api, amina, entry):
    paths = ["entries", "nowhere", "exports/entries.xml", f"entries/{entry.public_id}"]
    said = {
        problem(caller.get(path), 404, "not-found")["detail"]
        for path in [*paths, "entries/00000000-0000-4000-8000-000000000000"]
        for caller in (api(), api(amina))
    }
    assert said == {"There is nothing at this address. All but those of files end with “/”."}


def test_empty_object_changes_nothing(api, amina, entry):
    assert api(amina).patch(f"entries/{entry.public_id}/", {}).status_code == 200
    assert unchanged(entry)


@pytest.mark.parametrize(
    "query",
    [
        *("colour=1", "a%00b=1", "member=%00", "member=%FF", "&&=&x", "name__regex=%5B(%2B*"),
        *("kind__iregex=(", f"page={9**30}", f"page_size={9**30}", f"offset={9**30}"),
    ],
    ids=lambda query: query[:20],
)
def test_odd_query_of_a_list_is_a_400(api, db, query):
    problem(api().get(f"members/?{query}"), 400, "wrong-values")


def test_more_parameters_than_anybody_needs_are_a_400(api, db):
    query = "&".join(f"kind{n}=1" for n in range(1100))
    problem(api().get(f"members/?{query}"), 400, "unreadable")


@pytest.mark.parametrize("name", ["elements", "entries", "supersedes", "document_date"])
def test_null_as_a_field_of_a_form_is_a_text_and_never_nothing(api, amina, entry, name):
    form = {
        **{"entries": str(entry.public_id), "form": "file", "kind": "other", "title": "Act"},
        **{"language": "en", "file": SimpleUploadedFile("plan.pdf", honest.pdf())},
    }
    refused = api(amina).upload("evidence/", {**form, name: "null"})
    pointed = problem(refused, 400, "wrong-values")["errors"][0]["pointer"]
    assert pointed.split("/")[1] == name
    assert not Evidence.internal.filter(form="file").exists()


def test_detail_takes_no_parameters(api, db):
    errors = problem(api().get("members/KEN/?format=xml"), 400, "wrong-values")["errors"]
    assert errors[0]["parameter"] == "format"


def test_huge_page_size_is_the_largest(api, db):
    page = api().get("members/?page_size=1000000000").json()
    assert len(page["results"]) == 87


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_method_that_is_not_offered_is_a_405_for_everybody(api, amina, method):
    for caller in (api(), api(amina)):
        refused = caller.send(method, "members/KEN/")
        problem(refused, 405, "method")
        assert refused["Allow"] == "GET, HEAD, OPTIONS"


def test_method_override_is_ignored(api, amina, entry):
    headers = {"X-HTTP-Method-Override": "DELETE", "If-Match": '"1"'}
    path = f"evidence/{entry.evidence.unscoped().get().public_id}/"
    assert api(amina).get(path, **headers).status_code == 200
    problem(api(amina).post(f"{path}", {"_method": "DELETE"}), 405, "method")
    assert entry.evidence.unscoped().exists()


def test_options_tells_methods_and_nothing_of_anybody(api, entry):
    answered = api().send("OPTIONS", f"entries/{entry.public_id}/")
    assert (answered.status_code, answered.content) == (204, b"")
    assert answered["Allow"] == "GET, PATCH, HEAD, OPTIONS"


def test_answer_in_another_format_is_a_406(api, db):
    problem(api().get("members/", Accept="text/html"), 406, "not-acceptable")


def test_every_answer_forbids_caches_and_is_no_page(api, entry):
    for path in ("entries/", f"entries/{entry.public_id}/", "members/KEN/"):
        answered = api().get(path)
        assert answered["Cache-Control"] == "no-store, private"
        assert {"Authorization", "Cookie"} <= set(answered["Vary"].split(", "))
        assert answered["X-Content-Type-Options"] == "nosniff"


def test_reading_changes_no_row(api, amina, entry, django_assert_num_queries):
    caller = api(amina)
    before = list(ProgressEntry.internal.values())
    for method in ("GET", "HEAD", "OPTIONS"):
        for path in ("entries/", f"entries/{entry.public_id}/", "exports/entries.csv"):
            answered = caller.send(method, path)
            assert answered.status_code in (200, 204)
            if answered.streaming:
                b"".join(answered.streaming_content)
    assert list(ProgressEntry.internal.values()) == before


def test_links_come_from_the_public_address_and_not_from_the_host(api, db, settings):
    settings.PUBLIC_BASE_URL = "https://tracker.example.org"
    settings.ALLOWED_HOSTS = ["*"]
    page = Client().get(f"{ROOT}members/?page_size=1", headers={"Host": "evil.example"}).json()
    assert page["next"].startswith("https://tracker.example.org/api/v1/members/?")
