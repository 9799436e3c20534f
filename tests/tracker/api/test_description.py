from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.contrib.staticfiles import finders
from django.urls import get_resolver, reverse
from drf_spectacular.validation import validate_schema
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from tests import factories
from tests.tracker.api.conftest import problem, throttled
from tracker.api import illustrations
from tracker.api.problems import KINDS
from tracker.api.urls import urlpatterns

DOCUMENT = "\n".join(p.read_text() for p in (settings.BASE_DIR / "docs/api").glob("*.md"))
UNDOCUMENTED = {"unknown"}
# Before the tests of the API take them away.
RATES = settings.REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"]


def shown(pattern) -> str:
    """An address as people write it, such as `members/{code}/`."""
    return re.sub(r"<(?:[a-z]+:)?([a-z_]+)>", r"{\1}", str(pattern.pattern))


@pytest.fixture
def described(api) -> dict:
    return yaml.safe_load(api().get("schema/").content)


def test_description_is_valid_openapi_3_1(described):
    validate_schema(described)
    assert described["openapi"].startswith("3.1")


def test_description_names_every_address_and_method(described):
    offered = {
        (f"/api/v1/{shown(p)}", method)
        for p in urlpatterns
        if p.name not in {"unknown", "schema", "docs"}
        for method in ("get", "post", "put", "patch", "delete")
        if hasattr(p.callback.cls, method)
    }
    listed = {
        (path, method)
        for path, item in described["paths"].items()
        for method in item
        if method != "parameters"
    }
    assert listed == offered


def operations(described: dict) -> Iterator[tuple[str, dict]]:
    for path, item in described["paths"].items():
        for method, operation in item.items():
            yield f"{method} {path}", operation


def test_description_names_the_refusals_of_every_address(described):
    shown = described["components"]["responses"]
    for name, operation in operations(described):
        refused = {status for status, one in operation["responses"].items() if "$ref" in one}
        assert refused >= {"400", "401", "403", "406", "429", "500", "503"}, name
        if name.startswith(("post", "put", "patch")):
            assert refused >= {"404", "409", "413", "415"}, name
        for status in refused:
            answer = shown[f"Refusal{status}"]["content"]["application/problem+json"]
            assert {one["value"]["status"] for one in answer["examples"].values()} == {int(status)}


def test_every_address_and_parameter_is_explained(described):
    for name, operation in operations(described):
        assert operation["summary"], name
        assert operation["description"], name
        for parameter in operation.get("parameters", []):
            said = parameter["description"]
            assert re.fullmatch(r"(\S+\s+){2,}\S+\.", said), (name, parameter["name"], said)


def test_codes_in_a_path_are_listed(described):
    def known(path: str, method: str, name: str) -> list[str]:
        found = described["paths"][path][method]["parameters"]
        return next(one["schema"]["enum"] for one in found if one["name"] == name)

    moves = known("/api/v1/reports/{public_id}/{action}/", "post", "action")
    assert {"submit", "return", "withdraw"} < set(moves)
    files = known("/api/v1/snapshots/{code}/files/{dataset}.ndjson", "get", "dataset")
    assert {"entries", "budget-lines"} < set(files)


def test_headers_of_answers_are_described(api, amina, described):
    def named(path: str, method: str, status: str) -> set[str]:
        answer = described["paths"][f"/api/v1/{path}"][method]["responses"][status]
        names = set(answer.get("headers", {}))
        assert names <= described["components"]["headers"].keys()
        return names

    file = api().get("exports/entries.csv")
    said = {name for name in file.headers if name.startswith("X-Export-")}
    assert said - named("exports/entries.{file_format}", "get", "200") == set()
    assert named("entries/{public_id}/", "patch", "200") == {"ETag"}
    assert named("evidence/", "post", "201") == {"ETag", "Location", "Idempotent-Replayed"}
    assert named("entries/", "get", "200") == named("members/{code}/", "get", "200") == set()
    refused = described["components"]["responses"]
    assert "ETag" in refused["Refusal412"]["headers"]
    assert "Retry-After" in refused["Refusal429"]["headers"]


def test_page_of_the_description_leads_back_and_says_that_data_is_invented(api):
    page = api().get("docs/", Accept="text/html", Accept_Language="ar").content.decode()
    assert '<html lang="ar"' in page
    assert {'href="/ar/"', 'href="/ar/account/keys/"', 'href="/ar/export/"'} <= set(
        re.findall(r'href="[^"]+"', page)
    )
    assert 'class="demo"' not in page
    factories.make_user("focalpoint@kenya.example")
    assert 'class="demo"' in api().get("docs/", Accept="text/html").content.decode()


def test_guide_of_the_description_holds(api, described):
    guide = described["info"]["description"]
    assert RATES == {"anonymous": "120/min", "actor": "1200/min", "exports": "60/hour"}
    assert "120 requests a minute without a key, 1,200 with one, and 60 downloads an hour" in guide
    for link in re.findall(r"\]\((/[^)]+)\)", guide):
        assert api().client.get(link, follow=True).status_code == 200, link


def test_description_names_its_server(described):
    assert described["servers"] == [{"url": settings.PUBLIC_BASE_URL}]


