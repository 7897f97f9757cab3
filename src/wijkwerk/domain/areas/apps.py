from django.apps import AppConfig


class AreasConfig(AppConfig):
    name = "wijkwerk.domain.areas"
    label = "areas"
