"""The country report: what each reader finds in it, and what nobody does."""

from __future__ import annotations

import datetime as dt

import pytest

from accounts.actor import PUBLIC, Actor
from accounts.enums import LEADING_ROLES, Role
from tests import factories
from tests.canaries import Marked, Token, found_in
from tests.permission_table import ROLES
from tests.tracker.documents.reading import ordered, pdf_of, text_of
from tracker.documents.order import NotMade, Order
from tracker.documents.report_facts import read
from tracker.models import BudgetLine, ProgressEntry, Report

pytestmark = pytest.mark.django_db
OWN_TEAM = {*LEADING_ROLES, Role.CLEARING_OFFICER, Role.VIEWER}


@pytest.fixture
def report() -> Report:
    """Kenya's: four answers of every kind, money, a plan, nothing sent yet."""
    report = factories.make_report()
    factories.answer(report, "2022-08", "partial")
    factories.answer(report, "2022-01", "full", language="sw", narrative="Kazi imekamilika.")
    factories.answer(report, "2022-02", "suspended", status_reason="Elections came first.")
    factories.answer(report, "2022-04", "not_started", confidentiality="network")
    line = factories.make_line(report)
    factories.make_figure(report, line, "pledged", "2000")
    factories.make_figure(report, line, "allocated", "1500")
    factories.make_figure(report, line, "spent", None)
    return report


def accepted(report: Report) -> Report:
    factories.submitted(report)
    now = dt.datetime.now(dt.UTC)
    return factories.put(report, state="accepted", accepted_at=now)


def actor_of(world: Marked, role: str) -> Actor:
    return world.people.get(role, PUBLIC)


def test_published_report_holds_published_words_alone_for_every_role():
    world, _other = Marked("published", "KEN"), Marked("published", "NOR")
    open_to_all = {Token("KEN", "published"), Token("KEN", "viewpublic")}
    for role in ROLES:
        actor = actor_of(world, role)
        for_network = {Token("KEN", "viewnetwork")} if actor.is_signed_in else set()
        found = found_in(text_of(ordered(actor, world.report.cycle)))
        assert found == open_to_all | for_network, role


def test_accepted_report_is_drafted_for_its_own_team_alone():
    world, _other = Marked("accepted", "KEN"), Marked("accepted", "NOR")
    for role in set(ROLES) - OWN_TEAM:
        with pytest.raises(NotMade, match="Kenya has no published report of 2026"):
            ordered(actor_of(world, role), world.report.cycle)
    kinds = ("draft", "viewpublic", "viewnetwork")
    for role in OWN_TEAM:
        found = found_in(text_of(ordered(actor_of(world, role), world.report.cycle)))
        assert found == {Token("KEN", kind) for kind in kinds}, role


def test_report_before_acceptance_is_nobodys_document():
    world = Marked("submitted")
    for state in ("draft", "clearance", "submitted", "returned"):
        factories.put(world.report, state=state)
        for actor in (PUBLIC, *world.people.values()):
            with pytest.raises(NotMade, match="from its acceptance on"):
                ordered(actor, world.report.cycle)


def test_draft_says_so_on_every_page_and_published_report_nowhere(amina, report):
    accepted(report)
    reader = pdf_of(ordered(amina, report.cycle, form="pdf"))
    pages = [page.extract_text() for page in reader.pages]
    assert all("Draft, not published." in page for page in pages)
    factories.published(report)
    assert "Draft, not published" not in text_of(ordered(amina, report.cycle))


def test_draft_leaves_out_embargoed_money_and_unconfirmed_answers(amina, report):
    held = factories.make_line(report, title="Secret till the budget speech")
    factories.make_figure(report, held, amount="777")
    tomorrow = dt.date.today() + dt.timedelta(days=2)
    BudgetLine.internal.filter(pk=held.pk).update(embargo_until=tomorrow)
    carried = factories.answer(report, "2022-09", narrative="Said last year.")
    ProgressEntry.internal.filter(pk=carried.pk).update(confirmed=False, carried_from="2025")
    accepted(report)
    text = text_of(ordered(amina, report.cycle))
    assert "Monitoring in KEN" in text
    assert "Secret till" not in text
    assert "777" not in text
    assert "Said last year." not in text
    BudgetLine.internal.filter(pk=held.pk).update(embargo_until=dt.date(2020, 1, 1))
    assert "Secret till" in text_of(ordered(amina, report.cycle))


def test_draft_beside_an_earlier_published_year_has_both(amina, report):
    earlier = factories.make_report(cycle=factories.make_cycle("2025", dt.date(2025, 5, 20)))
    factories.answer(earlier, "2022-08", "not_started")
    factories.published(earlier)
    accepted(report)
    order = Order("country_report", "pdf", "en", report.cycle, report.member)
    told = read(amina, order)
    assert [year.cycle.code for year in told.years] == ["2025", "2026"]
    assert told.is_draft
    text = text_of(ordered(amina, report.cycle))
    assert "2025: Not started" in text


