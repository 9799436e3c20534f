"""The way in and out: the same for every role, since nothing here knows a seat yet."""

from __future__ import annotations

from typing import Any

from accounts.models import SecondFactorReset
from tests.permission_table import Row, World, everybody, who
from tracker import mail_links
from tracker.enums import Topic

NEW = "a passphrase nobody guesses"


def link(world: World) -> dict[str, str]:
    return {"uidb36": "1", "key": "nothing"}


def reset(world: World) -> dict[str, Any]:
    """An open request for the focal point, by a second reviewer who is nobody in the table."""
    from tests import authenticators, factories
    from tracker.domain import second_factor

    user = world.people["focal_point"].user
    if (found := SecondFactorReset.objects.open().filter(user=user).first()) is None:
        authenticators.turn_on(user)
        found = second_factor.ask(factories.reviewer(), user, "Called back.")
    return {"public_id": found.public_id, "move": "confirm"}


def request(world: World) -> dict[str, str]:
    return {"email": world.people["viewer"].user.email, "reason": "Called back."}


def stop(world: World) -> dict[str, str]:
    return {"key": last_part(mail_links.stop_path(world.people["viewer"].user, "news"))}


def pause(world: World) -> dict[str, str]:
    return {"key": last_part(mail_links.pause_path(world.people["viewer"].user))}


def last_part(path: str) -> str:
    return path.rstrip("/").rsplit("/", 1)[1]


def switches(world: World) -> dict[str, str]:
    return {**dict.fromkeys(Topic.values, "weekly"), "language": "en", "time_zone": ""}


SIGN_IN = {"s302": "public"}
SECRETARIAT = "reviewer administrator"
# Nobody in the table has a password, so there is nothing to ask again before these.
OWN = ("mfa_activate_totp", "mfa_generate_recovery_codes", "tracker:email-change")

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
    Row("mfa_authenticate", "GET", everybody(302)),
    Row("mfa_authenticate", "POST", everybody(302)),
    *[Row("account_change_password", method, everybody(302)) for method in ("GET", "POST", "PUT")],
    *[Row(name, method, who(200, **SIGN_IN)) for name in OWN for method in ("GET", "POST")],
    *[Row(name, "PUT", who(200, **SIGN_IN)) for name in OWN if name.startswith("mfa_")],
    *[
        Row(name, method, who(403, **SIGN_IN))
        for name in ("account_reauthenticate", "mfa_reauthenticate")
        for method in ("GET", "POST", "PUT")
    ],
    *[Row("mfa_deactivate_totp", method, who(404, **SIGN_IN)) for method in ("GET", "POST", "PUT")],
    Row("mfa_view_recovery_codes", "GET", who(404, **SIGN_IN)),
    *[
        Row(name, method, who(200, **SIGN_IN))
        for name in ("tracker:account", "mfa_index")
        for method in ("GET", "POST")
    ],
    Row(
        "tracker:account",
        "POST",
        everybody(302),
        body=lambda w: {"name": "Somebody", "language": "en", "time_zone": ""},
        note="details",
    ),
    Row("tracker:codes-kept", "GET", who(200, **SIGN_IN)),
    Row("tracker:codes-kept", "POST", everybody(302), body=lambda w: {"kept": "on"}),
    Row("tracker:lost-codes", "GET", everybody(200)),
    Row("tracker:lost-codes", "POST", everybody(405)),
    Row("tracker:email-confirm", "GET", everybody(200), args=lambda w: {"key": "nothing"}),
    Row("tracker:email-confirm", "POST", everybody(200), args=lambda w: {"key": "nothing"}),
    Row("tracker:mail-settings", "GET", who(200, **SIGN_IN)),
    Row("tracker:mail-settings", "POST", everybody(302), body=switches),
    Row(
        "tracker:mail-settings",
        "POST",
        everybody(302),
        body=lambda w: {"then": "pause", "weeks": "2"},
        note="pause",
    ),
    # Who holds the link need not be anybody.
    Row("tracker:mail-stop", "GET", everybody(200), args=stop),
    Row("tracker:mail-stop", "POST", everybody(200), args=stop),
    Row("tracker:mail-pause", "GET", everybody(200), args=pause),
    Row("tracker:mail-pause", "POST", everybody(302), args=pause, body=lambda w: {"weeks": "1"}),
    Row("calendar-feed", "GET", everybody(404), args=lambda w: {"secret": "nothing"}),
    Row("calendar-feed", "POST", everybody(405), args=lambda w: {"secret": "nothing"}),
    Row("tracker:sessions-end", "GET", who(405, **SIGN_IN)),
    Row("tracker:sessions-end", "POST", everybody(302)),
    Row("tracker:session-end", "GET", who(405, **SIGN_IN), args=lambda w: {"pk": 1}),
    Row("tracker:session-end", "POST", who(404, **SIGN_IN), args=lambda w: {"pk": 1}),
    Row("tracker:second-factor-resets", "GET", who(403, s200=SECRETARIAT, **SIGN_IN)),
    Row("tracker:second-factor-resets", "POST", who(403, s200=SECRETARIAT, **SIGN_IN)),
    Row("tracker:second-factor-move", "GET", who(405, **SIGN_IN), args=reset),
    Row(
        "tracker:second-factor-move",
        "POST",
        who(403, s302=f"public {SECRETARIAT}"),
        args=reset,
    ),
]
