"""Addresses of the people room."""

from django.urls import path

from wijkwerk.domain.people.views import covenants, directory, keeping, roles, teams

app_name = "people"

urlpatterns = [
    path("mensen/", directory.area_list, name="list"),
    path("mensen/personen/", directory.person_list, name="people"),
    path("mensen/organisaties/", directory.organisation_list, name="organisations"),
    path("mensen/rollen/", roles.role_table, name="roles"),
    path("mensen/<int:person_id>/", directory.person, name="person"),
    path("mensen/<int:person_id>/foto/<int:version>/<slug:size>/", directory.photo, name="photo"),
    path("mensen/organisaties/<int:organisation_id>/", directory.organisation, name="organisation"),
    # Covenants
    path("mensen/convenanten/", covenants.covenant_list, name="covenants"),
    path("mensen/convenanten/nieuw/", covenants.new_covenant, name="new_covenant"),
    path("mensen/convenanten/<int:pk>/", covenants.covenant, name="covenant"),
    path("mensen/convenanten/<int:pk>/wijzigen/", covenants.change_covenant, name="change_covenant"),
    path("mensen/convenanten/<int:pk>/vernieuwen/", covenants.renew_covenant, name="renew_covenant"),
    path("mensen/convenanten/<int:pk>/stoppen/", covenants.end_covenant, name="end_covenant"),
    path("mensen/convenanten/<int:pk>/afspraak/", covenants.promise, name="promise"),
    path("mensen/afspraken/<int:pk>/geleverd/", covenants.deliver, name="deliver"),
    path("mensen/geleverd/<int:pk>/weg/", covenants.take_back, name="take_back_delivery"),
    # Teams
    path("gebieden/<int:work_area_id>/team/", teams.team, name="team"),
    path("gebieden/<int:work_area_id>/team/toevoegen/", teams.add_member, name="add_team_member"),
    path("gebieden/team/<int:member_id>/wijzigen/", teams.change_member, name="change_team_member"),
    path("gebieden/team/<int:member_id>/stoppen/", teams.end_member, name="end_team_member"),
    # Keeping
    path("beheer/mensen/", keeping.person_list, name="keeping"),
    path("beheer/mensen/nieuw/", keeping.add_person, name="add_person"),
    path("beheer/mensen/<int:person_id>/wijzigen/", keeping.change_person, name="change_person"),
    path("beheer/mensen/<int:person_id>/foto/", keeping.set_photo, name="set_photo"),
    path("beheer/mensen/<int:person_id>/foto/weg/", keeping.drop_photo, name="drop_photo"),
    path("beheer/mensen/<int:person_id>/rol/", keeping.give_role, name="give_role"),
    path("beheer/mensen/<int:person_id>/afwezig/", keeping.report_absence, name="report_absence"),
    path("beheer/mensen/<int:person_id>/uitnodigen/", keeping.invite, name="invite"),
    path("beheer/mensen/<int:person_id>/stoppen/", keeping.deactivate_person, name="deactivate_person"),
    path("beheer/mensen/<int:person_id>/terug/", keeping.welcome_back, name="welcome_back"),
    path("beheer/rollen/<int:assignment_id>/stoppen/", keeping.end_role, name="end_role"),
    path("beheer/afwezigheid/<int:absence_id>/stoppen/", keeping.end_absence, name="end_absence"),
    path("beheer/uitnodigingen/", keeping.invitation_list, name="invitations"),
    path("beheer/uitnodigingen/<int:invitation_id>/opnieuw/", keeping.invite_again, name="invite_again"),
    path(
        "beheer/uitnodigingen/<int:invitation_id>/intrekken/", keeping.withdraw_invitation, name="withdraw_invitation"
    ),
    path("beheer/organisaties/nieuw/", keeping.add_organisation, name="add_organisation"),
    path(
        "beheer/organisaties/<int:organisation_id>/wijzigen/", keeping.change_organisation, name="change_organisation"
    ),
    path("beheer/organisaties/<int:organisation_id>/stoppen/", keeping.end_organisation, name="end_organisation"),
    path("beheer/organisaties/<int:organisation_id>/leden/nieuw/", keeping.add_body_member, name="add_body_member"),
    path("beheer/leden/<int:member_id>/stoppen/", keeping.end_body_membership, name="end_body_membership"),
]
