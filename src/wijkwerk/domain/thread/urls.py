"""Addresses of the thread."""

from django.urls import path

from wijkwerk.domain.thread import views

app_name = "thread"
urlpatterns = [
    path("rode-draad/<str:kind>/<int:number>/", views.line, name="line"),
    path("rode-draad/<str:kind>/<int:number>/aanleidingen/", views.all_causes, name="all_causes"),
    path("rode-draad/<str:kind>/<int:number>/gevolgen/", views.all_that_came, name="all_that_came"),
]
