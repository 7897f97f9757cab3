from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "wijkwerk.foundation.search"
    label = "search"
