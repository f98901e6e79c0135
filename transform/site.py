"""dbt's own documentation of the warehouse, as one page that fetches nothing."""

import gzip
import re
from functools import lru_cache
from pathlib import Path

from transform import dbt

_EMPTY_CATALOG = '{"metadata": {}, "nodes": {}, "sources": {}, "errors": null}'
"""What dbt would read of the tables of the warehouse: their columns are in the manifest already."""

_FETCHED = re.compile(r'<link rel="(?:canonical|shortcut icon)"[^>]*>|//[\w.]+cloudfront[\w./]+')
"""What dbt's page would fetch: icons that are not there, and a script that counts visits."""

_UNFILLED = 'xlink:href="{{'
"""The icons of its templates, which a browser would ask for by the name of their expression."""


def documentation() -> bytes | None:
    """The page of what the last build knew, as gzip; None before there was one.

    Made again only when dbt wrote its manifest again, which it does whatever it runs.
    """
    manifest = dbt.target() / "manifest.json"
    if not manifest.exists():
        return None
    return _page(manifest, manifest.stat().st_mtime_ns)


@lru_cache(maxsize=1)
def _page(manifest: Path, _written_at: int) -> bytes:
    from dbt.task.docs import DOCS_INDEX_FILE_PATH

    html = _FETCHED.sub("", Path(DOCS_INDEX_FILE_PATH).read_text())
    html = html.replace(_UNFILLED, f"ng-attr-{_UNFILLED}")
    for name, data in (("MANIFEST", manifest.read_text()), ("CATALOG", _EMPTY_CATALOG)):
        html = html.replace(f'"{name}.JSON INLINE DATA"', data.replace("<", "\\u003c"), 1)
    return gzip.compress(html.encode(), compresslevel=6)
