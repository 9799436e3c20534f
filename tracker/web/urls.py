"""The pages, all under /<language>/."""

from .account_urls import account
from .cycle_urls import urlpatterns as cycles
from .document_urls import urlpatterns as documents
from .indicator_urls import urlpatterns as indicators
from .people_urls import urlpatterns as people
from .plan_urls import urlpatterns as plans
from .public_urls import urlpatterns as public
from .work_urls import urlpatterns as work

app_name = "tracker"
urlpatterns = [*public, *account, *cycles, *documents, *indicators, *people, *plans, *work]
