"""Words that want to be code, wherever people's words are shown, mailed, logged or exported
(reliability B14, B18, B19, B20, B21)."""

from __future__ import annotations

import ast
import logging
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client

from accounts.models import ApiToken, HandOver, Invitation
from tests import factories
from tests.drawing import PROOF
from tests.permission_table import ROLES, ROWS, World
from tests.test_permission_matrix import _no_throttle, address, client_of
from tests.tracker.api.conftest import Api
from tracker.domain import outbox
from tracker.domain.dispatch import dispatch
from tracker.models import (
    Action,
    BudgetLine,
    CivilSocietyView,
    Evidence,
    Indicator,
    Plan,
    ProgressEntry,
    ReviewComment,
)

pytestmark = pytest.mark.django_db

throttle = _no_throttle


# Each carries `zz`, by which it is found again.
CODE = [
    "<script>zz()</script>",
    "</script><script>zz()</script>",
    "</textarea><script>zz()</script>",
    "</title><script>zz()</script>",
    "</style><script>zz()</script>",
    "--><script>zz()</script><!--",
    "<scr<script>ipt>zz()</script>",
    "<SCRIPT SRC=//zz.example></SCRIPT>",
    "<script\n>zz()</script\n>",
    "<img src=x onerror=zz()>",
    "<img src=x onerror=zz()//",
    '"><img src=x onerror=zz()>',
    "'><img src=x onerror=zz()>",
    '" onmouseover="zz()" x="',
    "' onfocus='zz()' autofocus x='",
    "` onclick=zz() `",
    "<svg onload=zz()>",
    "<svg><script>zz()</script></svg>",
    "<svg><animate onbegin=zz() attributeName=x dur=1s>",
    "<math><mtext><table><mglyph><style><img src=x onerror=zz()>",
    "<noscript><p title='</noscript><img src=x onerror=zz()>'>",
    "<form><button formaction=javascript:zz()>x",
    "<iframe srcdoc='<script>zz()</script>'></iframe>",
    "<iframe src=javascript:zz()></iframe>",
    "<object data=javascript:zz()></object>",
    "<embed src=javascript:zz()>",
    "<base href=//zz.example>",
    "<link rel=stylesheet href=//zz.example>",
    "<meta http-equiv=refresh content='0;url=javascript:zz()'>",
    "<body onload=zz()>",
    "<details open ontoggle=zz()>",
    "<video><source onerror=zz()></video>",
    "<a href=javascript:zz()>x</a>",
    "<a href='jav&#x09;ascript:zz()'>x</a>",
    "[x](javascript:zz())",
    "![x](x){onerror=zz()}",
    "{{ zz }}{% zz %}${zz()}",
    "&lt;script&gt;zz()&lt;/script&gt;",
    "\u202e<script>zz()</script>",
    "\uff1cscript\uff1ezz()\uff1c/script\uff1e",
]
BARRED = {"iframe", "object", "embed", "base", "applet", "math", "frame", "style"}
# The mark as it stands in all of them; a signed address holds any two letters by chance.
MARK = re.compile(r"zz(?=[(.%` }])")
LEADS = {"href", "src", "action", "formaction", "data", "xlink:href", "poster", "srcdoc"}


# Takes no markup inside, so that no name can stand alone in it.
BARE = {"title", "option", "textarea"}
VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


class Page(HTMLParser):
    """What of a page could run, or leads where somebody's words want; and the words whose own
    writing direction reaches the line around them (B15)."""

    def __init__(self) -> None:
        super().__init__()
        self.wrong: list[str] = []
        self.loose: list[str] = []
        self.open: list[tuple[str, bool]] = []
        self.in_script = False
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        self.in_script = tag == "script"
        if tag not in VOID:
            alone = tag == "bdi" or tag in BARE or (tag != "html" and "dir" in said)
            self.open.append((tag, alone))
        own = "zz" in " ".join([tag, *said])
        runs = [name for name in said if name.startswith("on") or name == "style"]
        marked = [name for name, value in said.items() if MARK.search(value)]
        leads = [name for name in LEADS & {*marked} if "://" not in said[name][:9]]
        foreign = tag in ("script", "link") and marked
        if own or runs or leads or foreign or tag in BARRED:
            self.wrong.append(f"<{tag} {said}>"[:200])

    def handle_endtag(self, tag: str) -> None:
        self.in_script = False
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        self.words += data
        loose = "zz" in re.sub("\u2068[^\u2069]*\u2069", "", data)
        if loose and not any(alone for _tag, alone in self.open):
            inside = " ".join(tag for tag, _alone in self.open[-4:])
            self.loose.append(f"{inside}: {' '.join(data.split())[:120]}")
        if self.in_script and "zz" in data:
            self.wrong.append(f"script: {data[:200]}")


