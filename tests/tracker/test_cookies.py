"""What the cookies of an installation for others promise (and those of one machine cannot)."""

from __future__ import annotations

import json

import pytest

from tests.tracker.test_env import manage

READ = """
import json
from django.http import HttpResponse
from django.test import RequestFactory
from django.conf import settings
from django.middleware.csrf import CsrfViewMiddleware, get_token
from django.contrib.sessions.middleware import SessionMiddleware
from django.contrib.sessions.backends.signed_cookies import SessionStore

def page(request):
    request.session["x"] = 1
    get_token(request)
    return HttpResponse()

settings.SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
request = RequestFactory().get("/", secure=True)
inner = CsrfViewMiddleware(page)
cookies = SessionMiddleware(inner)(request).cookies
print(json.dumps({name: dict(morsel) for name, morsel in cookies.items()}))
"""


def cookies(address: str) -> dict[str, dict]:
    ran = manage("shell", "--no-imports", "-c", READ, PUBLIC_BASE_URL=address)
    return json.loads(ran.stdout)


# Name, Secure, HttpOnly, SameSite, Domain, Path.
TABLE = [
    ("https://tracker.example.org", "__Host-session", True, True, "Lax"),
    ("https://tracker.example.org", "__Host-csrf", True, True, "Lax"),
    ("http://127.0.0.1:8000", "session", "", True, "Lax"),
    ("http://127.0.0.1:8000", "csrf", "", True, "Lax"),
]


@pytest.mark.parametrize(("address", "name", "secure", "http_only", "same_site"), TABLE)
def test_cookie_is_as_in_the_table(address, name, secure, http_only, same_site) -> None:
    found = cookies(address)
    assert len(found) == 2
    morsel = found[name]
    assert (morsel["secure"], bool(morsel["httponly"])) == (secure, http_only)
    assert (morsel["samesite"], morsel["domain"], morsel["path"]) == (same_site, "", "/")
