"""The door for gunicorn."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from tracker.bodies import measured
from tracker.statements import end_after

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")

application = measured(get_wsgi_application())
end_after(settings.WEB_STATEMENT_SECONDS)
