"""The tracker: the work, and the wiring of all packages.

The import binds `shared_task` to our broker; without it tasks go silently to localhost.
"""

from .celery import app as celery_app

__all__ = ["celery_app"]
