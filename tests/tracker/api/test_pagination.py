from __future__ import annotations

import pytest

from tests import factories
from tracker.models import ProgressEntry


@pytest.fixture
def many(db):
    """23 published answers, most of them changed at one and the same moment."""
    for member in ("KEN", "NOR"):
        report = factories.make_report(member)
        for code in [f"2022-0{n}" for n in range(1, 10)] + ["2023-01", "2023-02"]:
            factories.answer(report, code, "not_started")
        factories.published(report)
    report = factories.make_report("MDA")
    factories.answer(report, "2022-08", "not_started")
    factories.published(report)
    moment = ProgressEntry.internal.order_by("updated_at").values_list("updated_at", flat=True)
    ProgressEntry.internal.filter(member__code__in=("KEN", "NOR")).update(updated_at=moment[0])


def walk(caller, path: str, link: str = "next") -> list[list[str]]:
    pages = []
    while path:
        page = caller.get(path[path.index("entries/") :]).json()
        pages.append([row["id"] for row in page["results"]])
        assert len(pages) < 50
        path = page[link]
    return pages


@pytest.mark.parametrize(
    "ordering", ["", "updated_at", "-updated_at", "member", "-member", "recommendation"]
)
@pytest.mark.parametrize("size", [1, 7, 23, 200])
def test_pages_hold_every_row_once_forward_and_backward(api, many, ordering, size):
    caller = api()
    first = f"entries/?page_size={size}" + (f"&ordering={ordering}" if ordering else "")
    pages = walk(caller, first)
    rows = [row for page in pages for row in page]
    assert len(rows) == len(set(rows)) == 23
    last = first
    while (following := caller.get(last[last.index("entries/") :]).json()["next"]) is not None:
        last = following
    back = walk(caller, last, "previous")
    assert [row for page in reversed(back) for row in page] == rows


def test_rows_come_in_the_order_asked_for(api, many):
    rows = api().get("entries/?ordering=-member&page_size=200").json()["results"]
    members = [row["member"] for row in rows]
    assert members == sorted(members, reverse=True)


def test_row_added_behind_the_cursor_moves_no_page(api, many):
    caller = api()
    page = caller.get("entries/?ordering=recommendation&page_size=5").json()
    extra = factories.make_report("ITA")
    factories.answer(extra, "2022-01", "not_started")
    factories.published(extra)
    following = caller.get(page["next"][page["next"].index("entries/") :]).json()
    assert not {r["id"] for r in page["results"]} & {r["id"] for r in following["results"]}


def test_cursor_of_another_ordering_is_refused(api, many):
    page = api().get("entries/?ordering=member&page_size=5").json()
    turned = page["next"].replace("ordering=member", "ordering=recommendation")
    assert api().get(turned[turned.index("entries/") :]).status_code == 400


def test_cursor_tells_no_sequence_number(api, many):
    import base64
    import json

    page = api().get("entries/?page_size=5").json()
    cursor = page["next"].split("cursor=")[1].split("&")[0]
    values = json.loads(base64.urlsafe_b64decode(cursor + "=="))
    assert values[-1] == page["results"][-1]["id"]


def test_first_page_of_little_has_no_links(api, db):
    page = api().get("communiques/").json()
    assert (page["next"], page["previous"], len(page["results"])) == (None, None, 2)


def test_no_list_counts_its_rows(api, many, django_assert_num_queries, connection_queries):
    api().get("entries/?page_size=5")
    assert not [q for q in connection_queries() if "COUNT(" in q.upper()]
