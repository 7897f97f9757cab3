"""Addresses of themes of the municipality."""

from django.urls import path

from wijkwerk.domain.plans.views import themes as views

urlpatterns = [
    path("themas-gemeente/", views.theme_list, name="themes"),
    path("themas-gemeente/nieuw/", views.add_theme, name="add_theme"),
    path("themas-gemeente/gebied/<int:pk>/", views.area_themes, name="area_themes"),
    path("themas-gemeente/<int:number>/", views.theme, name="theme"),
    path("themas-gemeente/<int:number>/wijzigen/", views.change_theme, name="change_theme"),
    path("themas-gemeente/<int:number>/<int:area_id>/", views.work_out, name="work_out_theme"),
]
