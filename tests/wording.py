"""The words the catalogue must hold: those our three rooms use, and those of click's that a user can meet.

`python -m tests.wording` brings the catalogue up to date: words nobody says any more go, new ones come
without a translation.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import click
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from templates.words import DOMAIN, LOCALE_FOLDER

ROOT = Path(__file__).parent.parent
PO = LOCALE_FOLDER / "zh" / "LC_MESSAGES" / f"{DOMAIN}.po"
KEYWORDS = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2)}

CLICK_FILES = ("core", "decorators", "exceptions", "formatting", "parser", "types")
CLICK_HIDDEN = ("required",)
"""Words click translates by way of a variable, where no extractor finds them."""
ONLY_PROGRAMMERS_MEET = frozenset(
    {
        # said to somebody who declares an option wrongly
        "Name '{name}' defined twice",
        "Boolean option {decl!r} cannot use the same flag for true/false.",
        "Could not determine name for option with declarations {decls!r}",
        (
            "No options defined but a name was passed ({name})."
            " Did you mean to declare an argument instead? Did you mean to pass '--{name}'?"
        ),
        "Arguments take exactly one parameter declaration, got {length}: {decls}.",
        "Invalid start character for option ({option})",
        "Value must be an iterable.",
        "Choice({choices})",
        # of kinds of parameter that phasebook has none of
        "{value!r} is not a valid UUID.",
        "DeprecationWarning: The command {name!r} is deprecated.{extra_message}",
        "DeprecationWarning: The {param_type} {name!r} is deprecated.{extra_message}",
        "deprecated",
        "(dynamic)",
        "Do you want to continue?",
        "Confirm the action without prompting.",
    }
)

MessageId = str | tuple[str, str]


def extracted(folder: Path) -> Iterator[tuple[str, MessageId]]:
    """Every message in the Python files below `folder`, with the file it stands in."""
    methods = [("**.py", "python")]
    for file, _line, message, _comments, _context in extract_from_dir(folder, methods, keywords=KEYWORDS):
        yield file, message if isinstance(message, str) else (message[0], message[1])


def ours() -> Iterator[tuple[str, MessageId]]:
    """Every message of our three rooms, with its file as seen from the top of the repository."""
    for room in ("tui", "storage", "templates"):
        for file, message in extracted(ROOT / room):
            yield f"{room}/{file}", message


def clicks() -> Iterator[tuple[str, MessageId]]:
    """Every message of click's that a user of phasebook can meet."""
    for file, message in extracted(Path(click.__file__).parent):
        name = Path(file).stem
        if name in CLICK_FILES and message not in ONLY_PROGRAMMERS_MEET:
            yield f"click/{file}", message
    for message in CLICK_HIDDEN:
        yield "click/core.py", message


def wanted() -> Catalog:
    """A catalogue without translations that holds every message a user can meet."""
    catalogue = Catalog(locale="zh", domain=DOMAIN)
    for file, message in (*ours(), *clicks()):
        catalogue.add(message, locations=[(file, 0)])
    return catalogue


def translated() -> Catalog:
    """The catalogue as it stands in the repository."""
    with PO.open("rb") as lines:
        return read_po(lines, locale="zh", domain=DOMAIN, abort_invalid=True)


def update() -> None:
    """Bring the catalogue up to date, every known translation kept."""
    known = translated()
    fresh = wanted()
    for message in fresh:
        if message.id and (old := known.get(message.id if isinstance(message.id, str) else message.id[0])):
            message.string = old.string
    entries = BytesIO()
    write_po(entries, fresh, width=100, omit_header=True, include_lineno=False, sort_by_file=True)
    header = PO.read_text(encoding="utf-8").split("\n\n")[0]
    PO.write_text(f"{header}\n\n{entries.getvalue().decode().strip()}\n", encoding="utf-8")


if __name__ == "__main__":
    update()
