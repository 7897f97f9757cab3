"""Funds, their rules, pots and rounds: addresses."""

from __future__ import annotations

from django.urls import URLPattern, path

from wijkwerk.domain.budgets.views import funds, rounds, rules

RULES, ROUND, ROW = "budgetten/regels/<int:pk>", "budgetten/rondes/<int:pk>", "budgetten/regels/rij/<str:kind>/<int:pk>"
TERM = "budgetten/regels/onderdeel/<int:pk>"

urlpatterns: list[URLPattern] = [
    path("budgetten/", funds.fund_list, name="funds"),
    path("budgetten/nieuw/", funds.new_fund, name="new_fund"),
    path("budgetten/<int:pk>-<slug:slug>/", funds.fund, name="fund"),
    path("budgetten/<int:pk>/instellen/", funds.set_up_fund, name="set_up_fund"),
    path("budgetten/<int:pk>/wijzigen/", funds.change_fund, name="change_fund"),
    path("budgetten/<int:pk>/weg/", funds.remove_fund, name="remove_fund"),
    path("budgetten/<int:pk>/openen/", funds.open_fund, name="open_fund"),
    path("budgetten/<int:pk>/sluiten/", funds.close_fund, name="close_fund"),
    path("budgetten/<int:pk>/soorten/", funds.categories, name="categories"),
    path("budgetten/soorten/<int:pk>/", funds.change_category, name="change_category"),
    path("budgetten/soorten/<int:pk>/weg/", funds.remove_category, name="remove_category"),
    path("budgetten/<int:pk>/verdelen/", funds.allot, name="allot"),
    path("budgetten/<int:pk>/verdelen/<int:year>/zelf/", funds.begin_year, name="begin_year"),
    path("budgetten/<int:pk>/regels/", rules.rule_sets, name="rule_sets"),
    path("budgetten/<int:pk>/regels/nieuw/", rules.start_rules, name="start_rules"),
    path(f"{ROW}/", rules.change_rule_row, name="change_rule_row"),
    path(f"{ROW}/weg/", rules.remove_rule_row, name="remove_rule_row"),
    path(f"{ROW}/plaats/<str:way>/", rules.move_rule_row, name="move_rule_row"),
    path(f"{TERM}/aantallen/<int:year>/", rules.type_figures, name="type_figures"),
    path(f"{TERM}/nieuw/<str:part>/", rules.add_term_row, name="add_term_row"),
    path(f"{RULES}/", rules.rule_set, name="rule_set"),
    path(f"{RULES}/vaststellen/", rules.publish_rules, name="publish_rules"),
    path(f"{RULES}/intrekken/", rules.withdraw_rules, name="withdraw_rules"),
    path(f"{RULES}/weg/", rules.remove_draft, name="remove_draft_rules"),
    path(f"{RULES}/stoppen/", rules.end_rules, name="end_rules"),
    path(f"{RULES}/gewone-punten/", rules.add_usual_criteria, name="add_usual_criteria"),
    path(f"{RULES}/nieuw/<str:part>/", rules.add_rule_row, name="add_rule_row"),
    path(f"{RULES}/onderdeel/<str:part>/", rules.add_term, name="add_term"),
    path(f"{RULES}/<str:part>/", rules.rule_part, name="rule_part"),
    path("budgetten/<int:pk>/rondes/", rounds.round_list, name="rounds"),
    path("budgetten/<int:pk>/rondes/nieuw/", rounds.new_round, name="new_round"),
    path("budgetten/<int:pk>/rondes/kalender/", rounds.new_calendar, name="new_calendar"),
    path(f"{ROUND}/wijzigen/", rounds.change_round, name="change_round"),
    path(f"{ROUND}/afzeggen/", rounds.cancel_round, name="cancel_round"),
    path(f"{ROUND}/beslist/", rounds.close_round, name="close_round"),
]
