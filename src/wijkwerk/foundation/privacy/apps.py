from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "wijkwerk.foundation.privacy"
    label = "privacy"
    verbose_name = "Privacy"

    def ready(self) -> None:
        from wijkwerk.foundation.privacy import register  # app ready

        register.load()
