"""Addresses of agendas and their items."""

from django.urls import path

from wijkwerk.domain.plans.views import agendas as views

urlpatterns = [
    path("projecten/", views.agenda_list, name="list"),
    path("projecten/agenda/", views.make_agenda, name="make_agenda"),
    path("projecten/nieuw/", views.new_item, name="new_item"),
    path("projecten/<int:area_id>/<int:year>/", views.agenda, name="agenda"),
    path("projecten/<int:area_id>/<int:year>/nieuw/", views.add_item, name="add_item"),
    path("projecten/<int:area_id>/<int:year>/stand/", views.move_agenda, name="move_agenda"),
    path("projecten/<int:number>/", views.item, name="item"),
    path("projecten/<int:number>/wijzigen/", views.change_item, name="change_item"),
    path("projecten/<int:number>/trekker/", views.set_puller, name="set_puller"),
    path("projecten/<int:number>/stand/", views.move_item, name="move_item"),
    path("projecten/<int:number>/voortgang/", views.add_progress, name="add_progress"),
    path("projecten/<int:number>/aanleiding/", views.add_source, name="add_source"),
    path("projecten/<int:number>/aanleiding/<int:source_id>/weg/", views.remove_source, name="remove_source"),
    path("projecten/<int:number>/partners/", views.add_partner, name="add_partner"),
    path("projecten/<int:number>/partners/<int:partner_id>/", views.change_partner, name="change_partner"),
    path("projecten/<int:number>/partners/<int:partner_id>/weg/", views.remove_partner, name="remove_partner"),
]
