"""Committees, advice and decisions: addresses."""

from __future__ import annotations

from django.urls import URLPattern, path

from wijkwerk.domain.budgets.views import committees, decisions, deliberations

COMMITTEE = "commissies/<int:pk>/"
TALK = "commissies/beraad/<int:pk>/"
ONE = "aanvragen/<int:pk>/"
DECISION = f"{ONE}besluit/"
CONDITION = f"{DECISION}voorwaarden/<int:condition_pk>/"

urlpatterns: list[URLPattern] = [
    path("commissies/", committees.committee_list, name="committees"),
    path("commissies/nieuw/", committees.found_committee, name="found_committee"),
    path(COMMITTEE, committees.committee, name="committee"),
    path(f"{COMMITTEE}wijzigen/", committees.change_committee, name="change_committee"),
    path(f"{COMMITTEE}opheffen/", committees.close_committee, name="close_committee"),
    path(f"{COMMITTEE}lid-erbij/", committees.add_member, name="add_committee_member"),
    path("commissies/leden/<int:pk>/vertrek/", committees.end_membership, name="end_committee_membership"),
    path("commissies/leden/<int:pk>/voorzitter/", committees.make_chair, name="make_committee_chair"),
    # before a decision
    path(TALK, deliberations.deliberation, name="deliberation"),
    path(f"{TALK}stem/", deliberations.vote, name="committee_vote"),
    path(f"{TALK}voorstel/", deliberations.propose, name="propose"),
    path(f"{TALK}afronden/", deliberations.close_deliberation, name="close_deliberation"),
    path(f"{TALK}stoppen/", deliberations.stop_deliberation, name="stop_deliberation"),
    path(f"{ONE}voorleggen/", deliberations.open_deliberation, name="open_deliberation"),
    path(f"{ONE}advies/", deliberations.advise, name="advise"),
    path(f"{ONE}belang/", deliberations.tell_interest, name="tell_interest"),
    path("aanvragen/belangen/<int:pk>/weg/", deliberations.drop_interest, name="drop_interest"),
    # the decision
    path("besluiten/", decisions.draft_list, name="drafts"),
    path("besluiten/bekendmaken/", decisions.publish_together, name="publish_together"),
    path("besluiten/verdelen/", decisions.share_out, name="share_out"),
    path("besluiten/op-voorwaarde/", decisions.waiting_list, name="waiting_decisions"),
    path(DECISION, decisions.decision, name="decision"),
    path(f"{DECISION}maken/", decisions.prepare, name="prepare_decision"),
    path(f"{DECISION}bekendmaken/", decisions.publish, name="publish_decision"),
    path(f"{DECISION}nagelezen/", decisions.look_along, name="look_along"),
    path(f"{DECISION}weg/", decisions.drop_draft, name="drop_decision"),
    path(f"{DECISION}brief/", decisions.letter_draft, name="decision_draft_pdf"),
    path(f"{DECISION}brief/<int:decision_pk>/", decisions.letter, name="decision_pdf"),
    path(f"{DECISION}opnieuw/", decisions.decide_again, name="decide_again"),
    path(f"{DECISION}intrekken/", decisions.withdraw_grant, name="withdraw_grant"),
    path(f"{CONDITION}vervuld/", decisions.meet_condition, name="meet_decision_condition"),
    path(f"{CONDITION}dag/", decisions.change_condition_day, name="change_decision_condition"),
    path(f"{CONDITION}gaat-niet-door/", decisions.lapse_condition, name="lapse_decision_condition"),
    # by the link of who asked
    path("aanvraag/<str:key>/besluit/<int:decision_pk>/", decisions.own_letter, name="own_decision_pdf"),
]
