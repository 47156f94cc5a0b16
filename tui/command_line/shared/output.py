"""What a command says and where: data on standard output, messages on standard error."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable
from typing import Any, TextIO

from templates.words import _, ngettext
from tui.words.refused import RefusedError, replaced


def prepare_streams() -> None:
    """Speak UTF-8 on both streams, whatever the locale; line ends stay as they are written."""
    for stream, errors in ((sys.stdout, "replace"), (sys.stderr, "backslashreplace")):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=errors, newline="\n")


def put(text: str) -> None:
    """Write data: exact into a pipe or a file, made safe on a terminal; a missing last line end is added."""
    if sys.stdout is None:
        raise RefusedError(_("Standard output is closed; run this where its output can go somewhere."))
    if sys.stdout.isatty():
        from tui.words.safe_text import shown

        text = shown(text)
    sys.stdout.write(text if text.endswith("\n") else text + "\n")


def put_marked(begin: str, parts: Iterable[tuple[str, bool]]) -> None:
    """Write a line of data of which some parts are marked: in bold on a terminal, as they are elsewhere."""
    listed = list(parts)
    if sys.stdout is None or not sys.stdout.isatty() or os.environ.get("NO_COLOR"):
        put(begin + "".join(text for text, _marked in listed))
        return
    from tui.words.safe_text import shown

    bold = (f"\x1b[1m{shown(text)}\x1b[0m" if marked else shown(text) for text, marked in listed)
    sys.stdout.write(f"{begin}{''.join(bold)}\n")


def put_json(data: Any) -> None:
    """Write data as JSON, two spaces deep, in the characters people wrote."""
    import json

    put(json.dumps(data, ensure_ascii=False, indent=2))


def say(message: str) -> None:
    """Tell the user something that is not data."""
    from tui.words.safe_text import shown

    if sys.stderr is not None:
        sys.stderr.write(shown(message) + "\n")


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a stream is open and a person sits at it."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:  # closed
        return False


def ask(question: str) -> bool:
    """Ask a person at the terminal; yes only where they write it. Never called where nobody can answer."""
    say(question + " " + _("[y/N]"))
    try:
        said = input()
    except EOFError:
        return False
    return said.strip().casefold() in ("y", "yes", "是", "好")


def can_ask() -> bool:
    """Whether somebody sits at the terminal who can be asked."""
    return is_terminal(sys.stdin) and is_terminal(sys.stderr)


def silence(stream: TextIO | None) -> None:
    """Let what is still buffered for a stream nobody reads go nowhere, instead of failing at exit."""
    if stream is None:
        return
    try:
        target = stream.fileno()
    except (OSError, ValueError):
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, target)
    os.close(nowhere)


def kept(text: str) -> str:
    """`text` as it will be kept; what had to change for that is said."""
    from templates.text import keep

    result = keep(text)
    if result.line_ends:
        say(
            ngettext(
                "{n} line end was written as \\r or \\r\\n and is kept as \\n.",
                "{n} line ends were written as \\r or \\r\\n and are kept as \\n.",
                result.line_ends,
            ).format(n=result.line_ends)
        )
    if result.replaced:
        say(replaced(result.replaced))
    return result.text


def read_standard_input() -> str:
    """The text on standard input, as it will be kept, without the line end that closes it.

    Raises:
        RefusedError: there is no standard input.
    """
    if sys.stdin is None or sys.stdin.closed:
        raise RefusedError(_("Standard input is closed; send the text into it, or give it with -m."))
    # A stream put in the place of standard input may have no bytes behind it.
    behind = getattr(sys.stdin, "buffer", None)
    raw = behind.read() if behind is not None else sys.stdin.read().encode("utf-8", "surrogatepass")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("utf-8", "replace")
        say(_("Standard input is not UTF-8 throughout; what could not be read became \ufffd."))
    text = kept(text.removeprefix("\ufeff"))
    return text.removesuffix("\n")
