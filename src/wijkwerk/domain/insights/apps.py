from django.apps import AppConfig


class InsightsConfig(AppConfig):
    name = "wijkwerk.domain.insights"
    label = "insights"
