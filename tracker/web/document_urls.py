"""Documents that a worker makes."""

from django.urls import path

from .views import documents

urlpatterns = [
    path("export/documents/", documents.index, name="document-list"),
    path("export/documents/jobs/", documents.jobs, name="document-jobs"),
    path("export/documents/<uuid:public_id>/file/", documents.file, name="document-file"),
    path("export/documents/<uuid:public_id>/retry/", documents.retry, name="document-retry"),
    path("export/documents/<uuid:public_id>/remove/", documents.remove, name="document-remove"),
]
