"""The pages behind the links of a mail, for who need not sign in: stop a topic, pause. Opening them
changes nothing, since programs that look through mails open links too."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.actor import Actor
from tracker.domain import mail_preferences
from tracker.enums import MailFrequency, Topic
from tracker.mail_links import pauser_from, stop_from
from tracker.queries.mail import chosen_by, pause_of
from tracker.web.limits import is_in_time
from tracker.web.views import errors

READS_AND_POSTS = require_http_methods(["GET", "HEAD", "POST"])


@csrf_exempt
@READS_AND_POSTS
def stop(request: HttpRequest, key: str) -> HttpResponse:
    """GET: a button. POST: stops the topic at once, from the page or in one click of a mail program
    (RFC 8058), which sends no cookie and follows no redirect: the signed key is the proof."""
    if not is_in_time(request, "mail_link"):
        return errors.too_many_requests(request)
    found = stop_from(key)
    if found is None:
        return _dead(request)
    if request.method == "POST":
        off = {found.topic.value: MailFrequency.OFF.value}
        mail_preferences.choose(Actor(user=found.user), found.user, off)
    chosen = chosen_by(found.user)
    topics = [
        (topic.label, MailFrequency(chosen.get(topic, MailFrequency.NOW)).label) for topic in Topic
    ]
    is_off = chosen.get(found.topic) == MailFrequency.OFF
    named = {"topic": found.topic.label, "is_off": is_off, "topics": topics}
    return _unkept(render(request, "settings/stop.html", named))


@READS_AND_POSTS
def pause(request: HttpRequest, key: str) -> HttpResponse:
    """GET: buttons for 1, 2 and 4 weeks, or the end of a pause that stands. POST: what they say."""
    if not is_in_time(request, "mail_link"):
        return errors.too_many_requests(request)
    user = pauser_from(key)
    if user is None:
        return _dead(request)
    problem = ""
    if request.method == "POST":
        said = request.POST.get("weeks", "")
        try:
            if request.POST.get("then") == "resume":
                mail_preferences.resume(Actor(user=user), user)
            else:
                weeks = int(said) if said.isascii() and said.isdecimal() and len(said) < 3 else 0
                mail_preferences.pause(Actor(user=user), user, weeks)
            return _unkept(redirect(request.path))
        except ValidationError as error:
            problem = error.messages[0]
    named = {
        "pause": pause_of(user),
        "weeks": mail_preferences.WEEKS,
        "problem": problem,
        "has_errors": bool(problem),
    }
    return _unkept(render(request, "settings/pause.html", named, status=400 if problem else 200))


def _dead(request: HttpRequest) -> HttpResponse:
    """A new address, a closed account, never ours: one page, so that nobody learns which."""
    return _unkept(render(request, "settings/dead.html", {"has_errors": True}, status=410))


def _unkept(response: HttpResponse) -> HttpResponse:
    patch_cache_control(response, private=True, no_store=True)
    response["X-Robots-Tag"] = "noindex"
    return response
