"""The days of a person's seats, as a file and as a secret address for calendar programs."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import override
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_safe

from accounts.actor import Actor
from tracker import ics
from tracker.domain.calendar_feeds import owner_of
from tracker.queries.calendar_dates import dates_of_person
from tracker.web.doors import actor_of, working
from tracker.web.limits import is_in_time
from tracker.web.views import errors


@require_safe
@sensitive_variables("secret")
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """What a calendar program fetches, without signing in. An address that nobody made, that was
    revoked or whose account is closed does not exist."""
    if not is_in_time(request, "calendar_feed"):
        return errors.too_many_requests(request)
    user = owner_of(secret)
    if user is None:
        raise Http404
    language = user.language if user.language in dict(settings.LANGUAGES) else "en"
    with override(language):
        return _file(Actor(user=user))


@working
@require_safe
def download(request: HttpRequest) -> HttpResponse:
    return _file(actor_of(request))


def _file(actor: Actor) -> HttpResponse:
    now = timezone.now()
    body = ics.written(dates_of_person(actor, now.date()), now)
    response = HttpResponse(body, content_type=ics.CONTENT_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{ics.FILE_NAME}"'
    response["X-Robots-Tag"] = "noindex"
    patch_cache_control(response, private=True, no_store=True)
    return response
