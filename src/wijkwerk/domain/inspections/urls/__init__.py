"""Addresses of inspections: for who prepares them, and for who walks along with a link of their own."""

from django.urls import path

from wijkwerk.domain.inspections.views import findings, inspections, results, route, settings, walkers, walking

app_name = "inspections"

STAFF = [
    path("schouwen/", inspections.inspection_list, name="list"),
    path("schouwen/nieuw/", inspections.prepare, name="prepare"),
    path("schouwen/resultaten/", results.results, name="results"),
    path("schouwen/<int:number>/", inspections.inspection, name="inspection"),
    path("schouwen/<int:number>/wijzigen/", inspections.change, name="change"),
    path("schouwen/<int:number>/stand/", inspections.move, name="move"),
    path("schouwen/<int:number>/meelopen/", inspections.join, name="join"),
    path("schouwen/<int:number>/lijst/", inspections.send_list, name="send_list"),
    path("schouwen/<int:number>/route/", route.route, name="route"),
    path("schouwen/<int:number>/route/punt/", route.add_spot, name="add_spot"),
    path("schouwen/<int:number>/route/vaste-punten/", route.add_fixed_points, name="add_fixed_points"),
    path("schouwen/<int:number>/route/loten/", route.draw_spots, name="draw_spots"),
    path("schouwen/<int:number>/route/volgorde/", route.order_spots, name="order_spots"),
    path("schouwen/<int:number>/lotingen/", route.draws, name="draws"),
    path("schouwen/<int:number>/formulier/", route.paper_form, name="paper_form"),
    path("schouwen/<int:number>/oordelen/", walkers.marks, name="marks"),
    path("schouwen/<int:number>/lopers/", walkers.walkers, name="walkers"),
    path("schouwen/<int:number>/lopers/uitnodigen/", walkers.invite_parties, name="invite_parties"),
    path("schouwen/<int:number>/lopers/bewoner/", walkers.invite_resident, name="invite_resident"),
    path("schouwen/lopers/<int:number>/weg/", walkers.take_off, name="take_off"),
    path("schouwen/lopers/<int:number>/overtypen/", walkers.type_over, name="type_over"),
    path("schouwen/punten/<int:number>/", route.change_spot, name="change_spot"),
    path("schouwen/punten/<int:number>/weg/", route.remove_spot, name="remove_spot"),
    path("schouwen/punten/<int:number>/volgorde/", route.move_spot, name="move_spot"),
    path("schouwen/vaste-punten/<int:area_id>/", route.fixed_points, name="fixed_points"),
    path("schouwen/vaste-punten/<int:number>/weg/", route.end_point, name="end_point"),
    path("schouwen/<int:number>/bevindingen/nieuw/", findings.add_finding, name="add_finding"),
    path("schouwen/bevindingen/", findings.finding_list, name="findings"),
    path("schouwen/bevindingen/<int:number>/", findings.finding, name="finding"),
    path("schouwen/bevindingen/<int:number>/wijzigen/", findings.change_finding, name="change_finding"),
    path("schouwen/bevindingen/<int:number>/antwoord/", findings.answer_finding, name="answer_finding"),
    path("schouwen/bevindingen/<int:number>/open/", findings.open_again, name="open_again"),
    path("schouwen/bevindingen/<int:number>/melding/", findings.make_signal, name="make_signal"),
    path("schouwen/fotos/<int:number>/<int:version>/<str:size>/", walkers.photo, name="photo"),
    path("schouwen/fotos/<int:number>/weg/", walkers.remove_photo, name="remove_photo"),
]

SETTINGS = [
    path("schouwen/instellen/", settings.settings, name="settings"),
    path("schouwen/instellen/schalen/", settings.make_scale, name="make_scale"),
    path("schouwen/instellen/schalen/gebruikelijk/", settings.usual_scales, name="usual_scales"),
    path("schouwen/instellen/schalen/<int:number>/", settings.change_scale, name="change_scale"),
    path("schouwen/instellen/schalen/<int:number>/weg/", settings.end_scale, name="end_scale"),
    path("schouwen/instellen/onderwerpen/", settings.make_subject, name="make_subject"),
    path("schouwen/instellen/onderwerpen/<int:number>/", settings.subject, name="subject"),
    path("schouwen/instellen/onderwerpen/<int:number>/aspect/", settings.make_aspect, name="make_aspect"),
    path("schouwen/instellen/aspecten/<int:number>/", settings.change_aspect, name="change_aspect"),
    path("schouwen/instellen/aspecten/<int:number>/foto/", settings.keep_picture, name="keep_picture"),
    path("schouwen/instellen/fotos/<int:number>/weg/", settings.remove_picture, name="remove_picture"),
    path(
        "schouwen/voorbeelden/<int:number>/<int:version>/<str:size>/",
        settings.reference_picture,
        name="reference_picture",
    ),
]

BY_LINK = [
    path("schouw/<str:key>/", walking.own_walk, name="own_walk"),
    path("schouw/<str:key>/lopen/", walking.own_walking, name="own_walking"),
    path("schouw/<str:key>/insturen/", walking.own_send, name="own_send"),
    path("schouw/<str:key>/foto/", walking.own_photo, name="own_photo"),
    path("schouw/<str:key>/punt/", walking.own_new_spot, name="own_new_spot"),
    path("schouw/<str:key>/punt/<int:number>/", walking.own_spot, name="own_spot"),
    path("schouw/<str:key>/actielijst/", walking.agree, name="agree"),
    path("schouw/<str:key>/app.webmanifest", walking.own_manifest, name="own_manifest"),
]

urlpatterns = [*STAFF, *SETTINGS, *BY_LINK]
