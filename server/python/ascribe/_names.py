"""Names of formats and rules, each with a line about it."""

from ascribe import _ascribe


def export_formats() -> dict[str, str]:
    """Formats for `export`."""
    return dict(_ascribe.export_formats())


def import_formats() -> dict[str, str]:
    """Formats for `import_`."""
    return dict(_ascribe.import_formats())


def rules() -> dict[str, str]:
    """Rules of `check`."""
    return dict(_ascribe.rules())
