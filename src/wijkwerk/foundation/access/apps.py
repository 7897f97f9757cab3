from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "wijkwerk.foundation.access"
    label = "access"
