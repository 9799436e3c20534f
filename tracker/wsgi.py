"""The door for gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

from tracker.bodies import measured

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")

application = measured(get_wsgi_application())
