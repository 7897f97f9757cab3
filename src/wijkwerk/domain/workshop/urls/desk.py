"""The desk, who comes in, the till, help with forms."""

from django.urls import path

from wijkwerk.domain.workshop.views import desk, forms_help, queue, residents, till

urlpatterns = [
    path("werkplaats/<int:workshop>/balie/", desk.desk, name="desk"),
    path("werkplaats/<int:workshop>/balie/uitlenen/", desk.lend_pile, name="desk_lend"),
    path("werkplaats/<int:workshop>/balie/terug/", desk.take_back, name="desk_return"),
    path("werkplaats/<int:workshop>/balie/verlengen/", desk.keep_longer, name="desk_extend"),
    path("werkplaats/<int:workshop>/balie/bezoek/", desk.visit, name="desk_visit"),
    path("werkplaats/<int:workshop>/balie/bezoek/weg/", desk.take_back_visit, name="desk_visit_back"),
    path("werkplaats/<int:workshop>/balie/zonder-netwerk/", queue.offline_desk, name="offline_desk"),
    path("werkplaats/<int:workshop>/balie/wachtrij/", queue.desk_queue, name="desk_queue"),
    path("werkplaats/<int:workshop>/balie/uitzoeken/", queue.to_sort_out, name="to_sort_out"),
    path("werkplaats/<int:workshop>/balie/uitzoeken/<int:pk>/opnieuw/", queue.try_again, name="try_again"),
    path("werkplaats/<int:workshop>/balie/uitzoeken/<int:pk>/klaar/", queue.settle, name="settle"),
    path("werkplaats/<int:workshop>/inwoners/", residents.residents, name="residents"),
    path("werkplaats/<int:workshop>/inwoners/nieuw/", desk.new_resident, name="new_resident"),
    path("werkplaats/<int:workshop>/inwoners/<int:pk>/", residents.resident, name="resident"),
    path("werkplaats/<int:workshop>/inwoners/<int:pk>/wijzig/", residents.change_resident, name="change_resident"),
    path("werkplaats/<int:workshop>/inwoners/<int:pk>/dubbel/", residents.merge_resident, name="merge_resident"),
    path("werkplaats/<int:workshop>/inwoners/<int:pk>/samen/", residents.merge_into, name="merge_into"),
    path("werkplaats/<int:workshop>/inwoners/<int:pk>/gegevens/", residents.resident_data, name="resident_data"),
    path("werkplaats/<int:workshop>/inwoners/<int:pk>/vergeet/", residents.forget_resident, name="forget_resident"),
    path("werkplaats/<int:workshop>/dag/", till.day, name="day"),
    path("werkplaats/<int:workshop>/dag/open/", till.open_day, name="open_day"),
    path("werkplaats/<int:workshop>/dag/sluit/", till.close_day, name="close_day"),
    path("werkplaats/<int:workshop>/dag/heropen/", till.reopen_day, name="reopen_day"),
    path("werkplaats/<int:workshop>/dag/bericht/", till.letter_done, name="letter_done"),
    path("werkplaats/<int:workshop>/kas/", till.show_till, name="till"),
    path("werkplaats/<int:workshop>/kas/ontvang/", till.receive, name="receive"),
    path("werkplaats/<int:workshop>/kas/betaal/", till.pay, name="pay"),
    path("werkplaats/<int:workshop>/kas/kwijtschelden/", till.waive, name="waive"),
    path("werkplaats/<int:workshop>/bon/<int:pk>/", till.receipt, name="receipt"),
    path("werkplaats/<int:workshop>/bon/<int:pk>/terug/", till.pay_back, name="pay_back"),
    path("werkplaats/<int:workshop>/formulieren/", forms_help.forms_help, name="forms_help"),
]
