"""Files that were brought in."""

from django.db.models import QuerySet

from wijkwerk.domain.areas.models import FileImport


def file_imports() -> QuerySet[FileImport]:
    """The files that were brought in, the newest first."""
    found: QuerySet[FileImport] = FileImport.objects.all()
    return found


def file_import(pk: int) -> FileImport:
    found: FileImport = FileImport.objects.get(pk=pk)
    return found
