"""The address that calendar programs keep: in no language, since its owner may choose another."""

from django.urls import path

from tracker.web.views import calendar

urlpatterns = [path("calendar/<str:secret>.ics", calendar.feed, name="calendar-feed")]
