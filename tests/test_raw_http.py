"""What only a socket can say to the web server (reliability H2, H3, H7): the real gunicorn, once as
on a newcomer's machine, once as behind a proxy that speaks https."""

from __future__ import annotations

import socket
import subprocess
from collections.abc import Callable, Iterator
from http.client import HTTPMessage, parse_headers
from io import BytesIO
from pathlib import Path

import pytest
import redis

from accounts.domain import tokens
from tests import factories
from tests.mailsink import free_port
from tests.workers import Processes, database_url, own_number, redis_url, wait_until

pytestmark = pytest.mark.django_db(transaction=True)

HTTPS = {"PUBLIC_BASE_URL": "https://tracker.example.org", "ALLOWED_HOSTS": "tracker.example.org"}
# Flags by name of cookie; the names behind https bind them to this host (ASVS 3.3).
COOKIES = {
    "http": {"session": {"HttpOnly", "SameSite=Lax"}, "csrf": {"HttpOnly", "SameSite=Lax"}},
    "https": {
        "__Host-session": {"HttpOnly", "SameSite=Lax", "Secure"},
        "__Host-csrf": {"HttpOnly", "SameSite=Lax", "Secure"},
    },
}


class Server(Processes):
    """gunicorn on a port of its own."""

    def __init__(self, folder: Path, **env: str) -> None:
        self.port = free_port()
        super().__init__(folder, PORT=str(self.port), **env)

    def web(self) -> subprocess.Popen[bytes]:
        words = ["--bind", f"127.0.0.1:{self.port}", "--workers", "1", "--no-control-socket"]
        return self._run("-m", "gunicorn", "tracker.wsgi", *words)

    def is_up(self) -> bool:
        try:
            return bool(self.ask("GET /healthz HTTP/1.1", "Host: 127.0.0.1"))
        except OSError:
            return False

    def ask(self, *lines: str, body: str = "") -> tuple[int, HTTPMessage, bytes]:
        """Sends these lines as they are."""
        if body:
            lines = (*lines, f"Content-Length: {len(body)}")
        with socket.create_connection(("127.0.0.1", self.port), timeout=30) as door:
            said = "\r\n".join([*lines, "Connection: close", "", body])
            door.sendall(said.encode("latin-1"))
            answer = b"".join(iter(lambda: door.recv(65536), b""))
        status, _line, rest = answer.partition(b"\r\n")
        stream = BytesIO(rest)
        return int(status.split()[1]), parse_headers(stream), stream.read()


@pytest.fixture
def serve(tmp_path: Path, worker_id: str) -> Iterator[Callable[..., Server]]:
    running: list[Server] = []
    address = redis_url(own_number(worker_id, 60))
    # Nobody has been counted yet.
    with redis.Redis.from_url(address) as counts:
        counts.flushdb()

    def start(**env: str) -> Server:
        server = Server(
            tmp_path,
            DATABASE_URL=database_url(),
            REDIS_URL=address,
            DATA_DIR=str(tmp_path),
            THROTTLE_ANONYMOUS="3/day",
            **env,
        )
        running.append(server)
        server.web()
        wait_until(server.is_up)
        return server

    yield start
    for server in running:
        server.__exit__()


def test_hosts_that_are_not_ours_and_odd_ones(serve):
    server = serve()
    wrong = {}
    for host in ("evil.example", "127.0.0.1:99999999", "127.0.0.1@evil.example", "127.0.0.1/evil"):
        status, headers, body = server.ask("GET /en/login/ HTTP/1.1", f"Host: {host}")
        echoed = b"evil.example" in body or b"99999999" in body or "evil" in str(headers)
        if (status != 400 and host != "127.0.0.1:99999999") or echoed:
            wrong[host] = status
    assert wrong == {}
    twice = server.ask("GET /en/login/ HTTP/1.1", "Host: 127.0.0.1", "Host: evil.example")
    assert twice[0] == 400
    absolute = server.ask("GET http://evil.example/en/login/ HTTP/1.1", "Host: 127.0.0.1")
    assert b"evil.example" not in absolute[2]
    forwarded = server.ask(
        "GET /api/v1/members/?page_size=1 HTTP/1.1",
        "Host: 127.0.0.1:99999999",
        "X-Forwarded-Host: evil.example",
    )
    assert forwarded[0] == 200
    assert f'"next":"http://127.0.0.1:{server.port}/'.encode() in forwarded[2].replace(b" ", b"")


def test_forged_forwarding_evades_no_throttle_on_a_socket(serve):
    server = serve()

    def call(*headers: str) -> int:
        return server.ask("GET /api/v1/cycles/ HTTP/1.1", "Host: 127.0.0.1", *headers)[0]

    forged = [
        (
            f"X-Forwarded-For: 203.0.113.{n}",
            f"Forwarded: for=203.0.113.{n}",
            f"X-Real-IP: 10.0.0.{n}",
        )
        for n in range(5)
    ]
    assert [call(*headers) for headers in forged] == [200, 200, 200, 429, 429]


