from django.apps import AppConfig


class LaterConfig(AppConfig):
    name = "wijkwerk.foundation.later"
    label = "later"
