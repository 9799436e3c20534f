from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests import factories
from tests.hostile import honest
from tests.tracker.api.conftest import ids, problem
from tracker.domain import assignments
from tracker.models import Evidence

PDF = honest.pdf()


@pytest.fixture
def entry(db):
    return factories.answer(factories.make_report("KEN"), "2022-08", "not_started")


def link(entry, **facts):
    return {
        "entries": [str(entry.public_id)],
        "form": "link",
        "kind": "law_regulation",
        "title": "Act 12",
        "language": "sw",
        "url": "https://law.example/act-12",
        **facts,
    }


def upload(entry, name="plan.pdf", content=PDF, **facts):
    form = {k: v for k, v in link(entry, form="file").items() if k != "url"}
    return {**form, **facts, "file": SimpleUploadedFile(name, content)}


def test_link_is_added_to_an_answer(api, amina, entry):
    made = api(amina).post("evidence/", link(entry, page_pin="p. 41", document_date="1998-05-01"))
    assert made.status_code == 201, made.content
    found = made.json()
    assert (found["member"], found["form"], found["version"]) == ("KEN", "link", 1)
    assert found["entries"] == [str(entry.public_id)]
    assert (found["file"], found["check"], made["ETag"]) == (None, "not_checked", '"1"')
    assert made["Location"].endswith(f"/api/v1/evidence/{found['id']}/")
    assert api(amina).get(made["Location"].split("/api/v1/")[1]).json() == found


def test_held_document_needs_no_address(api, amina, entry):
    body = link(entry, form="held")
    del body["url"]
    assert api(amina).post("evidence/", body).json()["form"] == "held"


def test_file_is_sent_and_comes_back_byte_for_byte_to_be_saved(api, amina, otieno, entry):
    made = api(amina).upload("evidence/", upload(entry, "Plan \u202eété.pdf"))
    assert made.status_code == 201, made.content
    found = made.json()
    assert (found["content_type"], found["size"]) == ("application/pdf", len(PDF))
    got = api(otieno).get(found["file"].split("/api/v1/")[1])
    assert b"".join(got.streaming_content) == PDF
    assert got["Content-Type"] == "application/pdf"
    assert got["Content-Disposition"].endswith("; filename*=UTF-8''Plan%20%C3%A9t%C3%A9.pdf")
    assert got["X-Content-Type-Options"] == "nosniff"
    assert got["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert got["Cache-Control"] == "private, no-store"


def test_file_of_a_draft_is_for_nobody_else(api, amina, kari, entry):
    found = api(amina).upload("evidence/", upload(entry)).json()
    path = found["file"].split("/api/v1/")[1]
    for caller in (api(), api(kari)):
        refused = caller.get(path)
        problem(refused, 404, "not-found")
        assert PDF not in refused.content


def test_link_has_no_file(api, amina, entry):
    made = api(amina).post("evidence/", link(entry)).json()
    problem(api(amina).get(f"evidence/{made['id']}/file/"), 404, "not-found")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("plan.exe", b"MZ\x90\x00"),
        ("plan.pdf", b"<script>alert(1)</script>"),
        ("plan.svg", b"<svg onload='x()'/>"),
        ("plan.pdf.exe", PDF),
        ("plan.exe.pdf", PDF),
        ("plan", PDF),
        ("plan.docx", b"PK\x03\x04no zip"),
        ("plan.pdf", b""),
    ],
)
def test_file_of_another_kind_is_refused_and_leaves_nothing(
    api, amina, entry, settings, name, content
):
    refused = api(amina).upload("evidence/", upload(entry, name, content))
    assert problem(refused, 400, "wrong-values")["errors"][0]["pointer"] == "/file"
    assert not Evidence.internal.exists()
    assert not [p for p in settings.EVIDENCE_DIR.rglob("*") if p.is_file()]


