from django.apps import AppConfig


class BudgetsConfig(AppConfig):
    name = "wijkwerk.domain.budgets"
    label = "budgets"
