"""Addresses of later work."""

from django.urls import path

from wijkwerk.web.jobs import views

app_name = "jobs"
urlpatterns = [
    path("beheer/werk/", views.job_list, name="list"),
    path("beheer/werk/<int:job_id>/", views.job, name="job"),
    path("beheer/werk/<int:job_id>/opnieuw/", views.start_again, name="start_again"),
]