def test_each_caller_behind_our_proxy_has_a_count_of_their_own(serve):
    server = serve(PROXIES="1")

    def call(noted: str) -> int:
        headers = ("Host: 127.0.0.1", f"X-Forwarded-For: {noted}")
        return server.ask("GET /api/v1/cycles/ HTTP/1.1", *headers)[0]

    forged = [call(f"203.0.113.{n}, 198.51.100.7") for n in range(4)]
    assert forged == [200, 200, 200, 429]
    assert call("198.51.100.8") == 200


def test_two_if_match_headers_are_a_400_and_write_nothing(serve):
    entry = factories.answer(factories.make_report("KEN"))
    _token, key = tokens.issue(factories.make_seat("focal_point", "KEN"), "write")
    server = serve()
    status, headers, body = server.ask(
        f"PATCH /api/v1/entries/{entry.public_id}/ HTTP/1.1",
        *("Host: 127.0.0.1", f"Authorization: Token {key}", "Content-Type: application/json"),
        *('If-Match: "1"', 'If-Match: "2"'),
        body='{"narrative": "New words."}',
    )
    assert (status, headers["Content-Type"]) == (400, "application/problem+json"), body
    assert factories.entry_of(entry.report).version == 1


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_cookies_have_these_names_and_flags_and_no_others(serve, scheme):
    user = factories.make_seat("focal_point", "KEN").user
    user.set_password(factories.PASSWORD)
    user.save()
    server = serve(**(HTTPS | {"PROXIES": "1"} if scheme == "https" else {}))
    host = "tracker.example.org" if scheme == "https" else "127.0.0.1"
    origin = f"https://{host}" if scheme == "https" else f"http://127.0.0.1:{server.port}"
    common = (f"Host: {host}", f"X-Forwarded-Proto: {scheme}", "X-Forwarded-For: 198.51.100.9")
    _status, headers, page = server.ask("GET /en/login/ HTTP/1.1", *common)
    given = headers.get_all("Set-Cookie") or []
    token = given[0].split(";")[0].partition("=")[2]
    status, headers, page = server.ask(
        "POST /en/login/ HTTP/1.1",
        *common,
        f"Cookie: {given[0].split(';')[0]}",
        f"Origin: {origin}",
        "Content-Type: application/x-www-form-urlencoded",
        body=f"csrfmiddlewaretoken={token}&login={user.email}&password="
        + factories.PASSWORD.replace(" ", "+"),
    )
    assert status == 302, page
    given += headers.get_all("Set-Cookie") or []
    found: dict[str, set[str]] = {}
    for cookie in given:
        pair, *flags = [part.strip() for part in cookie.split(";")]
        said = {flag for flag in flags if not flag.lower().startswith(("expires", "max-age"))}
        # Bound to this host, for all its paths.
        assert "Path=/" in said
        assert not [flag for flag in said if flag.lower().startswith("domain")]
        found[pair.partition("=")[0]] = said - {"Path=/"}
    assert found == COOKIES[scheme]


def test_plain_request_behind_https_is_sent_to_our_address_and_nowhere_else(serve):
    server = serve(**HTTPS, PROXIES="1")
    asked = server.ask("GET /en/ HTTP/1.1", "Host: tracker.example.org", "X-Forwarded-Proto: http")
    assert (asked[0], asked[1]["Location"]) == (301, "https://tracker.example.org/en/")
    evil = server.ask("GET /en/ HTTP/1.1", "Host: evil.example", "X-Forwarded-Proto: http")
    assert (evil[0], evil[1]["Location"]) == (400, None)


# A null, bytes that are no UTF-8, half a surrogate, a command to a terminal, a null in disguise.
NO_TEXT = ("\x00", "\xff\xfe", "\xed\xa0\x80", "a\x1b[2J", "\xc0\x80")
BY_PAGE = (
    "User-Agent Accept-Language Referer Cookie Content-Type X-Request-ID Sec-Fetch-Site".split()
)
BY_API = "Authorization If-Match Idempotency-Key Accept Content-Type".split()


def test_bytes_that_are_no_text_in_headers_and_cookies_are_refused_or_passed_over(serve):
    """B2 of reliability, by the doors that the test client keeps shut."""
    server = serve()
    wrong = {}
    for words in NO_TEXT:
        asked = [("GET /en/login/", f"{name}: {words}") for name in BY_PAGE]
        asked += [("GET /api/v1/reports/", f"{name}: Token {words}") for name in BY_API]
        asked += [
            ("GET /en/", f"Cookie: {name}={words}") for name in ("session", "csrf", "language")
        ]
        asked += [("GET /en/matrix/?cycle=" + words.replace(" ", ""), "Accept: text/html")]
        for target, header in asked:
            status, _headers, body = server.ask(f"{target} HTTP/1.1", "Host: 127.0.0.1", header)
            if status >= 500 or b"Traceback" in body:
                wrong[f"{target} {header!r}"] = status
    assert wrong == {}
    assert server.ask("GET /en/ HTTP/1.1", "Host: 127.0.0.1")[0] == 200
