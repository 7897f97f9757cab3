from django.apps import AppConfig


class WorkshopConfig(AppConfig):
    name = "wijkwerk.domain.workshop"
    label = "workshop"
