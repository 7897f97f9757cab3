"""Vote rounds, ballots and counts: addresses. For voters at /stemmen/, for staff at /stemrondes/."""

from __future__ import annotations

from django.urls import URLPattern, path

from wijkwerk.domain.budgets.views import ballots, vote_desk, vote_results, votes

urlpatterns: list[URLPattern] = [
    path("stemmen/", ballots.vote_list, name="votes"),
    path("stemmen/<int:number>/", ballots.vote, name="vote"),
    path("stemmen/<int:number>/biljet/", ballots.ballot, name="ballot"),
    path("stemmen/<int:number>/uitbrengen/", ballots.cast, name="cast_vote"),
    path("stemmen/<int:number>/bedankt/", ballots.thanks, name="vote_thanks"),
    path("stemmen/<int:number>/uitslag/", vote_results.result, name="vote_result"),
    path("stemmen/<int:number>/uitslag.pb", vote_results.pb_file, name="vote_file"),
    path("stemmen/<int:number>/regels.csv", vote_results.rules_table, name="vote_rules_table"),
    path("stemmen/<int:number>/projecten.csv", vote_results.projects_table, name="vote_projects_table"),
    path("stemmen/<int:number>/stemmen.csv", vote_results.votes_table, name="vote_votes_table"),
    path("stemrondes/", votes.round_list, name="vote_rounds"),
    path("stemrondes/nieuw/", votes.make_round, name="make_vote_round"),
    path("stemrondes/<int:number>/", votes.vote_round, name="vote_round"),
    path("stemrondes/<int:number>/wijzigen/", votes.change_round, name="change_vote_round"),
    path("stemrondes/<int:number>/vastleggen/", votes.open_round, name="open_vote_round"),
    path("stemrondes/<int:number>/stoppen/", votes.stop_round, name="stop_vote_round"),
    path("stemrondes/<int:number>/weg/", votes.remove_round, name="remove_vote_round"),
    path("stemrondes/<int:number>/categorieen/", votes.add_category, name="add_vote_category"),
    path("stemrondes/<int:number>/categorieen/<int:category_id>/", votes.change_category, name="change_vote_category"),
    path(
        "stemrondes/<int:number>/categorieen/<int:category_id>/weg/",
        votes.remove_category,
        name="remove_vote_category",
    ),
    path("stemrondes/<int:number>/projecten/", votes.add_project, name="add_vote_project"),
    path("stemrondes/<int:number>/aanvragen/", votes.add_application, name="add_vote_application"),
    path("stemrondes/<int:number>/projecten/<int:project_id>/", votes.change_project, name="change_vote_project"),
    path("stemrondes/<int:number>/projecten/<int:project_id>/weg/", votes.remove_project, name="remove_vote_project"),
    path("stemrondes/<int:number>/codes/", votes.make_codes, name="make_vote_codes"),
    path("stemrondes/<int:number>/tellen/", votes.count_votes, name="count_votes"),
    path("stemrondes/<int:number>/bekendmaken/", votes.publish_result, name="publish_vote_result"),
    path("stemrondes/<int:number>/besluiten/", votes.prepare_decisions, name="prepare_vote_decisions"),
    path("stemrondes/<int:number>/balie/", vote_desk.desk, name="vote_desk"),
    path("stemrondes/<int:number>/balie/inwisselen/", vote_desk.exchange, name="exchange_vote_code"),
    path("stemrondes/<int:number>/balie/ongeldig/", vote_desk.make_void, name="void_vote_code"),
    path("stemrondes/<int:number>/papier/", vote_desk.paper, name="vote_paper"),
    path("stemrondes/<int:number>/biljetten/", vote_desk.enter_slip, name="enter_vote_slip"),
    path("stemrondes/<int:number>/biljetten/weg/", vote_desk.take_out_slip, name="take_out_vote_slip"),
]
