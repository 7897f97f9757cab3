from django.apps import AppConfig


class FacilitiesConfig(AppConfig):
    name = "wijkwerk.domain.facilities"
    label = "facilities"
