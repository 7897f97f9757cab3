"""The words that a municipality may replace by its own, with the usual Dutch one: (one, many)."""

USUAL: dict[str, tuple[str, str]] = {
    "coordinator": ("wijkregisseur", "wijkregisseurs"),
    "alderman": ("wijkwethouder", "wijkwethouders"),
    "residents_body": ("wijkraad", "wijkraden"),
    "work_area": ("wijk", "wijken"),
    "team": ("wijkteam", "wijkteams"),
    "vision": ("wijkvisie", "wijkvisies"),
    "goal": ("doel", "doelen"),
    "programme": ("wijkprogramma", "wijkprogramma's"),
    "effort": ("inspanning", "inspanningen"),
    "agenda": ("projectenagenda", "projectenagenda's"),
    "agenda_item": ("project", "projecten"),
    "evaluation": ("wijkevaluatie", "wijkevaluaties"),
    "year_plan": ("jaarplanning", "jaarplanningen"),
    "fund": ("wijkbudget", "wijkbudgetten"),
    "award": ("wijkwaardering", "wijkwaarderingen"),
}
