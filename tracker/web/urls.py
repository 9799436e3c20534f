"""The pages, all under /<language>/."""

from .public_urls import urlpatterns as public
from .work_urls import urlpatterns as work

app_name = "tracker"
urlpatterns = [*public, *work]
