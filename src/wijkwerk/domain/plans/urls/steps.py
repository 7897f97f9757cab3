"""Addresses of steps."""

from django.urls import path

from wijkwerk.domain.plans.views import steps as views

urlpatterns = [
    path("stappen/gebied/<int:number>/", views.area_steps, name="area_steps"),
    path("stappen/<int:number>/wijzigen/", views.change_step, name="change_step"),
    path("stappen/<int:number>/verschuiven/", views.shift_step, name="shift_step"),
    path("stappen/<int:number>/klaar/", views.finish_step, name="finish_step"),
    path("stappen/<int:number>/terug/", views.reopen_step, name="reopen_step"),
    path("stappen/<int:number>/weg/", views.remove_step, name="remove_step"),
    path("stappen/<str:kind>/<int:number>/", views.steps_page, name="steps"),
    path("stappen/<str:kind>/<int:number>/tijdlijn.pdf", views.steps_pdf, name="steps_pdf"),
    path("stappen/<str:kind>/<int:number>/nieuw/", views.add_step, name="add_step"),
]
