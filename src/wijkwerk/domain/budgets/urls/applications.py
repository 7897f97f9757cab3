"""Applications: what somebody asks money for: addresses."""

from __future__ import annotations

from django.urls import URLPattern, path

from wijkwerk.domain.budgets.views import applications, applying, granted, own_application

urlpatterns: list[URLPattern] = [
    # for residents
    path("geld-aanvragen/", applying.apply, name="apply"),
    path("geld-aanvragen/bewaar/", applying.keep, name="keep_application"),
    path("aanvraag/<str:key>/", own_application.own_application, name="own_application"),
    path("aanvraag/<str:key>/invullen/nakijken/", applying.check, name="check_application"),
    path("aanvraag/<str:key>/invullen/<str:step>/", applying.step, name="application_step"),
    path("aanvraag/<str:key>/invullen/<str:step>/bewaar/", applying.keep_step, name="keep_step"),
    path("aanvraag/<str:key>/bewaard/", applying.kept, name="kept_application"),
    path("aanvraag/<str:key>/weggooien/", applying.throw_away, name="throw_away_application"),
    path("aanvraag/<str:key>/intrekken/", own_application.withdraw, name="withdraw_own_application"),
    path("aanvraag/<str:key>/vergeet-mij/", own_application.forget_me, name="forget_applicant"),
    path(
        "aanvraag/<str:key>/fotos/<int:photo_id>/weg/",
        own_application.remove_own_photo,
        name="remove_own_application_photo",
    ),
    path(
        "aanvraag/<str:key>/fotos/<int:photo_id>/<str:size>.jpg",
        own_application.own_photo,
        name="own_application_photo",
    ),
    path("toegekend/", granted.granted, name="granted"),
    # for staff
    path("aanvragen/", applications.application_list, name="applications"),
    path("aanvragen/papier/", applications.new_paper, name="new_paper_application"),
    path("aanvragen/papier/<int:pk>/", applications.paper, name="paper_application"),
    path(
        "aanvragen/papier/<int:pk>/scans/<int:photo_id>/weg/", applications.remove_paper_scan, name="remove_paper_scan"
    ),
    path("aanvragen/papier/<int:pk>/scans/<int:photo_id>/<str:size>.jpg", applications.paper_scan, name="paper_scan"),
    path("aanvragen/<int:pk>/", applications.application, name="application"),
    path("aanvragen/<int:pk>/oppakken/", applications.take_up, name="take_up_application"),
    path("aanvragen/<int:pk>/doorgeven/", applications.hand_over, name="hand_over_application"),
    path("aanvragen/<int:pk>/aanvulling/", applications.ask, name="ask_to_complete"),
    path("aanvragen/<int:pk>/aangevuld/", applications.completed, name="application_completed"),
    path("aanvragen/<int:pk>/bericht/", applications.write, name="write_to_applicant"),
    path("aanvragen/<int:pk>/notitie/", applications.note, name="application_note"),
    path("aanvragen/<int:pk>/wijzigen/", applications.change, name="change_application"),
    path("aanvragen/<int:pk>/intrekken/", applications.withdraw, name="withdraw_application"),
    path("aanvragen/<int:pk>/link/", applications.send_link, name="send_application_link"),
    path("aanvragen/<int:pk>/organisatie/", applications.set_organisation, name="application_organisation"),
    path("aanvragen/<int:pk>/regels/<int:criterion_id>/", applications.judge, name="judge_criterion"),
    path("aanvragen/<int:pk>/fotos/<int:photo_id>/weg/", applications.remove_photo, name="remove_application_photo"),
    path("aanvragen/<int:pk>/fotos/<int:photo_id>/<str:size>.jpg", applications.photo, name="application_photo"),
    path("aanvragen/<int:pk>/scans/<int:photo_id>/<str:size>.jpg", applications.scan, name="application_scan"),
]
