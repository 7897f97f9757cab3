from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "wijkwerk.foundation.kit"
    label = "kit"
