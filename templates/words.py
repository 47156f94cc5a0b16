"""The one door for every word a user reads: gettext, English in the source, Simplified Chinese beside it.

The catalogue lives on the ground floor because all three rooms speak to users: the renderer in the
retrospective's language, storage and the terminal in the language chosen for this run.
"""

from __future__ import annotations

import gettext as _gettext
import os
import re
import unicodedata
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


_NAMES = {"english": "en", "英文": "en", "英语": "en", "chinese": "zh", "中文": "zh", "简体中文": "zh", "汉语": "zh"}
"""What people call the languages, folded."""


def understood(tag: str) -> str | None:
    """The language a tag or a name means, one of LANGUAGES: `zh-CN`, `zh_CN.UTF-8`, `zh-Hans`, `en-US`, 中文."""
    folded = unicodedata.normalize("NFKC", tag).strip().casefold()
    first = re.split("[-_.@]", folded)[0]
    return first if first in LANGUAGES else _NAMES.get(folded)


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


def in_every_language(message: str) -> tuple[str, ...]:
    """What `message` is called in each language, folded: what people may write for it."""
    said = (message, *(catalogue(language).gettext(message) for language in LANGUAGES))
    return tuple(dict.fromkeys(word.casefold() for word in said))


def reason(error: OSError) -> str:
    """Why the system refused something, in the language of this run where it is one of the usual reasons."""
    return _(error.strerror) if error.strerror else type(error).__name__


def parser_said(problem: str) -> str:
    """What a parser complains of, in the language of this run where it is one of the usual complaints."""
    return _(problem) if problem in _COMPLAINTS else problem


def named(name: str, text: str) -> str:
    """A thing under its name, with the colon of the language."""
    return _("{name}: {text}").format(name=name, text=text)


def detailed(text: str, detail: str) -> str:
    """A thing and what is said of it in brackets, those of the language."""
    return _("{text} ({detail})").format(text=text, detail=detail) if detail else text


def N_(message: str) -> str:  # noqa: N802  # gettext's own name for "translate where it is shown"
    """Mark `message` for the catalogue; it is translated where it is shown."""
    return message


_REASONS = (
    *(N_("No such file or directory"), N_("Permission denied"), N_("Operation not permitted"), N_("File exists")),
    *(N_("Is a directory"), N_("Not a directory"), N_("No space left on device"), N_("Read-only file system")),
    *(N_("File name too long"), N_("Input/output error"), N_("Too many levels of symbolic links")),
    *(N_("Too many open files"), N_("Device or resource busy"), N_("Disk quota exceeded"), N_("File too large")),
    *(N_("Directory not empty"), N_("Cross-device link"), N_("Invalid argument"), N_("Broken pipe")),
)
"""What the system says, which the catalogue holds in its own words."""


_COMPLAINTS = frozenset(
    {
        # YAML's
        *(N_("mapping values are not allowed here"), N_("could not find expected ':'")),
        *(N_("found unexpected end of stream"), N_("found character that cannot start any token")),
        *(N_("found character '\\t' that cannot start any token"), N_("expected ',' or ']', but got '<stream end>'")),
        *(N_("expected ',' or '}', but got '<stream end>'"), N_("found unexpected ':'")),
        # JSON's
        *(N_("Expecting value"), N_("Extra data"), N_("Expecting ',' delimiter"), N_("Expecting ':' delimiter")),
        *(N_("Expecting property name enclosed in double quotes"), N_("Unterminated string starting at")),
        *(N_("Invalid control character at"), N_("Invalid \\escape")),
    }
)
"""What the parsers of YAML and JSON say most, which the catalogue holds in its own words."""


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
            return understood(value) or "en"
    return "en"
