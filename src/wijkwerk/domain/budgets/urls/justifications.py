"""Justification, receipts, repayment: addresses."""

from __future__ import annotations

from django.urls import URLPattern, path

from wijkwerk.domain.budgets.views import claims, distributing, justifications, own_justification, public_stories

OWN = "aanvraag/<str:key>/verantwoording/"
ONE = "verantwoordingen/<int:number>/"
FUND = "budgetten/<int:number>/plannen/"
CLAIM = "terugvorderingen/<int:number>/"

urlpatterns: list[URLPattern] = [
    # by the link of who got the money
    path(OWN, own_justification.own_justification, name="own_justification"),
    path(f"{OWN}bewaren/", own_justification.keep_own, name="keep_justification_own"),
    path(f"{OWN}inleveren/", own_justification.hand_in_own, name="hand_in_justification_own"),
    path(f"{OWN}bonnen/<int:receipt_id>/weg/", own_justification.remove_own_receipt, name="remove_receipt_own"),
    path(f"{OWN}bonnen/<int:receipt_id>/<str:size>/", own_justification.own_receipt_photo, name="receipt_photo_own"),
    path(f"{OWN}fotos/<int:photo_id>/weg/", own_justification.remove_own_photo, name="remove_story_photo_own"),
    path(
        f"{OWN}fotos/<int:photo_id>/openbaar/<str:reply>/",
        own_justification.change_photo_consent,
        name="photo_consent_own",
    ),
    path(f"{OWN}fotos/<int:photo_id>/<str:size>/", own_justification.own_story_photo, name="story_photo_own"),
    path(f"{OWN}verhaal/openbaar/<str:reply>/", own_justification.change_story_consent, name="story_consent_own"),
    path(f"{OWN}niets-openbaar/", own_justification.withdraw_consent, name="withdraw_consent_own"),
    # what everybody may see
    path("verantwoord/", public_stories.stories, name="public_stories"),
    path("verantwoord/fotos/<int:photo_id>/<str:size>/", public_stories.public_photo, name="public_story_photo"),
    # staff
    path("verantwoordingen/", justifications.justification_list, name="justifications"),
    path(ONE, justifications.justification, name="justification"),
    path(f"{ONE}goedkeuren/", justifications.approve, name="approve_justification"),
    path(f"{ONE}terugsturen/", justifications.return_to_complete, name="return_justification"),
    path(f"{ONE}uitstel/", justifications.give_more_time, name="more_time_justification"),
    path(f"{ONE}alles-terugvragen/", justifications.close_untold, name="close_untold_justification"),
    path(f"{ONE}opnieuw/", justifications.reopen, name="reopen_justification"),
    path(f"{ONE}openbaar/", justifications.publish, name="publish_justification"),
    path(f"{ONE}niet-openbaar/", justifications.take_back, name="take_back_justification"),
    path(f"{ONE}fotos/<int:photo_id>/zwart/", justifications.black_out, name="black_out_story_photo"),
    path(f"{ONE}invoeren/", justifications.enter, name="enter_justification"),
    path(f"{ONE}invoeren/bewaren/", justifications.keep_entered, name="keep_justification_paper"),
    path(f"{ONE}invoeren/inleveren/", justifications.hand_in_entered, name="hand_in_justification_paper"),
    path(f"{ONE}bonnen/<int:receipt_id>/weg/", justifications.remove_receipt, name="remove_receipt_paper"),
    path(f"{ONE}bonnen/<int:receipt_id>/<str:size>/", justifications.receipt_photo, name="receipt_photo_paper"),
    path(f"{ONE}fotos/<int:photo_id>/weg/", justifications.remove_photo, name="remove_story_photo_paper"),
    path(f"{ONE}fotos/<int:photo_id>/<str:size>/", justifications.story_photo, name="story_photo_paper"),
    path("aanvragen/<int:pk>/verantwoording/", justifications.of_application, name="justification_of_application"),
    # money that has to come back
    path("terugvorderingen/", claims.claim_list, name="claims"),
    path(CLAIM, claims.claim, name="claim"),
    path(f"{CLAIM}ontvangen/", claims.register_repayment, name="register_repayment"),
    path(
        f"{CLAIM}ontvangen/<int:repayment_id>/terugdraaien/",
        claims.take_back_repayment,
        name="take_back_repayment",
    ),
    path(f"{CLAIM}uitstel/", claims.put_off, name="put_off_claim"),
    path(f"{CLAIM}kwijtschelden/", claims.waive, name="waive_claim"),
    path(f"{CLAIM}intrekken/", claims.take_back, name="take_back_claim"),
    path("toekenningen/<int:number>/terugvragen/", claims.claim_back, name="claim_back"),
    # a body that distributes one grant itself
    path("toekenningen/<int:number>/verdelen/", distributing.begin, name="begin_distributing"),
    path(FUND, distributing.distributing, name="distributing"),
    path(f"{FUND}nieuw/", distributing.add_line, name="add_plan_line"),
    path(f"{FUND}<int:line_id>/", distributing.change_line, name="change_plan_line"),
    path(f"{FUND}<int:line_id>/weg/", distributing.remove_line, name="remove_plan_line"),
    path(f"{FUND}toekenningen/<int:grant_id>/", distributing.put_grant_under_line, name="put_grant_under_line"),
    path(f"{FUND}verantwoording/", distributing.account_now, name="account_now"),
    path(f"{FUND}verantwoording/pdf/", distributing.account_now_pdf, name="account_now_pdf"),
    path(f"{FUND}verantwoording/inleveren/", distributing.hand_in_account, name="hand_in_account"),
    path("budgetverantwoordingen/<int:number>/", distributing.account, name="fund_account"),
    path("budgetverantwoordingen/<int:number>/pdf/", distributing.account_pdf, name="fund_account_pdf"),
]
