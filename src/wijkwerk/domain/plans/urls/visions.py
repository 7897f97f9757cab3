"""Addresses of visions, their goals and indicators."""

from django.urls import path

from wijkwerk.domain.plans.views import indicators, visions

urlpatterns = [
    path("wijkvisies/", visions.vision_list, name="visions"),
    path("wijkvisies/nieuw/", visions.start_vision, name="start_vision"),
    path("wijkvisies/nieuw/bewoners/", visions.start_own_vision, name="start_own_vision"),
    path("wijkvisies/<int:number>/", visions.vision, name="vision"),
    path("wijkvisies/<int:number>/wijzigen/", visions.change_vision, name="change_vision"),
    path("wijkvisies/<int:number>/doelen/nieuw/", visions.add_goal, name="add_goal"),
    path("wijkvisies/<int:number>/versies/", visions.versions, name="vision_versions"),
    path("wijkvisies/<int:number>/versies/bewaren/", visions.keep_version, name="keep_vision_version"),
    path("wijkvisies/<int:number>/voorleggen/", visions.open_consultation, name="open_consultation"),
    path("wijkvisies/<int:number>/stand/", visions.move_vision, name="move_vision"),
    path("wijkvisies/<int:number>/vaststellen/", visions.adopt_vision, name="adopt_vision"),
    path("wijkvisies/<int:number>/herzien/", visions.revise, name="revise_vision"),
    path("wijkvisies/<int:number>/reageren/", visions.comment, name="comment_vision"),
    path("wijkvisies/<int:number>/reacties/<int:comment_id>/", visions.handle_comment, name="handle_comment"),
    path("wijkvisies/<int:number>/cijfers/", indicators.read_figures, name="read_figures"),
    path("wijkvisies/<int:number>/cijfers.csv", indicators.figures, name="figures"),
    path("wijkvisies/doelen/<int:number>/", visions.goal, name="goal"),
    path("wijkvisies/doelen/<int:number>/wijzigen/", visions.change_goal, name="change_goal"),
    path("wijkvisies/doelen/<int:number>/weg/", visions.remove_goal, name="remove_goal"),
    path("wijkvisies/doelen/<int:number>/antwoord/", visions.answer_goal, name="answer_goal"),
    path(
        "wijkvisies/doelen/<int:number>/voorwaarden/<int:condition_id>/vervuld/",
        visions.meet_condition,
        name="meet_goal_condition",
    ),
    path(
        "wijkvisies/doelen/<int:number>/voorwaarden/<int:condition_id>/vervalt/",
        visions.lapse_condition,
        name="lapse_goal_condition",
    ),
    path("wijkvisies/doelen/<int:number>/indicatoren/nieuw/", indicators.add_indicator, name="add_indicator"),
    path("wijkvisies/indicatoren/<int:number>/", indicators.indicator, name="indicator"),
    path("wijkvisies/indicatoren/<int:number>/wijzigen/", indicators.change_indicator, name="change_indicator"),
    path("wijkvisies/indicatoren/<int:number>/weg/", indicators.remove_indicator, name="remove_indicator"),
    path("wijkvisies/indicatoren/<int:number>/meting/", indicators.measure, name="measure"),
    path(
        "wijkvisies/indicatoren/<int:number>/metingen/<int:measurement_id>/weg/",
        indicators.remove_measurement,
        name="remove_measurement",
    ),
    path("wijkvisies/indicatoren/<int:number>/streefwaarden/", indicators.set_targets, name="set_targets"),
    path("wijkvisies/indicatoren/<int:number>/breuk/", indicators.break_series, name="break_series"),
    path("wijkvisies/indicatoren/<int:number>/breuken/<int:break_id>/weg/", indicators.mend_series, name="mend_series"),
]
