"""The door for an asynchronous server."""

import os

from django.conf import settings
from django.core.asgi import get_asgi_application

from tracker.statements import end_after

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")

application = get_asgi_application()
end_after(settings.WEB_STATEMENT_SECONDS)
