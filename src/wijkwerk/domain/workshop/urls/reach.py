"""Reach and dependency, and the way in to a workshop."""

from django.urls import path

from wijkwerk.domain.workshop.views import public, reach

urlpatterns = [
    path("werkplaats/", public.mine, name="mine"),
    path("voorzieningen/<int:pk>/", public.place, name="place"),  # stands before the plain page of facilities
    path("werkplaats/<int:workshop>/bereik/", reach.reach, name="reach"),
    path("werkplaats/<int:workshop>/doelen/", reach.goals, name="goals"),
    path("werkplaats/doelen/<int:pk>/wijzig/", reach.change_goal, name="change_goal"),
    path("werkplaats/doelen/<int:pk>/weg/", reach.drop_goal, name="drop_goal"),
    path("werkplaats/<int:workshop>/afhankelijkheid/", reach.dependency, name="dependency"),
    path("werkplaats/<int:workshop>/sleutels/nieuw/", reach.add_key, name="add_key"),
    path("werkplaats/sleutels/<int:pk>/geef/", reach.give_key, name="give_key"),
    path("werkplaats/sleutels/houders/<int:pk>/terug/", reach.take_key_back, name="take_key_back"),
    path("werkplaats/sleutels/<int:pk>/weg/", reach.drop_key, name="drop_key"),
]
