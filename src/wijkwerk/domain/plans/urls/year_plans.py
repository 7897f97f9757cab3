"""Addresses of the year plan."""

from django.urls import path

from wijkwerk.domain.plans.views import year_plans as views

urlpatterns = [
    path("jaarplanning/", views.year_plan_now, name="year_plan_now"),
    path("jaarplanning/nieuw/", views.make_year_plan, name="make_year_plan"),
    path("jaarplanning/codes/", views.codes, name="codes"),
    path("jaarplanning/codes/nieuw/", views.add_code, name="add_code"),
    path("jaarplanning/codes/<int:number>/", views.change_code, name="change_code"),
    path("jaarplanning/rijen/<int:number>/", views.plan_row, name="plan_row"),
    path("jaarplanning/rijen/<int:number>/wijzigen/", views.change_row, name="change_plan_row"),
    path("jaarplanning/rijen/<int:number>/nieuw/", views.add_activity, name="add_activity"),
    path("jaarplanning/activiteiten/<int:number>/", views.activity, name="activity"),
    path("jaarplanning/activiteiten/<int:number>/wijzigen/", views.change_activity, name="change_activity"),
    path("jaarplanning/activiteiten/<int:number>/verplaatsen/", views.move_activity, name="move_activity"),
    path("jaarplanning/activiteiten/<int:number>/duur/", views.stretch_activity, name="stretch_activity"),
    path("jaarplanning/activiteiten/<int:number>/splitsen/", views.split_activity, name="split_activity"),
    path("jaarplanning/activiteiten/<int:number>/twijfel/", views.doubt_activity, name="doubt_activity"),
    path("jaarplanning/activiteiten/<int:number>/weg/", views.remove_activity, name="remove_activity"),
    path("jaarplanning/zetten/<int:number>/ongedaan/", views.undo_move, name="undo_move"),
    path("jaarplanning/<int:year>/", views.year_plan, name="year_plan"),
    path("jaarplanning/<int:year>/stand/", views.board_state, name="board_state"),
    path("jaarplanning/<int:year>/overnemen/", views.copy_last_year, name="copy_last_year"),
    path("jaarplanning/<int:year>/gebieden/", views.add_missing_areas, name="add_missing_areas"),
    path("jaarplanning/<int:year>/grens/", views.set_limit, name="set_limit"),
    path("jaarplanning/<int:year>/regel/", views.add_row, name="add_plan_row"),
    path("jaarplanning/<int:year>/ongedaan/", views.undo_last, name="undo_last"),
    path("jaarplanning/<int:year>/zetten/", views.plan_moves, name="plan_moves"),
    path("jaarplanning/<int:year>/tabellen/", views.plan_tables, name="plan_tables"),
    path("jaarplanning/<int:year>/tabellen/<str:kind>/", views.plan_document, name="plan_document"),
]
