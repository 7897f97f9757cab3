from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "wijkwerk.foundation.files"
    label = "files"
    verbose_name = "Bestanden"
