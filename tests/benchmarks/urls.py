from __future__ import annotations

from django.urls import include, path

from tracker import urls
from tracker.urls import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [path("", include("benchmarks.plain.urls")), *urls.urlpatterns]
