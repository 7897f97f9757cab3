"""Addresses of the plan of an area as one document."""

from django.urls import path

from wijkwerk.domain.plans.views import documents as views

urlpatterns = [
    path("wijkplan/<int:pk>/document/", views.plan, name="area_document"),
    path("wijkplan/<int:pk>/document/wijkplan.pdf", views.plan_pdf, name="area_document_pdf"),
    path("wijkplan/<int:pk>/document/wijkplan.odt", views.plan_odt, name="area_document_odt"),
    path("wijkplan/<int:pk>/document/bewaren/", views.keep_plan, name="keep_plan"),
    path("wijkplan/bewaard/<int:number>/", views.kept_plan, name="kept_plan"),
    path("wijkplan/bewaard/<int:number>/wijkplan.pdf", views.kept_plan_pdf, name="kept_plan_pdf"),
    path("wijkplan/bewaard/<int:number>/wijkplan.odt", views.kept_plan_odt, name="kept_plan_odt"),
]
