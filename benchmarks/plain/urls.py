from __future__ import annotations

from django.urls import include, path
from rest_framework.routers import SimpleRouter

from . import views

router = SimpleRouter()
router.register("entries", views.Entries, basename="plain-entry")
router.register("entries-naive", views.NaiveEntries, basename="plain-entry-naive")
router.register("figures", views.Figures, basename="plain-figure")
router.register("figures-naive", views.NaiveFigures, basename="plain-figure-naive")

urlpatterns = [
    path("plain/nothing/", views.nothing),
    path("plain/lean/entries/", views.lean_entries),
    path("plain/lean/figures/", views.lean_figures),
    path("plain/figures-serializer.csv", views.figures_by_serializer),
    path("plain/figures-values.csv", views.figures_by_values),
    path("plain/", include(router.urls)),
]
