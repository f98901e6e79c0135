"""Texts that a user reads: written in French, in place, and wrapped in `_()`.

Without a catalog a text is itself. A second language is a gettext catalog, and no other change.
"""

from gettext import NullTranslations

_translations = NullTranslations()


def _(text: str) -> str:
    """The text in the user's language."""
    return _translations.gettext(text)
