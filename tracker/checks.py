"""What `check --deploy` refuses: an installation for others that is set up for one machine. What
`migrate` refuses: a database that stopped between steps which are one since."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.db import Error as DatabaseError
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _

from accounts.models import User
from tracker.env import DEFAULT_SECRET

FILE_MAIL = "tracker.mailfiles.EmailBackend"
LEAST_SECRET = 50
# Prints the commit before this one had its file.
BEFORE_THE_FOLD = (
    "git log --diff-filter=A --format=%H^ -- tracker/migrations/0001_everything_so_far.py"
)


def check_secret(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """The key that signs sessions and password links is nobody else's."""
    if settings.SECRET_KEY != DEFAULT_SECRET and len(settings.SECRET_KEY) >= LEAST_SECRET:
        return []
    return [
        Error(
            _("SECRET_KEY is the one of every fresh clone, or too short."),
            hint=_(
                "Set SECRET_KEY, or SECRET_KEY_FILE, to at least %(least)d random characters: "
                "python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"
            )
            % {"least": LEAST_SECRET},
            id="tracker.E001",
        )
    ]


def check_mail(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Mail leaves the machine."""
    if settings.EMAIL_BACKEND != FILE_MAIL:
        return []
    return [
        Error(
            _("Mail is written to files on this machine; nobody receives it."),
            hint=_("Set EMAIL_URL to smtp+tls://user:password@host:587."),
            id="tracker.E002",
        )
    ]


def check_demo(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """No account of the demonstration, whose password everybody knows, is open."""
    try:
        found = User.objects.filter(email__endswith=".example", is_active=True).exists()
    except DatabaseError:
        return [
            Error(
                _("The database cannot be asked whether it holds demonstration accounts."),
                hint=_("Set DATABASE_URL to a database that answers, and run migrate first."),
                id="tracker.E004",
            )
        ]
    if not found:
        return []
    return [
        Error(
            _("The database holds accounts of the demonstration. Their password is public."),
            hint=_("Begin with an empty database: set DATABASE_URL to another one and migrate it."),
            id="tracker.E003",
        )
    ]


def check_address(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Every link in mails and in the API leads to where others can follow it, over https, and
    errors show no code to them."""
    found: list[CheckMessage] = []
    if settings.IS_LOCAL:
        found.append(
            Error(
                _("PUBLIC_BASE_URL is %(address)s: links lead to the reader’s own machine.")
                % {"address": settings.PUBLIC_BASE_URL},
                hint=_(
                    "Set PUBLIC_BASE_URL to the address people use: https://tracker.example.org."
                ),
                id="tracker.E005",
            )
        )
    elif not settings.USE_HTTPS:
        found.append(
            Error(
                _("PUBLIC_BASE_URL begins with http: passwords would travel in the clear."),
                hint=_("Serve the tracker over https, and set PUBLIC_BASE_URL to that address."),
                id="tracker.E006",
            )
        )
    if settings.DEBUG and not settings.IS_LOCAL:
        found.append(
            Error(
                _("DEBUG is on, and %(address)s is open to others: errors would show secrets.")
                % {"address": settings.PUBLIC_BASE_URL},
                hint=_("Leave DEBUG out, or set it to false."),
                id="tracker.E007",
            )
        )
    return found


def check_proxies(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Behind the proxy that speaks https, callers are told apart by their own addresses."""
    if settings.PROXIES or settings.IS_LOCAL or not settings.USE_HTTPS:
        return []
    return [
        Error(
            _("PROXIES is 0: all callers are counted as one, and throttles hold up everybody."),
            hint=_("Set PROXIES to how many proxies of yours stand in front: mostly 1."),
            id="tracker.E010",
        )
    ]


DEPLOYMENT_CHECKS = (check_secret, check_mail, check_demo, check_address, check_proxies)


def steps_missing(alias: str) -> list[str]:
    """Of earlier migrations that were folded into one: those this database lacks, where it has
    others of them. Django would say nothing, or that a table is there already."""
    applied = MigrationRecorder(connections[alias]).applied_migrations().keys()
    folds = MigrationLoader(None).replacements.items()
    groups = [set(fold.replaces) for (app, _name), fold in folds if app in ("accounts", "tracker")]
    begun = [steps for steps in groups if steps & applied]
    return sorted(f"{app}.{name}" for steps in begun for app, name in steps - applied)


def check_steps(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Each database has all the steps that were folded into one, or none."""
    missing = [name for alias in databases or () for name in steps_missing(alias)]
    if not missing:
        return []
    return [
        Error(
            _("The database stopped at earlier migrations that are one today. It lacks: %(names)s.")
            % {"names": ", ".join(missing)},
            hint=_(
                "Run migrate once with the version before that: git checkout $(%(command)s). Then "
                "come back to this one."
            )
            % {"command": BEFORE_THE_FOLD},
            id="tracker.E011",
        )
    ]
