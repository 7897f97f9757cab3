"""Addresses of evaluations and their findings."""

from django.urls import path

from wijkwerk.domain.plans.views import evaluations as views

urlpatterns = [
    path("evaluaties/", views.evaluation_list, name="evaluations"),
    path("evaluaties/nieuw/", views.make_evaluation, name="make_evaluation"),
    path("evaluaties/<int:number>/", views.evaluation, name="evaluation"),
    path("evaluaties/<int:number>/document.pdf", views.evaluation_pdf, name="evaluation_pdf"),
    path("evaluaties/<int:number>/document.odt", views.evaluation_odt, name="evaluation_odt"),
    path("evaluaties/<int:number>/wijzigen/", views.change_evaluation, name="change_evaluation"),
    path("evaluaties/<int:number>/vaststellen/", views.adopt_evaluation, name="adopt_evaluation"),
    path("evaluaties/<int:number>/terugnemen/", views.take_back_adoption, name="take_back_adoption"),
    path("evaluaties/<int:number>/tellen/", views.count_signals, name="count_signals"),
    path("evaluaties/<int:number>/doelen/<int:goal_id>/", views.set_evidence, name="set_evidence"),
    path("evaluaties/<int:number>/bevindingen/", views.add_finding, name="add_finding"),
    path("bevindingen/<int:number>/", views.change_finding, name="change_finding"),
    path("bevindingen/<int:number>/weg/", views.remove_finding, name="remove_finding"),
]
