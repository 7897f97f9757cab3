"""Addresses for residents: report, follow, read what is public."""

from django.urls import path

from wijkwerk.domain.signals.views import own, public, reporting, upkeep

urlpatterns = [
    path("melden/", reporting.report, name="report"),
    path("melden/bewaar/", reporting.keep, name="keep"),
    path("melden/dichtbij/", reporting.near, name="near"),
    path("melden/onderhoud/", upkeep.before_report, name="upkeep_before_report"),
    path("melden/<str:key>/", reporting.draft, name="draft"),
    path("melding/<str:key>/", own.own_signal, name="own_signal"),
    path("melding/<str:key>/intrekken/", own.withdraw, name="withdraw"),
    path("melding/<str:key>/vergeet-mij/", own.forget_me, name="forget_me"),
    path("melding/<str:key>/geholpen/<str:reply>/", own.helped, name="helped"),
    path("melding/<str:key>/fotos/<int:photo_id>/weg/", reporting.remove_own_photo, name="remove_own_photo"),
    path("melding/<str:key>/fotos/<int:photo_id>/<str:size>.jpg", reporting.own_photo, name="own_photo"),
    path("meldingen/", public.public_list, name="public_list"),
    path("meldingen/<int:pk>/", public.public_signal, name="public_signal"),
    path("meldingen/<int:pk>/ook-gezien/", public.join, name="join"),
    path("meldingen/<int:pk>/fotos/<int:photo_id>/<str:size>.jpg", public.public_photo, name="public_photo"),
    path("onderhoud/", upkeep.areas_kept_up, name="upkeep_areas"),
    path("onderhoud/<int:pk>/", upkeep.upkeep, name="upkeep"),
]
