from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "wijkwerk.domain.plans"
    label = "plans"
