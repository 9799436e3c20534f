"""Pages of indicators and measurements."""

from django.urls import path

from .views import indicators, measurements

urlpatterns = [
    path("indicators/", indicators.index, name="indicators"),
    path("indicators/new/", indicators.create, name="indicator-new"),
    path("indicators/of/<slug:code>/", indicators.listed, name="indicator-list"),
    path("indicators/<uuid:public_id>/", indicators.detail, name="indicator"),
    path("indicators/<uuid:public_id>/change/", indicators.change, name="indicator-change"),
    path("indicators/<uuid:public_id>/remove/", indicators.remove, name="indicator-remove"),
    path("indicators/<uuid:public_id>/withdraw/", indicators.withdraw, name="indicator-withdraw"),
    path("indicators/<uuid:public_id>/measure/", measurements.add, name="measurement-add"),
    path("measurements/<uuid:public_id>/", measurements.change, name="measurement"),
    path("measurements/<uuid:public_id>/remove/", measurements.remove, name="measurement-remove"),
]
