"""A production start that is set up for one machine is refused, with the remedy."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.core.checks import run_checks
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection

from accounts.models import User
from tests import factories
from tracker import checks
from tracker.env import DEFAULT_SECRET

FOLD = "0001_everything_so_far"
GOOD_SECRET = "s" * checks.LEAST_SECRET


@pytest.fixture
def deployed(settings: Any, db: None) -> Any:
    """An installation as it should be."""
    settings.SECRET_KEY = GOOD_SECRET
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.PUBLIC_BASE_URL = "https://tracker.un.test"
    settings.IS_LOCAL, settings.USE_HTTPS, settings.DEBUG = False, True, False
    settings.PROXIES = 1
    return settings


def found() -> set[str]:
    return {message.id for check in checks.DEPLOYMENT_CHECKS for message in check(None)}


def test_sound_deployment_passes(deployed: Any) -> None:
    factories.make_user("head@ministry.test")
    assert found() == set()


@pytest.mark.parametrize(
    ("name", "value", "error"),
    [
        ("SECRET_KEY", DEFAULT_SECRET, "tracker.E001"),
        ("SECRET_KEY", "short", "tracker.E001"),
        ("EMAIL_BACKEND", checks.FILE_MAIL, "tracker.E002"),
        ("IS_LOCAL", True, "tracker.E005"),
        ("USE_HTTPS", False, "tracker.E006"),
        ("DEBUG", True, "tracker.E007"),
        ("PROXIES", 0, "tracker.E010"),
    ],
)
def test_setting_for_one_machine_is_refused(
    deployed: Any, name: str, value: object, error: str
) -> None:
    setattr(deployed, name, value)
    assert found() == {error}


def test_demonstration_account_is_refused_until_it_is_closed(deployed: Any) -> None:
    user = factories.make_user("focalpoint@kenya.example")
    assert found() == {"tracker.E003"}
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert found() == set()


def test_database_without_tables_is_refused(deployed: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE accounts_user RENAME TO gone")
    assert [message.id for message in checks.check_demo(None)] == ["tracker.E004"]


def test_every_refusal_names_its_remedy(deployed: Any) -> None:
    deployed.SECRET_KEY, deployed.EMAIL_BACKEND = DEFAULT_SECRET, checks.FILE_MAIL
    deployed.USE_HTTPS, deployed.DEBUG = False, True
    factories.make_user("focalpoint@kenya.example")
    hints = [message.hint for check in checks.DEPLOYMENT_CHECKS for message in check(None)]
    assert len(hints) == 5
    assert all(hints)


def test_command_fails_with_the_sentence(deployed: Any) -> None:
    deployed.EMAIL_BACKEND = checks.FILE_MAIL
    with pytest.raises(SystemCheckError, match="nobody receives it") as refusal:
        call_command("check", "--deploy", "--tag", "tracker", stderr=StringIO())
    assert "EMAIL_URL" in str(refusal.value)


def test_newcomers_start_is_not_checked(deployed: Any) -> None:
    deployed.EMAIL_BACKEND, deployed.IS_LOCAL = checks.FILE_MAIL, True
    assert [m for m in run_checks() if m.id and m.id.startswith("tracker.")] == []
    found_on_deployment = run_checks(include_deployment_checks=True)
    assert {"tracker.E002", "tracker.E005"} <= {message.id for message in found_on_deployment}


def forget(*names: str, app: str = "tracker") -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM django_migrations WHERE app = %s AND name = ANY(%s)", [app, list(names)]
        )


def test_database_with_every_step_that_was_folded_has_nothing_to_do(db: None) -> None:
    """Built before the fold, it holds the names of the steps and not that of the fold."""
    for app in ("accounts", "tracker"):
        forget(FOLD, app=app)
    out = StringIO()
    call_command("migrate", skip_checks=False, stdout=out)
    assert "No migrations to apply." in out.getvalue()


@pytest.mark.parametrize(
    ("app", "step"),
    [("tracker", "0041_rounds_sent_so_far"), ("accounts", "0021_history_of_people")],
)
def test_database_that_stopped_between_folded_steps_is_refused(
    db: None, app: str, step: str
) -> None:
    forget(FOLD, step, app=app)
    with pytest.raises(SystemCheckError, match=rf"lacks: {app}\.{step}\.") as refused:
        call_command("migrate", skip_checks=False, stdout=StringIO())
    assert "git checkout" in str(refused.value)


def test_database_without_tables_is_not_refused(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE django_migrations")
    assert checks.check_steps(None, databases=["default"]) == []
