"""Addresses of the thread."""

from django.urls import path

from wijkwerk.domain.thread import views

app_name = "thread"
urlpatterns = [path("rode-draad/<str:kind>/<int:number>/", views.line, name="line")]