def examples(described: dict) -> Iterator[tuple[str, Any, dict]]:
    """Where each body and each answer stands, with its example."""
    for name, operation in operations(described):
        parts = {"body": operation.get("requestBody", {}), **operation["responses"]}
        for part, said in parts.items():
            for media, content in said.get("content", {}).items():
                several = [one["value"] for one in content.get("examples", {}).values()]
                for shown in several or [content.get("example")]:
                    yield f"{name} {part} {media}", shown, content["schema"]
    for name, answer in described["components"]["responses"].items():
        content = answer["content"]["application/problem+json"]
        for kind, one in content["examples"].items():
            yield f"{name} {kind}", one["value"], content["schema"]


def test_every_body_and_answer_has_an_example_that_is_one(described):
    whole = Resource.from_contents(described, default_specification=DRAFT202012)
    registry = Registry().with_resource("urn:description", whole)
    wrong, seen = {}, 0
    for name, shown, schema in examples(described):
        rule = json.loads(json.dumps(schema).replace("#/comp", "urn:description#/comp"))
        check = Draft202012Validator(
            rule, registry=registry, format_checker=Draft202012Validator.FORMAT_CHECKER
        )
        if found := [one.message for one in check.iter_errors(shown)]:
            wrong[name] = found[0][:200]
        seen += 1
    assert wrong == {}
    assert seen > 100


def test_no_example_says_what_its_schema_does_not_know(described):
    known = described["components"]["schemas"]
    unknown = {
        name: shown.keys() - known[name]["properties"].keys()
        for name, shown in illustrations.files().items()
    }
    assert {name: odd for name, odd in unknown.items() if odd} == {}


def test_writing_asks_for_if_match(described):
    for path, item in described["paths"].items():
        for method in {"put", "patch", "delete"} & item.keys():
            names = {p["name"] for p in item[method]["parameters"]}
            assert "If-Match" in names, path
    carried = described["paths"]["/api/v1/plans/{public_id}/carry-over/"]["post"]
    assert {p["name"] for p in carried["parameters"]} >= {"If-Match", "Idempotency-Key"}


def test_page_of_the_description_needs_no_other_host_and_nothing_inline(api):
    page = api().get("docs/", Accept="text/html").content.decode()
    addresses = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert len([a for a in addresses if a.startswith("/static/")]) == 5
    assert not [a for a in addresses if not a.startswith("/") and a != "data:,"]
    assert "<style" not in page
    assert not re.search(r"<script(?! src=)", page)
    for address in addresses:
        if address.startswith("/static/"):
            assert finders.find(address.removeprefix("/static/")), address
    script = api().get(next(a for a in addresses if "script" in a).removeprefix("/api/v1/"))
    assert script["Content-Type"].startswith("application/javascript")


@pytest.mark.parametrize("path", ["schema/", "docs/"])
def test_refusal_of_the_description_is_a_problem_document(api, settings, path):
    problem(api().get(f"{path}?format=json"), 400, "wrong-values")
    problem(api().get(path, Authorization="Token x"), 401, "sign-in")
    problem(api().post(path), 405, "method")
    refused = api().get(path, Accept="image/png")
    problem(refused, 406, "not-acceptable")
    assert "no-store" in refused["Cache-Control"]
    throttled(settings, "0/min")
    problem(api().get(path, Accept="text/html,*/*;q=0.8"), 429, "too-many")


def test_description_that_did_not_change_is_not_sent_again(api):
    first = api().get("schema/")
    assert first["Cache-Control"] == "no-cache"
    again = api().get("schema/", If_None_Match=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    other = api().get("schema/", Accept="application/json")
    assert other.json() == yaml.safe_load(first.content)
    assert other["ETag"] != first["ETag"]


def test_every_address_stands_in_the_document():
    for pattern in urlpatterns:
        if pattern.name not in UNDOCUMENTED:
            address = f"/api/v1/{shown(pattern)}".replace("{public_id}", "{id}")
            assert f"`{address}`" in DOCUMENT, address


def test_every_kind_of_problem_stands_in_the_document():
    for kind, (status, _title) in KINDS.items():
        assert re.search(rf"\| {status} \| `{kind}` \|", DOCUMENT), kind


def test_every_field_and_filter_stands_in_the_document(described):
    words = set(re.findall(r"[a-z_0-9]+", DOCUMENT))
    named = {
        parameter["name"]
        for item in described["paths"].values()
        for method, operation in item.items()
        if method != "parameters"
        for parameter in operation.get("parameters", [])
        if parameter["in"] == "query"
    }
    for name, schema in described["components"]["schemas"].items():
        if not name.startswith("Paginated"):
            named |= schema.get("properties", {}).keys()
    assert sorted(named - words) == []


def test_no_route_of_the_api_hides_behind_another_prefix():
    names = [p for p in get_resolver().reverse_dict if isinstance(p, str)]
    assert not [n for n in names if n.startswith("api-")]


def test_index_leads_to_every_list(api):
    found = api().get("").json()
    lists = {p.name for p in urlpatterns if p.name.endswith("-list")} | {"matrix", "money"}
    assert {settings.PUBLIC_BASE_URL + reverse(f"api:{name}") for name in lists} <= set(
        found.values()
    )
    assert all(api().get(url.split("/api/v1/")[1]).status_code == 200 for url in found.values())
