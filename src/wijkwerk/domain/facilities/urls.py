"""Addresses of facilities."""

from django.urls import path

from wijkwerk.domain.facilities.views import facilities, keeping, office_hours

app_name = "facilities"
urlpatterns = [
    path("voorzieningen/", facilities.facility_list, name="list"),
    path("voorzieningen/nieuw/", keeping.new_facility, name="new"),
    path("voorzieningen/<int:pk>/", facilities.facility, name="facility"),
    path("voorzieningen/<int:pk>/wijzig/", keeping.change_facility, name="change"),
    path("voorzieningen/<int:pk>/van-de-lijst/", keeping.take_off_the_list, name="take_off"),
    path("voorzieningen/<int:pk>/terug-op-de-lijst/", keeping.put_back_on_the_list, name="put_back"),
    path("voorzieningen/<int:pk>/openingstijden/", keeping.set_hours, name="hours"),
    path("voorzieningen/<int:pk>/dicht/", keeping.close_for_a_while, name="close"),
    path("voorzieningen/dicht/<int:pk>/weg/", keeping.drop_closure, name="drop_closure"),
    path("voorzieningen/<int:pk>/functies/nieuw/", keeping.add_function, name="add_function"),
    path("voorzieningen/functies/<int:pk>/wijzig/", keeping.change_function, name="change_function"),
    path("voorzieningen/functies/<int:pk>/stopt/", keeping.end_function, name="end_function"),
    path("voorzieningen/<int:pk>/ruimtes/nieuw/", keeping.add_room, name="add_room"),
    path("voorzieningen/ruimtes/<int:pk>/weg/", keeping.drop_room, name="drop_room"),
    path("voorzieningen/<int:pk>/spreekuren/nieuw/", office_hours.add_office_hour, name="add_office_hour"),
    path("voorzieningen/spreekuren/", office_hours.office_hour_list, name="office_hours"),
    path("voorzieningen/spreekuren/<int:pk>/", office_hours.office_hour, name="office_hour"),
    path("voorzieningen/spreekuren/<int:pk>/wijzig/", office_hours.change_office_hour, name="change_office_hour"),
    path("voorzieningen/spreekuren/<int:pk>/stopt/", office_hours.end_office_hour, name="end_office_hour"),
    path("voorzieningen/spreekuren/<int:pk>/geweest/", office_hours.note_held, name="note_held"),
    path("voorzieningen/spreekuren/geweest/<int:pk>/weg/", office_hours.drop_note, name="drop_note"),
]
