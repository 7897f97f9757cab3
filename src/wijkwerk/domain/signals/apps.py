from django.apps import AppConfig


class SignalsConfig(AppConfig):
    name = "wijkwerk.domain.signals"
    label = "signals"
