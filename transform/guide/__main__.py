"""Writes the pages into the guide: `python -m transform.guide FOLDER`."""

import sys
from pathlib import Path

from transform.guide.pages import FOLDER, pages
from transform.guide.project import parsed


def write(guide: Path) -> None:
    """Writes every page, and removes those of indicators that are no more."""
    written = {guide / path: text for path, text in pages(parsed()).items()}
    (guide / FOLDER).mkdir(exist_ok=True)
    for path in {*(guide / FOLDER).glob("*.md")} - written.keys():
        path.unlink()
    for path, text in written.items():
        path.write_text(text)


if __name__ == "__main__":
    write(Path(sys.argv[1]))
