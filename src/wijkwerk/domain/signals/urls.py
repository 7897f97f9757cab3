"""Addresses of the signals: those of residents, those of staff."""

from wijkwerk.domain.signals.urls_resident import urlpatterns as for_residents
from wijkwerk.domain.signals.urls_staff import urlpatterns as for_staff

app_name = "signals"
urlpatterns = [*for_residents, *for_staff]