def test_file_over_the_limit_is_a_413_before_it_is_read(api, amina, entry, settings):
    settings.MAX_UPLOAD_MB = 1
    refused = api(amina).upload("evidence/", upload(entry, content=PDF + b"x" * 3 * 1024 * 1024))
    problem(refused, 413, "too-large")
    assert not Evidence.internal.exists()


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"url": "javascript:alert(1)"}, "/url"),
        ({"url": "data:text/html,x"}, "/url"),
        ({"url": "file:///etc/passwd"}, "/url"),
        ({"url": ""}, "/url"),
        ({"kind": "rumour"}, "/kind"),
        ({"form": "hearsay"}, "/form"),
        ({"title": ""}, "/title"),
        ({"title": "x" * 301}, "/title"),
        ({"language": "not a tag"}, "/language"),
        ({"entries": []}, "/entries"),
        ({"entries": ["x"]}, "/entries/0"),
        ({"entries": [5]}, "/entries/0"),
        ({"elements": ["2023-01-a"]}, "/elements"),
        ({"document_date": "1066-10-14"}, "/document_date"),
        ({"sha256": "0"}, "/sha256"),
        ({"check": "sufficient"}, "/check"),
        ({"member": "KEN"}, "/member"),
    ],
)
def test_wrong_value_is_pointed_at_and_nothing_is_stored(api, amina, entry, change, pointer):
    refused = api(amina).post("evidence/", link(entry, **change))
    errors = problem(refused, 400, "wrong-values")["errors"]
    assert {e["pointer"] for e in errors} == {pointer}
    assert not Evidence.internal.exists()


def test_answer_of_another_member_is_as_unknown_as_none(api, amina, entry):
    norway = factories.entry_of(factories.make_report("NOR"))
    for other in (str(norway.public_id), "00000000-0000-4000-8000-000000000000"):
        refused = api(amina).post("evidence/", link(entry, entries=[str(entry.public_id), other]))
        errors = problem(refused, 400, "wrong-values")["errors"]
        assert errors == [{"pointer": "/entries/1", "detail": "No answer of yours has this id."}]
    assert not Evidence.internal.exists()


def test_published_answer_of_another_member_takes_no_evidence(api, kari, entry):
    factories.published(entry.report)
    assert api(kari).get(f"entries/{entry.public_id}/").status_code == 200
    refused = api(kari).post("evidence/", link(entry))
    assert problem(refused, 400, "wrong-values")["errors"][0]["pointer"] == "/entries/0"
    assert not Evidence.internal.exists()


def test_filter_by_an_answer_that_a_reader_cannot_see_finds_nothing(api, amina, entry):
    later = factories.make_report("KEN", factories.make_cycle("2027"))
    row = factories.make_evidence(entry)
    row.entries.add(factories.entry_of(later, "2022-09"))
    factories.submitted(entry.report)
    reviewer = api(factories.reviewer("KEN"))
    for query in ("cycle=2027", "recommendation=2022-09"):
        assert ids(api(amina).get(f"evidence/?{query}")) == [str(row.public_id)]
        assert ids(reviewer.get(f"evidence/?{query}")) == []
    assert ids(reviewer.get("evidence/?cycle=2026")) == [str(row.public_id)]


def test_form_field_that_stands_twice_is_refused(api, amina, entry):
    form = {**upload(entry), "title": ["One", "Two"]}
    refused = api(amina).upload("evidence/", form)
    assert problem(refused, 400, "wrong-values")["errors"][0]["pointer"] == "/title"
    assert not Evidence.internal.exists()


def test_form_field_that_is_no_utf_8_is_refused(api, amina, entry):
    boundary = "x" * 20
    body = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="title"\r\n\r\n'.encode()
        + b"caf\xe9\r\n"
        + f"--{boundary}--\r\n".encode()
    )
    refused = api(amina).raw("POST", "evidence/", body, f"multipart/form-data; boundary={boundary}")
    problem(refused, 400, "unreadable")


def test_change_keeps_form_and_file(api, amina, entry):
    caller = api(amina)
    made = caller.post("evidence/", link(entry)).json()
    changed = caller.patch(f"evidence/{made['id']}/", {"title": "Act 13", "relevance": "Sets it."})
    assert (changed.json()["title"], changed["ETag"]) == ("Act 13", '"2"')
    refused = caller.patch(f"evidence/{made['id']}/", {"form": "held"}, version=2)
    assert problem(refused, 400, "wrong-values")["errors"][0]["pointer"] == "/form"
    same = caller.patch(f"evidence/{made['id']}/", {**changed.json(), "title": "Act 14"}, version=2)
    assert same.json()["title"] == "Act 14"


def test_removal_needs_the_version_and_takes_the_row(api, amina, entry):
    caller = api(amina)
    made = caller.post("evidence/", link(entry)).json()
    path = f"evidence/{made['id']}/"
    problem(caller.delete(path, version=None), 428, "version-needed")
    problem(caller.delete(path, version=2), 412, "stale")
    assert Evidence.internal.count() == 1
    assert caller.delete(path).status_code == 204
    assert Evidence.internal.count() == 0
    problem(caller.get(path), 404, "not-found")


