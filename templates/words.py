"""The one door for every word a user reads: gettext, English in the source, Simplified Chinese beside it.

The catalogue lives on the ground floor because all three rooms speak to users: the renderer in the
retrospective's language, storage and the terminal in the language chosen for this run.
"""

from __future__ import annotations

import gettext as _gettext
import os
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

LANGUAGES = ("en", "zh")
"""The languages every word stands in, by the code `--lang` takes."""

DOMAIN = "phasebook"
LOCALE_FOLDER = Path(__file__).parent / "locale"

_current = "en"


def use(language: str) -> None:
    """Speak `language` ("en" or "zh") from here on, in our own words and in those of the libraries.

    Libraries such as click ask the process-wide gettext, which reads the environment; so the choice
    stands there too.
    """
    global _current
    _current = language if language in LANGUAGES else "en"
    os.environ["LANGUAGE"] = _current
    _gettext.bindtextdomain(DOMAIN, str(LOCALE_FOLDER))
    _gettext.textdomain(DOMAIN)


def current() -> str:
    """The language chosen for this run."""
    return _current


@lru_cache(maxsize=len(LANGUAGES) + 1)
def catalogue(language: str) -> _gettext.NullTranslations:
    """All words in `language`; English where the catalogue has none."""
    if language == "en":
        return _gettext.NullTranslations()
    return _gettext.translation(DOMAIN, str(LOCALE_FOLDER), languages=[language], fallback=True)


def _(message: str) -> str:
    """`message` in the language of this run."""
    return catalogue(_current).gettext(message)


def ngettext(singular: str, plural: str, n: int) -> str:
    """The form of a counted phrase that fits `n`, in the language of this run."""
    return catalogue(_current).ngettext(singular, plural, n)


def listed(items: Iterable[str]) -> str:
    """Several things in one sentence, with the comma of the language."""
    return _("{one}, {other}").format(one="", other="").join(items)


def named(name: str, text: str) -> str:
    """A thing under its name, with the colon of the language."""
    return _("{name}: {text}").format(name=name, text=text)


def detailed(text: str, detail: str) -> str:
    """A thing and what is said of it in brackets, those of the language."""
    return _("{text} ({detail})").format(text=text, detail=detail) if detail else text


def N_(message: str) -> str:  # noqa: N802  # gettext's own name for "translate where it is shown"
    """Mark `message` for the catalogue; it is translated where it is shown."""
    return message


def unknown_language() -> str:
    """What `PHASEBOOK_LANG` says where no language of ours is meant, or an empty text."""
    asked = os.environ.get("PHASEBOOK_LANG", "")
    known = (*LANGUAGES, "c", "posix")
    return "" if not asked or asked.lower().replace("-", "_").replace(".", "_").split("_")[0] in known else asked


def from_environment(environ: dict[str, str] | os._Environ[str] | None = None) -> str:
    """The language the environment asks for: `PHASEBOOK_LANG`, else the locale's variables, else English."""
    environ = os.environ if environ is None else environ
    for name in ("PHASEBOOK_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = environ.get(name, "")
        if value:
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"
