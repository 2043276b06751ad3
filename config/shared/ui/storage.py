"""Static files with the hash of their content in the name, the imports between our script modules included. Named in the settings.

Only our modules: other packages ship scripts that name files which they do not ship.
"""

from whitenoise.storage import CompressedManifestStaticFilesStorage

_, _IMPORTS = CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns


class StaticStorage(CompressedManifestStaticFilesStorage):
    """A module that imports another by name gets the hashed name too, so that old and new are never mixed."""

    patterns = (*CompressedManifestStaticFilesStorage.patterns, ("config/js/*.js", _IMPORTS))