def test_code_that_is_not_made_words_is_found() -> None:
    found = 0
    for code in CODE:
        page = Page()
        page.feed(f"<p>{code}</p>")
        page.close()
        found += bool(page.wrong)
    # The others are code to other readers than a browser, or in attributes.
    assert found > 25
    assert all(MARK.search(code) for code in CODE)


@pytest.mark.parametrize(
    ("to", "is_wrong"),
    [("javascript:zz()", True), ("//zz.example", True), ("/ar/mail/pause/7.all:Xvzzt/", False)],
)
def test_address_out_of_peoples_words_is_found(to: str, is_wrong: bool) -> None:
    page = Page()
    page.feed(f'<a href="{to}">x</a>')
    assert bool(page.wrong) is is_wrong


def planted(world: World) -> None:
    """Every free text of a report, and every name, is hostile; long ones hold all forty."""
    every = "\n".join(CODE)
    ProgressEntry.internal.update(
        narrative=every, obstacles=every, next_steps=every, status_reason=every[:1000]
    )
    for place, row in enumerate(Evidence.internal.all()):
        words = CODE[place % len(CODE)]
        Evidence.internal.filter(pk=row.pk).update(
            title=words, issued_by=words, relevance=every[:500], page_pin=words[:40]
        )
    BudgetLine.internal.update(title=CODE[11], body=CODE[9])
    Plan.internal.update(title=CODE[10], english_title=CODE[15], lead_institution=CODE[12])
    Action.internal.update(text=every[:600])
    Indicator.internal.update(text=CODE[10], unit=CODE[12], source=CODE[14])
    Invitation.objects.unscoped().update(name=CODE[10], title=CODE[12])
    ApiToken.objects.update(label=CODE[11][:80])
    CivilSocietyView.objects.unscoped().update(text=every)
    HandOver.objects.unscoped().update(note=every[:1000])
    ReviewComment.internal.update(text=every[:2000], answer=every[:2000])
    report = world.report
    report.message = every[:2000]
    type(report).internal.filter(pk=report.pk).update(message=report.message)
    member = report.member
    member.name, member.names = CODE[13], {}
    member.save()
    for place, actor in enumerate(world.people.values()):
        actor.user.name = CODE[place % len(CODE)]
        actor.user.save()
        assert actor.seat is not None
        actor.seat.title = CODE[(place + 7) % len(CODE)]
        actor.seat.save()


def pages(world: World, at: str) -> Iterator[tuple[str, str]]:
    for row in ROWS:
        if row.at == at and row.method == "GET" and not row.route.startswith("api:"):
            roles = [role for role in ROLES if row.answers[role] == 200]
            for role in roles if PROOF else roles[:2]:
                with transaction.atomic():
                    answer = client_of(world, role).get(address(row, world))
                    said = b"".join(answer) if answer.streaming else answer.content
                    transaction.set_rollback(True)
                if "html" in answer["Content-Type"]:
                    yield f"{row} as {role}", said.decode()


@pytest.mark.parametrize("at", ["draft", "submitted", "published"] if PROOF else ["published"])
def test_words_of_people_stay_words_on_every_page(at: str) -> None:
    world = World(at)
    # What an address names is made first, and is hostile as well.
    for row in ROWS:
        if row.at == at and row.method == "GET":
            address(row, world)
    planted(world)
    wrong, loose, shown = [], [], 0
    for name, said in pages(world, at):
        page = Page()
        page.feed(said)
        page.close()
        shown += "zz" in page.words
        wrong += [f"{name}: {one}" for one in page.wrong]
        # The operators' admin prints a row's own name as Django does.
        loose += [f"{name}: {one}" for one in page.loose if not name.startswith("GET-admin:")]
    assert wrong == []
    assert loose == []
    assert shown > 0


def test_hostile_name_makes_no_header_and_no_code_in_a_mail(mailoutbox: list[Any]) -> None:
    world = World("submitted")
    person = world.people["focal_point"].user
    person.name = "Amina\r\nBcc: evil@zz.example\n\n<script>zz()</script>"
    person.save()
    world.report.member.name = "Kenya\r\nBcc: evil@zz.example"
    world.report.member.save()
    outbox.enqueue_receipt(world.report)
    dispatch()
    assert mailoutbox
    for mail in mailoutbox:
        message = mail.message()
        assert message["Bcc"] is None
        assert "zz.example" not in " ".join([*mail.to, *mail.cc, *mail.bcc])
        assert len(message.get_all("Subject")) == 1
        assert "\n" not in message["Subject"]
        for content, _kind in mail.alternatives:
            page = Page()
            page.feed(content)
            assert [one for one in page.wrong if "style" not in one] == []


