"""The door for gunicorn."""

import gc
import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from tracker.bodies import measured
from tracker.statements import end_after

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")

application = measured(get_wsgi_application())
end_after(settings.WEB_STATEMENT_SECONDS)

# What was loaded to begin with is no garbage: the collector need not walk through it every time.
gc.collect()
gc.freeze()