def test_filters_narrow_the_evidence(api, amina, entry):
    caller = api(amina)
    law = caller.post("evidence/", link(entry)).json()["id"]
    held = caller.post("evidence/", link(entry, form="held", url="", kind="other", title="Éloge"))
    held = held.json()["id"]
    for query, found in (
        ("kind=law_regulation", [law]),
        ("form=held,file", [held]),
        ("recommendation=2022-08&ordering=updated_at", [law, held]),
        ("recommendation=2022-09", []),
        ("cycle=2026&kind=other", [held]),
        (f"entry={entry.public_id}&search=eloge", [held]),
        ("check=sufficient", []),
        ("confidentiality=public&member=KEN&ordering=-updated_at", [held, law]),
    ):
        assert ids(caller.get(f"evidence/?{query}")) == found, query


def test_restricted_document_is_found_by_no_search(api, amina, otieno, entry):
    factories.make_evidence(entry, title="canary-title", confidentiality="restricted")
    assert ids(api(amina).get("evidence/?search=canary")) == []
    assert len(ids(api(amina).get("evidence/"))) == 1
    assert ids(api(otieno).get("evidence/")) == []


def test_published_copy_names_the_answers_its_reader_sees(api, entry):
    hidden = factories.answer(entry.report, "2022-09", "not_started", confidentiality="member")
    row = factories.make_evidence(entry, confidentiality="public")
    row.entries.add(hidden)
    factories.published(entry.report)
    assert api().get(f"evidence/{row.public_id}/").json()["entries"] == [str(entry.public_id)]


def test_answers_that_a_document_serves_are_named_anew(api, amina, entry):
    other = factories.answer(entry.report, "2022-09", "not_started")
    caller = api(amina)
    made = caller.post("evidence/", link(entry)).json()
    path, both = f"evidence/{made['id']}/", [str(entry.public_id), str(other.public_id)]
    widened = caller.patch(path, {"entries": both}).json()
    assert (set(widened["entries"]), widened["version"]) == (set(both), 2)
    moved = caller.patch(path, {"entries": [str(other.public_id)]}, 2).json()
    assert moved["entries"] == [str(other.public_id)]
    problem(caller.patch(path, {"entries": []}, 3), 400, "wrong-values")
    kept = caller.get(path).json()
    assert (kept["entries"], kept["version"]) == ([str(other.public_id)], 3)


def test_document_serves_no_answer_of_another_member(api, amina, entry):
    theirs = factories.answer(factories.make_report("NOR", entry.report.cycle), "2022-08", "not_started")
    caller = api(amina)
    made = caller.post("evidence/", link(entry)).json()
    ids_of_both = [str(entry.public_id), str(theirs.public_id)]
    refused = caller.patch(f"evidence/{made['id']}/", {"entries": ids_of_both})
    assert problem(refused, 400, "wrong-values")["errors"][0]["pointer"] == "/entries/1"
    assert Evidence.internal.get().entries.unscoped().count() == 1


def test_contributor_moves_no_answer_that_is_not_theirs(api, amina, entry):
    mine = factories.answer(entry.report, "2022-09", "not_started")
    contributor = factories.actor(factories.make_seat("contributor", "KEN"))
    day = factories.in_a_week().date()
    assignments.assign(amina, entry.report, [mine], day, contributor.seat)
    made = api(amina).post("evidence/", link(entry)).json()
    refused = api(contributor).patch(
        f"evidence/{made['id']}/", {"entries": [str(mine.public_id)]}
    )
    assert refused.status_code in (403, 404)
    assert Evidence.internal.get().entries.unscoped().get() == entry


def test_check_sent_twice_with_one_key_is_done_once(api, amina, entry):
    made = api(amina).post("evidence/", link(entry)).json()
    factories.submitted(entry.report)
    reviewer = api(factories.reviewer("KEN"))
    path = f"evidence/{made['id']}/check/"
    send = {"version": 1, "Idempotency_Key": "once"}
    first = reviewer.post(path, {"check": "partly"}, **send)
    again = reviewer.post(path, {"check": "partly"}, **send)
    assert (first.status_code, again.status_code) == (200, 200), again.content
    assert again["Idempotent-Replayed"] == "true"
    assert again.json() == first.json()
