"""The overview of the demonstration: every number again, worked out by PostgreSQL from its rows."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from accounts.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demo")]
REVIEWER, ADMINISTRATOR = "reviewer@secretariat.example", "admin@secretariat.example"
CYCLE = "2026"
# Asked: addressed to members of this kind. Read by the reviewer of all: sent, not restricted.
ADDRESSED = "CASE m.kind WHEN 'state' THEN 'member_state' ELSE m.kind END"
ASKED = f"r.addressed_to @> ARRAY[{ADDRESSED}]::varchar[]"
READ = """
    FROM tracker_progressentry e
    JOIN tracker_report p ON p.id = e.report_id
    JOIN tracker_reportingcycle c ON c.id = p.cycle_id
    JOIN accounts_member m ON m.id = p.member_id
    JOIN recommendations_recommendation r ON r.id = e.recommendation_id
    WHERE e.edition = 'working' AND p.submitted_at IS NOT NULL AND e.confirmed
      AND e.status <> 'not_reported' AND e.confidentiality <> 'restricted'
"""
REPORTS = """
    FROM tracker_report p
    JOIN tracker_reportingcycle c ON c.id = p.cycle_id AND c.code = '2026'
    JOIN accounts_member m ON m.id = p.member_id
"""
HELD = "p.state IN ('draft', 'clearance', 'returned')"
TODAY = "(clock_timestamp() AT TIME ZONE m.time_zone)::date"


@pytest.fixture
def files(loaded: Path, db: None):
    """A block as the reviewer of every member downloads it, as rows."""

    def rows(name: str, who: str = REVIEWER) -> list[list[str]]:
        client = Client()
        client.force_login(User.objects.get(email=who))
        response = client.get(f"/en/review/overview/{name}.csv?cycle={CYCLE}")
        found = list(csv.reader(response.getvalue().decode("utf-8-sig").splitlines()))
        return found[1:]

    return rows


def asked_of_database(sql: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def words(rows: list[tuple[Any, ...]]) -> list[list[str]]:
    return [["" if value is None else str(value) for value in row] for row in rows]


def test_key_numbers(files):
    expected = asked_of_database(
        f"""SELECT count(*), count(p.submitted_at),
            count(*) FILTER (WHERE p.state IN ('accepted', 'published')),
            count(*) FILTER (WHERE p.published_at IS NOT NULL AND p.withdrawn_at IS NULL),
            count(*) FILTER (WHERE {HELD} AND p.due_on < {TODAY})
            {REPORTS}"""
    )
    assert files("numbers") == files("numbers", ADMINISTRATOR) == words(expected)
    assert expected[0][1] > 20


def test_coverage_by_group(files):
    expected = asked_of_database(
        f"""SELECT coalesce(nullif(m.regional_group, ''), 'organizations'),
            count(p.submitted_at), count(*),
            round(100.0 * count(p.submitted_at) / count(*))::int
            {REPORTS} GROUP BY 1"""
    )
    assert sorted(files("groups")) == sorted(words(expected))
    assert len(expected) == 6


def test_silent_members_and_their_days(files):
    leading = """SELECT max(u.last_login) FROM accounts_appointment a
        JOIN accounts_user u ON u.id = a.user_id
        WHERE a.member_id = m.id AND a.role IN ('focal_point', 'deputy') AND u.is_active
          AND a.ended_at IS NULL AND (a.ends_on IS NULL OR a.ends_on >= current_date)
          AND (a.read_only_from IS NULL OR a.read_only_from > current_date)"""
    edited = """SELECT max(e.updated_at) FROM tracker_progressentry e
        WHERE e.report_id = p.id AND e.edition = 'working' AND e.version > 1
          AND e.confidentiality <> 'restricted'"""
    signs = f"greatest(p.state_since, ({leading}), ({edited}))"
    expected = asked_of_database(
        f"""SELECT m.code, floor(extract(epoch FROM clock_timestamp() - {signs}) / 86400)::int,
            p.submitted_at IS NULL {REPORTS} WHERE {HELD} ORDER BY 2 DESC, m.code"""
    )
    found = files("silent")
    assert [row[0] for row in found] == [row[0] for row in expected]
    assert [int(row[5]) for row in found] == [row[1] for row in expected]
    assert Counter(row[4] == "returned" for row in found)[False] == sum(e[2] for e in expected)
    assert len(expected) > 50


def test_ages_of_states(files):
    expected = asked_of_database(
        f"""SELECT state, count(*), floor(avg(days) + 0.5)::int,
            floor(percentile_cont(0.5) WITHIN GROUP (ORDER BY days) + 0.5)::int, max(days)
            FROM (SELECT p.state,
                  floor(extract(epoch FROM clock_timestamp() - p.state_since) / 86400)::int AS days
                  {REPORTS}) AS aged GROUP BY state"""
    )
    assert sorted(row[:5] for row in files("ageing")) == sorted(words(expected))


def test_coverage_by_theme(files):
    tagged = """(SELECT recommendation_id, theme_id FROM recommendations_recommendation_themes
        UNION SELECT recommendation_id, theme_id
        FROM recommendations_recommendation_themes_secondary)"""
    flags = f"""JOIN {tagged} AS g ON g.recommendation_id = r.id
        JOIN recommendations_theme t ON t.id = g.theme_id AND t.is_flag"""
    asked = dict(
        asked_of_database(
            f"""SELECT t.code, count(*) {REPORTS}
            JOIN recommendations_recommendation r ON {ASKED} {flags} GROUP BY 1"""
        )
    )
    answered = dict(
        asked_of_database(
            f"""SELECT t.code, count(*)
            {READ.replace("WHERE", f"{flags} WHERE")} AND c.code = '2026' AND {ASKED} GROUP BY 1"""
        )
    )
    found = {row[0]: (int(row[1]), int(row[2])) for row in files("themes")}
    assert found == {code: (answered.get(code, 0), n) for code, n in asked.items()}
    assert sum(answered.values()) > 300


def test_what_stands_still(files):
    order = ["2026", "2025", "2024", "2023"]
    series: dict[tuple[str, str], list[str]] = defaultdict(lambda: [""] * 4)
    for member, code, cycle, status in asked_of_database(
        f"SELECT m.code, r.code, c.code, e.status {READ} AND {ASKED}"
    ):
        series[member, code][order.index(cycle)] = status
    scale = "not_started in_progress partial full".split()
    expected: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for (member, code), told in series.items():
        at = 0 if told[0] else 1
        if not told[at]:
            continue
        before = next((status for status in told[at + 1 :] if status), "")
        if told[at] == "suspended":
            expected[member]["suspended"].append(code)
        elif {told[at], before} <= set(scale) and scale.index(told[at]) < scale.index(before):
            expected[member]["fell"].append(code)
        elif told[at] in scale[:3] and told[at : at + 3] == [told[at]] * 3:
            expected[member]["unmoved"].append(code)
    kinds = ("unmoved", "fell", "suspended")
    found = {row[0]: row[3:] for row in files("stalled-members")}
    assert found == {
        member: [" ".join(sorted(of[kind])) for kind in kinds] for member, of in expected.items()
    }
    sums = {kind: Counter(code for of in expected.values() for code in of[kind]) for kind in kinds}
    for code, _answered, *numbers in files("stalled"):
        assert numbers == [str(sums[kind][code]) for kind in kinds]
    assert sum(sums["unmoved"].values()) > 100


def test_vacant_seats_and_mails(files):
    vacant = asked_of_database(
        """SELECT m.code FROM accounts_member m WHERE NOT EXISTS (
            SELECT FROM accounts_appointment a JOIN accounts_user u ON u.id = a.user_id
            WHERE a.member_id = m.id AND a.role = 'focal_point' AND u.is_active
              AND a.ended_at IS NULL AND (a.ends_on IS NULL OR a.ends_on >= current_date)
              AND (a.read_only_from IS NULL OR a.read_only_from > current_date)) ORDER BY 1"""
    )
    assert [row[1] for row in files("seats") if row[0] == "vacant"] == [row[0] for row in vacant]
    mails = asked_of_database(
        """SELECT kind, count(*) FILTER (WHERE state = 'sent' AND sent_at > now() - interval '7 d'),
            count(*) FILTER (WHERE state = 'failed'), count(*) FILTER (WHERE state = 'ambiguous')
            FROM tracker_outgoingmail GROUP BY 1"""
    )
    found = {row[0]: row[1:4] for row in files("mails", ADMINISTRATOR)}
    assert {kind: found[kind] for kind, *_n in mails} == {
        kind: [str(n) for n in numbers] for kind, *numbers in mails
    }
