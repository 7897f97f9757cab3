"""Addresses of the signals: those of residents, those of staff."""

from wijkwerk.domain.signals.urls_resident import urlpatterns as for_residents

try:  # while the house is being built
    from wijkwerk.domain.signals.urls_staff import urlpatterns as for_staff
except ImportError:
    from django.http import HttpResponse
    from django.urls import path

    for_staff = [
        path("signalen/<int:pk>/", lambda request, pk: HttpResponse(), name="signal"),
        path("themas/<int:pk>/", lambda request, pk: HttpResponse(), name="theme"),
    ]

app_name = "signals"
urlpatterns = [*for_residents, *for_staff]
