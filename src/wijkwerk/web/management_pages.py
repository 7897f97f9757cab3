"""The pages that an administrator keeps the municipality with, in the order of a first day."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.web.entries import Entry, Groups

GROUPS: Groups = [
    (
        _("De gemeente"),
        [
            Entry(
                _("Instellingen"),
                _("Eigen woorden, naam, kleuren, logo, adressen, termijnen en sluitingsdagen."),
                "settings:municipality",
                "edit",
                Permission.SETTINGS_MANAGE,
            ),
            Entry(
                _("Gebieden"),
                _("De wijken en dorpen waarin u werkt: uit welke buurten zij bestaan, vanaf wanneer."),
                "areas:keeping",
                "map",
                Permission.AREA_MANAGE,
            ),
            Entry(
                _("Gebieden en cijfers inlezen"),
                _("Gemeenten, wijken, buurten en kerncijfers uit bestanden."),
                "areas:file_imports",
                "upload",
                Permission.AREA_MANAGE,
            ),
            Entry(
                _("Onderwerpen en verdeelregels"),
                _("Waar meldingen over gaan, en wie ze oppakt."),
                "signals:categories",
                "filter",
                Permission.CATEGORY_MANAGE,
            ),
        ],
    ),
    (
        _("Plannen en overleg"),
        [
            Entry(
                _("Schouwen instellen"),
                _("Schalen, onderwerpen en aspecten, met foto's als voorbeeld."),
                "inspections:settings",
                "pin",
                Permission.SETTINGS_MANAGE,
            ),
            Entry(
                _("Soorten overleg"),
                _("Welke overleggen er zijn, hoe zij heten en wie erbij zijn."),
                "meetings:kinds",
                "users",
                Permission.SETTINGS_MANAGE,
            ),
            Entry(
                _("Codes van de jaarplanning"),
                _("De letters in de tabel, en hoe zwaar elk werk weegt."),
                "plans:codes",
                "calendar",
                Permission.SETTINGS_MANAGE,
            ),
            Entry(
                _("Toetsingskaders"),
                _("Waar u een programma of initiatief aan toetst, zoals de acht bakens."),
                "plans:frames",
                "check",
                Permission.SETTINGS_MANAGE,
            ),
            Entry(
                _("Thema's van de gemeente"),
                _("Wat in elk gebied terugkomt."),
                "plans:themes",
                "flag",
                Permission.SETTINGS_MANAGE,
            ),
            Entry(
                _("Onderhoud"),
                _("Hoe netjes de gemeente elk gebied houdt en wat er gepland staat."),
                "signals:upkeep_areas",
                "home",
                Permission.UPKEEP_MANAGE,
            ),
        ],
    ),
    (
        _("Mensen"),
        [
            Entry(
                _("Mensen en rollen"),
                _("Wie er werkt, met welke rol, voor welk gebied."),
                "people:keeping",
                "users",
                Permission.PEOPLE_MANAGE,
            ),
            Entry(
                _("Uitnodigingen"),
                _("Wie mag inloggen en nog niet heeft gereageerd."),
                "people:invitations",
                "mail",
                Permission.ACCOUNT_INVITE,
            ),
            Entry(
                _("Wie mag wat"),
                _("De tabel van rollen en rechten."),
                "people:roles",
                "lock",
                Permission.ROLES_VIEW,
            ),
        ],
    ),
    (
        _("Privacy en techniek"),
        [
            Entry(
                _("Bewaartermijnen"),
                _("Hoe lang gegevens blijven. De klok voert het elke nacht uit."),
                "privacy:terms",
                "clock",
                Permission.PRIVACY_MANAGE,
            ),
            Entry(
                _("Inzage"),
                _("Wie las welke gevoelige gegevens, en wanneer."),
                "privacy:readings",
                "eye",
                Permission.ACCESS_LOG_VIEW,
            ),
            Entry(
                _("Koppelingen"),
                _("Sleutels voor andere systemen."),
                "api:keys",
                "link",
                Permission.SETTINGS_MANAGE,
            ),
            Entry(
                _("Werk op de achtergrond"),
                _("Wat er loopt, wat mislukte, opnieuw starten."),
                "jobs:list",
                "refresh",
                Permission.JOBS_MANAGE,
            ),
        ],
    ),
]
