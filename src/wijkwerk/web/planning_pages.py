"""The pages of the planning side, in the order of the thread: from where an area wants to be to what was done."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.web.entries import Entry, Groups

GROUPS: Groups = [
    (
        _("Waar willen wij heen?"),
        [
            Entry(
                _("Wijkvisies"),
                _("Waar een gebied over tien jaar wil zijn, met doelen en cijfers. U kunt vaak reageren."),
                "plans:visions",
                "eye",
                Permission.PLAN_VIEW,
            ),
            Entry(
                _("Thema's van de gemeente"),
                _("Wat overal speelt, en hoe elk gebied dat op de eigen manier uitwerkt."),
                "plans:themes",
                "flag",
                Permission.PLAN_VIEW,
            ),
            Entry(
                _("Wijkprogramma's"),
                _("Wat de gemeente, bewoners en partners in vier jaar voor de doelen doen, en met welk geld."),
                "plans:programmes",
                "list",
                Permission.PLAN_VIEW,
            ),
        ],
    ),
    (
        _("Wat doen wij nu?"),
        [
            Entry(
                _("Projecten"),
                _("De projectenagenda van elk gebied en elk jaar: wie trekt het, hoe ver is het, waarom is het er."),
                "plans:list",
                "check",
                Permission.AGENDA_VIEW,
            ),
            Entry(
                _("Jaarplanning"),
                _("Wat er in elke maand in elk gebied gebeurt, en wie het oppakt."),
                "plans:year_plan_now",
                "calendar",
                Permission.YEAR_PLAN_VIEW,
            ),
            Entry(
                _("Onderhoud"),
                _("Hoe netjes de gemeente elk gebied houdt, wat zij daarvoor doet en wat er gepland staat."),
                "signals:upkeep_areas",
                "home",
                Permission.AREA_VIEW,
            ),
        ],
    ),
    (
        _("Hoe gaat het?"),
        [
            Entry(
                _("Wijkevaluaties"),
                _("Wat bewoners zeggen, wat er gezien is en wat de cijfers zeggen, naast de doelen."),
                "plans:evaluations",
                "search",
                Permission.PLAN_VIEW,
            ),
            Entry(
                _("Enquêtes"),
                _("Vragen aan bewoners, op papier en op het web."),
                "plans:surveys",
                "edit",
                Permission.SURVEY_ENTER,
            ),
            Entry(
                _("Schouwen"),
                _("Samen door de wijk lopen en kijken hoe het erbij ligt: uitkomsten en wat ermee gebeurt."),
                "inspections:list",
                "pin",
                Permission.INSPECTION_VIEW,
            ),
            Entry(
                _("Proeven"),
                _("Wat er is geprobeerd, en wat dat leerde."),
                "insights:experiments",
                "idea",
                Permission.EXPERIMENT_VIEW,
            ),
        ],
    ),
]
