"""What tests of the working pages share: a browser without a browser."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.actor import Actor

CODE = "2022-08"


def as_person(actor: Actor) -> Client:
    client = Client()
    client.force_login(actor.user)
    return client


def entry_page(code: str = CODE, cycle: str = "2026") -> str:
    return reverse("tracker:entry", args=[cycle, code])


def review_page(code: str = "", member: str = "KEN", cycle: str = "2026") -> str:
    url = reverse("tracker:review-detail", args=[member, cycle])
    return f"{url}?answer={code}" if code else url


def controls(client: Client, code: str = CODE) -> dict[str, str]:
    """What a browser would send back from the form of the record page, untouched."""
    response = client.get(entry_page(code))
    assert response.status_code == 200, response.content.decode()
    return typed(response)


def typed(response: Any) -> dict[str, str]:
    """The controls of the record page in a response, as a browser would post them."""
    data: dict[str, str] = {}
    for form in response.context["answer"].forms:
        for bound in form:
            value = bound.value()
            if bound.name in ("start", "end", "planned_on"):
                data |= date_boxes(bound, value)
            elif value is True or value == "on":
                data[bound.html_name] = "on"
            elif value not in (None, False):
                data[bound.html_name] = str(value)
    return data


def date_boxes(bound: Any, value: Any) -> dict[str, str]:
    parts = value if isinstance(value, list) else bound.field.widget.decompress(value)
    names = ("day", "month", "year")
    return {f"{bound.html_name}_{n}": str(p or "") for n, p in zip(names, parts, strict=True)}


def text(response: HttpResponse) -> str:
    return response.content.decode()


def move(client: Client, report: Any, action: str, **said: str) -> Any:
    """The member presses a button of the workflow."""
    report.refresh_from_db()
    url = reverse("tracker:report-move", args=[report.cycle.code])
    return client.post(url, {"action": action, "version": report.version, **said})


def decide(client: Client, report: Any, action: str, **said: str) -> Any:
    """The reviewer presses a button of the workflow."""
    report.refresh_from_db()
    url = reverse("tracker:review-move", args=[report.member.code, report.cycle.code])
    return client.post(url, {"action": action, "version": report.version, **said})


def in_days(days: int, name: str = "due_on") -> dict[str, str]:
    """A day ahead, as three boxes."""
    import datetime as dt

    day = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=days)
    return {
        f"{name}_day": str(day.day),
        f"{name}_month": str(day.month),
        f"{name}_year": str(day.year),
    }
