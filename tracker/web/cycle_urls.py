"""The secretariat's pages about reporting cycles, reminders, and the exchange rates."""

from django.urls import path

from .views import cycles, rates, reminder_rules, sealing

urlpatterns = [
    path("manage/rates/", rates.index, name="rates"),
    path("manage/rates/csv/", rates.download, name="rates-csv"),
    path("manage/reminders/", reminder_rules.index, name="manage-reminder-rules"),
    path("manage/reminders/<slug:code>/", reminder_rules.edit, name="manage-reminder-rule"),
    path("manage/cycles/", cycles.index, name="manage-cycles"),
    path("manage/cycles/new/", cycles.new, name="manage-cycle-new"),
    path("manage/cycles/<slug:cycle>/", cycles.detail, name="manage-cycle"),
    path("manage/cycles/<slug:cycle>/dates/", cycles.dates, name="manage-cycle-dates"),
    path("manage/cycles/<slug:cycle>/window/", cycles.window, name="manage-cycle-window"),
    path("manage/cycles/<slug:cycle>/seal/", sealing.seal, name="manage-cycle-seal"),
]