@pytest.mark.parametrize(
    "words",
    ["a\r\nINFO forged", "a\x1b[2J", "a\nb", "a\x00b", "a\u2028b", "a\x85b", "\x9b31m"],
    ids=repr,
)
def test_log_line_stays_one_line_without_control_characters(words: str) -> None:
    handler = logging.getLogger().handlers
    formatters = {h.formatter for h in handler if type(h) is logging.StreamHandler and h.formatter}
    assert formatters
    record = logging.LogRecord("x", logging.WARNING, "x", 1, "Not found: %s", (words,), None)
    for formatter in formatters:
        line = formatter.format(record)
        assert not [c for c in line if not c.isprintable()], line
        assert "Not found: a" in line or "31m" in line


EVIL = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "file:///etc/passwd",
    "ftp://law.example/a",
    "vbscript:a",
    "//evil.example/a",
    "/\\evil.example",
    "http:///etc",
    "https://",
    "http://law.example\r\nHost: evil",
    "http://law.example/\x00",
    " ",
    "http://exa mple.org",
    "gopher://127.0.0.1",
)


@pytest.mark.parametrize("url", EVIL)
def test_web_address_that_is_none_is_refused(url: str, amina: Any) -> None:
    entry = factories.answer(factories.make_report("KEN"), "2022-08", "not_started")
    facts = {"entries": [str(entry.public_id)], "form": "link", "kind": "other"}
    facts |= {"title": "Act", "language": "en", "url": url}
    assert Api(amina).post("evidence/", facts).status_code == 400
    assert not Evidence.internal.exists()


FETCHERS = {"requests", "httpx", "aiohttp", "urllib3", "http.client", "urllib.request", "ftplib"}


def test_server_fetches_no_address_whatever_it_leads_to() -> None:
    """Links to this machine, to others inside, or to ten gigabytes do no harm: nobody follows."""
    found = set()
    for package in ("tracker", "accounts", "recommendations"):
        for file in (Path(settings.BASE_DIR) / package).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text())):
                named = [a.name for a in node.names] if isinstance(node, ast.Import) else []
                if isinstance(node, ast.ImportFrom):
                    named = [f"{node.module}", *(f"{node.module}.{a.name}" for a in node.names)]
                found |= {(file.name, name) for name in named if name in FETCHERS}
    assert found == set()


HOSTS = ("evil.example", "evil.example:80", "testserver@evil.example", "testserver.evil.example")
STARTS = (
    *("//", "///", "////", "\\\\", "\\/\\/", "/\\", "/\\/", "\\/", "https:", "https:/", "https://"),
    *("http:", "http://", "HTTPS://", "ftp://", "javascript://", "data://", "%09//", "%0a//"),
    *("%0d%0a//", "%20//", "%00//", "/%09/", "/%5c", "%2f%2f", "//%09", "https:%09//", "/%2e%2e//"),
    *("\u3000//", "/\u200b/", "///\\;@", "//\u3002", ".//", "/.//", "..//", "//;@", "https:\\\\"),
    *("/en/../..//", "@", "//@", "/@//", "https:///", "https:////", "\u2044\u2044", "\uff0f\uff0f"),
)


def targets() -> list[str]:
    """Addresses that a browser might take for another site's, as they stand in an address."""
    made = [quote(s, safe="%/:\\@;.") + host for s, host in product(STARTS, HOSTS)]
    return made + [quote(s, safe="") + host for s, host in product(STARTS, HOSTS)]


def test_next_leads_nowhere_else(amina: Any) -> None:
    assert len(targets()) >= 300
    client = Client()
    client.force_login(amina.user)
    wrong = []
    for target in targets():
        for answer in (
            client.get(f"/en/login/?next={target}"),
            client.post("/en/seat/", f"next={target}", "application/x-www-form-urlencoded"),
        ):
            if answer.status_code == 302 and is_elsewhere(answer["Location"]):
                wrong.append(f"{target}: {answer['Location']}")
    assert wrong == []
    amina.user.set_password(factories.PASSWORD)
    amina.user.save()
    said = {"login": amina.user.email, "password": factories.PASSWORD, "next": "//evil.example"}
    assert Client().post("/en/login/", said)["Location"] == "/en/work/"


def is_elsewhere(location: str) -> bool:
    """Where a browser goes: it strips control characters and reads a backslash as a slash."""
    read = "".join(c for c in location if c > " ").replace("\\", "/")
    return urlsplit(urljoin("http://testserver/en/login/", read)).netloc != "testserver"
