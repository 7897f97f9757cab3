from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "wijkwerk.api"
    label = "api"
