from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    name = "wijkwerk.domain.inspections"
    label = "inspections"
