"""Addresses of the areas room."""

from django.urls import path

from wijkwerk.domain.areas.views import file_imports, keeping, public

app_name = "areas"

urlpatterns = [
    path("gebieden/", public.area_list, name="list"),
    path("gebieden/adressen/", public.address_options, name="address_options"),
    path("gebieden/<int:pk>-<slug:slug>/", public.work_area, name="work_area"),
    path("beheer/gebieden/", keeping.work_area_list, name="keeping"),
    path("beheer/gebieden/nieuw/", keeping.add_work_area, name="add_work_area"),
    path("beheer/gebieden/samenvoegen/", keeping.join_work_areas, name="join_work_areas"),
    path("beheer/gebieden/<int:pk>/wijzigen/", keeping.rename_work_area, name="rename_work_area"),
    path("beheer/gebieden/<int:pk>/buurten/", keeping.change_buurten, name="change_buurten"),
    path("beheer/gebieden/<int:pk>/splitsen/", keeping.split_work_area, name="split_work_area"),
    path("beheer/gebieden/<int:pk>/beeindigen/", keeping.end_work_area, name="end_work_area"),
    path("beheer/gebieden/inlezen/", file_imports.file_import_list, name="file_imports"),
    path("beheer/gebieden/inlezen/<int:pk>/", file_imports.file_import, name="file_import"),
]