@pytest.mark.parametrize("is_draft", [False, True])
def test_money_of_a_period_is_known_where_an_earlier_report_told_of_it(amina, report, is_draft):
    line = report.figures.unscoped().first().line
    later = factories.make_report(cycle=factories.make_cycle("2027", dt.date(2027, 5, 20)))
    factories.answer(later, "2022-08", "partial")
    factories.make_figure(later, line, "disbursed", "1200")
    factories.published(report)
    latest = factories.make_report(cycle=factories.make_cycle("2028", dt.date(2028, 5, 20)))
    factories.answer(latest, "2022-08", "partial")
    factories.make_figure(latest, line, "committed", "1300")
    factories.published(latest)
    accepted(later) if is_draft else factories.published(later)
    order = Order("country_report", "pdf", "en", later.cycle, later.member)
    figures = read(amina, order).money
    assert {f.stage: f.amount for f in figures if f.amount} == {
        "pledged": 2000,
        "allocated": 1500,
        "disbursed": 1200,
    }
    assert len({figure.line_id for figure in figures}) == 1
    text = text_of(ordered(amina, later.cycle))
    assert "KES: “Disbursed” is 60% of “Pledged”, in 1 line that gives both" in text
    assert "Reported in 2027 for 1 of 16 recommendations asked" in text


def test_money_of_other_periods_stays_in_the_report_that_told_of_it(report):
    other = (dt.date(2024, 7, 1), dt.date(2025, 6, 30))
    earlier = factories.make_report(cycle=factories.make_cycle("2025", dt.date(2025, 5, 20)))
    factories.answer(earlier, "2022-08", "partial")
    line = factories.make_line(earlier)
    factories.make_figure(earlier, line, "spent", "77", period_start=other[0], period_end=other[1])
    factories.published(earlier)
    factories.published(report)
    order = Order("country_report", "pdf", "en", report.cycle, report.member)
    assert {figure.period_start.year for figure in read(PUBLIC, order).money} == {2025}


def test_withdrawn_report_is_no_document(amina, report):
    factories.published(report)
    factories.put(report, state="withdrawn", withdrawn_at=dt.datetime.now(dt.UTC))
    with pytest.raises(NotMade):
        ordered(amina, report.cycle)


def test_report_of_no_member_says_so(report):
    with pytest.raises(NotMade, match="Choose a member"):
        ordered(PUBLIC, report.cycle, None)


def test_network_answer_is_for_who_holds_a_seat_and_changes_the_terms(kari, report):
    factories.published(report)
    public, signed_in = (text_of(ordered(a, report.cycle)) for a in (PUBLIC, kari))
    words = "What KEN did about 2022-04."
    assert words not in public
    assert words in signed_in
    assert "Free to reuse" in public
    assert "not for publication" in signed_in
    assert "Answered: 3 of 16" in public
    assert "Answered: 4 of 16" in signed_in


def test_answer_that_nobody_asked_for_is_told_and_enters_no_count(report):
    factories.answer(report, "2023-01", "full", narrative="We wrote part of the guidance.")
    factories.published(report)
    text = text_of(ordered(PUBLIC, report.cycle))
    for said in (
        "We wrote part of the guidance.",
        "Optional: not asked of this member",
        "Answers that nobody asked for, in no count here: 1 (2023-01)",
        "Answered: 3 of 16",
        "With a supporting document: 2 of 3 answers.",
        "2 of 3 recommendations that apply are partly or fully implemented",
    ):
        assert said in text, said
    order = Order("country_report", "pdf", "en", report.cycle, report.member)
    year = read(PUBLIC, order).years[-1]
    assert (year.distribution.counts["full"], year.optional) == (1, 1)
    assert (len(year.asked), year.asked[9], year.statuses[9]) == (18, "", "full")


def test_answer_stands_with_its_words_proof_money_and_agreed_text(report):
    factories.published(report)
    text = text_of(ordered(PUBLIC, report.cycle))
    for said in (
        "In the member’s own words, in Swahili",
        "Kazi imekamilika.",
        "Elections came first.",
        "Elements done: 1 of ",
        "Act of KEN · Law or regulation · law.example/act-12",
        "Not available",
        "KES: “Allocated” is 75% of “Pledged”, in 1 line that gives both",
        "Lines that give all four stages (pledged, allocated, disbursed, spent): 0 of 1.",
        "Asked, without an answer here: 13",
    ):
        assert said in text, said
    agreed = (
        report.entries.unscoped()
        .get(recommendation__code="2022-08", edition="working")
        .recommendation
    )
    assert agreed.text in text


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_member_and_money_speak_the_language_of_the_order(report, language):
    factories.published(report)
    text = text_of(ordered(PUBLIC, report.cycle, language=language))
    expected = {
        "fr": ("Kenya", "Mise en œuvre partielle", "Montant, KES", "1 500", "Loi ou règlement"),
        "ar": ("كينيا", "تنفيذ جزئي", "المبلغ، KES", "1 500", "قانون أو لائحة", "اللغة: السواحلية"),
    }[language]
    for said in expected:
        assert said in text, said
    assert "Partially implemented" not in text


def test_queries_do_not_grow_with_the_report(amina, report, django_assert_num_queries):
    order = Order("country_report", "pdf", "en", report.cycle, report.member)
    factories.published(report)
    with django_assert_num_queries(17):
        read(amina, order)
    for code in ("2022-05", "2022-06", "2023-02"):
        factories.answer(report, code)
        factories.make_figure(report, factories.make_line(report, code))
    factories.published(report)
    with django_assert_num_queries(17):
        read(amina, order)
    accepted(report)
    with django_assert_num_queries(14):
        read(amina, order)
