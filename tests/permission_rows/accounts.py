"""The way in and out: the same for every role, since nothing here knows a seat yet."""

from __future__ import annotations

from tests.permission_table import Row, World, everybody, who

NEW = "a passphrase nobody guesses"


def link(world: World) -> dict[str, str]:
    return {"uidb36": "1", "key": "nothing"}


ROWS = [
    Row("account_login", "GET", who(302, s200="public")),
    Row(
        "account_login",
        "POST",
        who(302, s200="public"),
        body=lambda w: {"login": w.people["viewer"].user.email, "password": "wrong"},
    ),
    Row("account_logout", "GET", who(200, s302="public")),
    Row("account_logout", "POST", everybody(302)),
    Row("account_inactive", "GET", everybody(200)),
    Row("account_inactive", "POST", everybody(405)),
    Row("account_signup", "GET", who(302, s200="public")),
    Row(
        "account_signup",
        "POST",
        who(302, s200="public"),
        body=lambda w: {"email": "eve@else.example", "password1": NEW},
    ),
    Row("account_reset_password", "GET", everybody(200)),
    Row(
        "account_reset_password",
        "POST",
        everybody(302),
        body=lambda w: {"email": w.people["viewer"].user.email},
    ),
    Row("account_reset_password_done", "GET", everybody(200)),
    Row("account_reset_password_done", "POST", everybody(405)),
    Row("account_reset_password_from_key", "GET", everybody(200), args=link),
    Row(
        "account_reset_password_from_key",
        "POST",
        everybody(200),
        args=link,
        body=lambda w: {"password1": NEW, "password2": NEW},
    ),
    Row("account_reset_password_from_key_done", "GET", everybody(200)),
    Row("account_reset_password_from_key_done", "POST", everybody(405)),
    # Django's form views answer PUT as they answer POST; its body is not read as a form.
    Row("account_login", "PUT", who(302, s200="public")),
    Row("account_logout", "PUT", everybody(405)),
    Row("account_signup", "PUT", who(302, s200="public")),
    Row("account_reset_password", "PUT", everybody(200)),
    Row("account_reset_password_from_key", "PUT", everybody(200), args=link),
]
