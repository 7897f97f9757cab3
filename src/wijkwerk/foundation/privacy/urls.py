"""Addresses about privacy: two for everybody, the others for administrators."""

from django.urls import path

from wijkwerk.foundation.privacy import views

app_name = "privacy"
urlpatterns = [
    path("privacy/", views.statement, name="statement"),
    path("privacy/register/", views.processing_register, name="register"),
    path("beheer/inzage/", views.reading_list, name="readings"),
    path("beheer/bewaartermijnen/", views.term_list, name="terms"),
    path("beheer/bewaartermijnen/<str:key>/", views.change_term, name="change_term"),
]
