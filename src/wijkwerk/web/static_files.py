"""Style and scripts: names with a hash of their content, compressed beforehand."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Storage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """A missing file is a fault of the build, but never an error page for a resident."""

    manifest_strict = False
