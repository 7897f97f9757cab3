"""Volunteers and participants, shifts, hours, gardens."""

from django.urls import URLPattern, path

from wijkwerk.domain.workshop.views import gardens, own_offer, participants, shifts

urlpatterns: list[URLPattern] = [
    # Who helps and learns
    path("werkplaats/<int:workshop>/medewerkers/", participants.participants, name="participants"),
    path("werkplaats/<int:workshop>/medewerkers/uren/", participants.hours, name="hours"),
    path("werkplaats/<int:workshop>/medewerkers/nieuw/", participants.new_participant, name="new_participant"),
    path("werkplaats/<int:workshop>/vaardigheden/nieuw/", participants.new_skill, name="new_skill"),
    path("werkplaats/medewerkers/<int:pk>/", participants.participant, name="participant"),
    path("werkplaats/medewerkers/<int:pk>/wijzigen/", participants.change_participant, name="change_participant"),
    path("werkplaats/medewerkers/<int:pk>/stoppen/", participants.stop_participant, name="stop_participant"),
    path("werkplaats/medewerkers/<int:pk>/uitnodigen/", participants.invite_participant, name="invite_participant"),
    path("werkplaats/medewerkers/<int:pk>/geleerd/", participants.note_learned, name="note_learned"),
    path("werkplaats/medewerkers/<int:pk>/bedanken/", participants.thank_participant, name="thank_participant"),
    path("werkplaats/medewerkers/<int:pk>/bewijs/", participants.certificate, name="certificate"),
    path("werkplaats/medewerkers/<int:pk>/eigen/", participants.own_work, name="own_work"),
    path("werkplaats/medewerkers/<int:pk>/eigen/opgeven/", participants.choose_shift, name="choose_shift"),
    path("werkplaats/medewerkers/<int:pk>/eigen/afmelden/", participants.leave_shift, name="leave_shift"),
    path(
        "werkplaats/medewerkers/<int:pk>/eigen/wanneer/", participants.change_own_availability, name="own_availability"
    ),
    path("werkplaats/medewerkers/<int:pk>/eigen/bewijs/", participants.own_certificate, name="own_certificate"),
    path("mijn-werk/", participants.my_work, name="my_work"),
    # The rota
    path("werkplaats/<int:workshop>/rooster/", shifts.rota, name="shifts"),
    path("werkplaats/<int:workshop>/rooster/nieuw/", shifts.new_shift, name="new_shift"),
    path("werkplaats/<int:workshop>/rooster/reeks/", shifts.new_series, name="new_series"),
    path("werkplaats/reeksen/<int:pk>/wijzigen/", shifts.change_series, name="change_series"),
    path("werkplaats/reeksen/<int:pk>/stoppen/", shifts.end_series, name="end_series"),
    path("werkplaats/diensten/<int:pk>/", shifts.shift, name="shift"),
    path("werkplaats/diensten/<int:pk>/wijzigen/", shifts.change_shift, name="change_shift"),
    path("werkplaats/diensten/<int:pk>/afzeggen/", shifts.cancel_shift, name="cancel_shift"),
    path("werkplaats/diensten/<int:pk>/erbij/", shifts.sign_up, name="sign_up"),
    path("werkplaats/plaatsen/<int:pk>/afmelden/", shifts.sign_off, name="sign_off"),
    path("werkplaats/plaatsen/<int:pk>/aanwezig/", shifts.present, name="present"),
    path("werkplaats/plaatsen/<int:pk>/weg/", shifts.left, name="left"),
    path("werkplaats/plaatsen/<int:pk>/afwezig/", shifts.absent, name="absent"),
    path("werkplaats/plaatsen/<int:pk>/tijden/", shifts.times, name="shift_times"),
    # Gardens
    path("werkplaats/<int:workshop>/tuinen/", gardens.gardens, name="gardens"),
    path("tuinen/<int:garden>/", gardens.garden, name="garden"),
    path("tuinen/<int:garden>/percelen/", gardens.add_plots, name="add_plots"),
    path("tuinen/<int:garden>/seizoen/", gardens.new_season, name="new_season"),
    path("tuinen/percelen/<int:pk>/wijzigen/", gardens.change_plot, name="change_plot"),
    path("tuinen/percelen/<int:pk>/aanbieden/", gardens.offer_plot, name="offer_plot"),
    path("tuinen/gebruik/<int:pk>/blijft/", gardens.keep_plot, name="keep_plot"),
    path("tuinen/gebruik/<int:pk>/stoppen/", gardens.end_use, name="end_plot_use"),
    path("tuinen/gebruik/<int:pk>/betalen/", gardens.pay, name="pay_plot"),
    path("tuinen/wachtlijst/<int:pk>/ja/", gardens.accept, name="accept_plot"),
    path("tuinen/wachtlijst/<int:pk>/toch/", gardens.accept_second, name="accept_second_plot"),
    path("tuinen/gebruik/<int:pk>/toch/", gardens.keep_second, name="keep_second_plot"),
    path("perceel/<str:key>/", own_offer.own_offer, name="own_offer"),
    path("tuinen/wachtlijst/<int:pk>/nee/", gardens.decline, name="decline_plot"),
    path("tuinen/wachtlijst/<int:pk>/eraf/", gardens.withdraw, name="withdraw_plot"),
    path("werkplaats/<int:workshop>/inwoners/<int:pk>/moestuin/", gardens.want_plot, name="want_plot"),
    path("werkplaats/<int:workshop>/inwoners/<int:pk>/wachtlijst/", gardens.put_on_list, name="put_on_list"),
]
