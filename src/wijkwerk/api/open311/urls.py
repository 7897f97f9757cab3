"""Addresses of GeoReport v2."""

from django.urls import path

from wijkwerk.api.open311 import views

app_name = "open311"
urlpatterns = [
    path("discovery.<str:form>", views.discovery, name="discovery"),
    path("v2/services.<str:form>", views.services, name="services"),
    path("v2/requests.<str:form>", views.requests, name="requests"),
    path("v2/requests/<int:number>.<str:form>", views.one_request, name="request"),
]
