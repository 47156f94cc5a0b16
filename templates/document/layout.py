"""Layouts: how the blocks of a document are arranged, as Jinja2 templates in a sandbox.

Whatever a layout prints is escaped as a person's words are, unless it is Markdown that we made: forgetting something
makes a text plain, never dangerous. A layout may take up the layouts that ship and no other file. Loaded only where
a document is made.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader, Environment, StrictUndefined, Template, TemplateNotFound, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from templates.markdown.escape import (
    begin_line,
    escape,
    escape_block,
    heading,
)
from templates.words import _

SHIPPED = Path(__file__).parents[1] / "reports"
"""The folder of the layouts that ship."""
ENDING = ".md.jinja"
MOST = 20_000_000
"""The most characters a document may have."""
_GAPS = re.compile(r"\n(?:[ \t]*\n){2,}")


class Markdown(str):
    """A text that is Markdown already; every other text a layout prints is a person's."""

    __slots__ = ()


class Block:
    """A part of the document, made when a layout first asks for it."""

    def __init__(self, make: Callable[[], Iterable[str]]) -> None:
        """A block that `make` gives piece by piece; the pieces stand apart by an empty line."""
        self._make = make
        self._made: Markdown | None = None

    @property
    def markdown(self) -> Markdown:
        """The block's text; empty where there is nothing to tell."""
        if self._made is None:
            self._made = Markdown("\n\n".join(self._make()))
        return self._made

    def __str__(self) -> str:
        return self.markdown

    def __bool__(self) -> bool:
        return bool(self.markdown)


class LayoutError(Exception):
    """A layout that cannot be used, told with its file, the line and the reason."""

    def __init__(self, file: str, line: int, reason: str) -> None:
        """What is wrong with `file` at `line`."""
        place = _("{file}, line {line}").format(file=file, line=line) if line else file
        super().__init__(
            _("The layout cannot be used: {place}: {reason}. docs/layouts.md tells what a layout may say.").format(
                place=place, reason=reason.rstrip(".")
            )
        )
        self.file, self.line, self.reason = file, line, reason


def shipped(name: str) -> str:
    """The source of a layout that ships: joint, executive or side."""
    return (SHIPPED / f"{name}{ENDING}").read_text(encoding="utf-8")


def fill(source: str, file: str, data: Mapping[str, object]) -> str:
    """A layout with the data in its places: Markdown with LF line ends and one at its end.

    Args:
        source: the layout's text.
        file: what it is called, for errors.
        data: what it may print; a `Block` or `Markdown` stands as it is, every other text is escaped.

    Raises:
        LayoutError: the layout is faulty.
    """
    try:
        return _tidy(_capped(_compiled(source, file).generate(**data)))
    except TemplateSyntaxError as error:
        raise LayoutError(error.name or file, error.lineno, error.message or str(error)) from error
    except RecursionError as error:
        raise LayoutError(file, 0, _("it calls itself without end")) from error
    except MemoryError as error:
        raise LayoutError(file, _line_of(error, file), _("it takes too much memory")) from error
    except LayoutError:
        raise
    except Exception as error:
        # What a layout does wrong may be any error; its text is the reason, its last place in the layout the line.
        raise LayoutError(file, _line_of(error, file), str(error) or type(error).__name__) from error


@lru_cache(maxsize=8)
def _compiled(source: str, file: str) -> Template:
    environment = _Environment()
    code = environment.compile(source, file, file)
    return environment.template_class.from_code(environment, code, environment.make_globals(None))


def _capped(pieces: Iterator[str]) -> str:
    taken, length = [], 0
    for piece in pieces:
        length += len(piece)
        if length > MOST:
            raise ValueError(_("it writes more than {n} characters").format(n=MOST))
        taken.append(piece)
    return "".join(taken)


def _tidy(text: str) -> str:
    """One empty line between blocks, whatever blocks between them were empty."""
    return _GAPS.sub("\n\n", text.replace("\r\n", "\n")).strip("\n") + "\n"


def _line_of(error: BaseException, file: str) -> int:
    """The line of the layout where an error happened."""
    line, frame = 0, error.__traceback__
    while frame is not None:
        if frame.tb_frame.f_code.co_filename == file:
            line = frame.tb_lineno
        frame = frame.tb_next
    return line


class _Shipped(BaseLoader):
    """Nothing but the layouts that ship."""

    def get_source(self, _environment: Environment, template: str) -> tuple[str, str | None, None]:
        path = SHIPPED / template
        if path.parent != SHIPPED or not template.endswith(ENDING) or not path.is_file():
            raise TemplateNotFound(template, _("only the layouts that ship can be taken up"))
        return path.read_text(encoding="utf-8"), str(path), None


class _Environment(ImmutableSandboxedEnvironment):
    """Jinja with our escaping and our filters; what a macro or a set block has printed is Markdown already."""

    concat = staticmethod(lambda pieces: Markdown("".join(pieces)))

    def __init__(self) -> None:
        super().__init__(
            loader=_Shipped(),
            finalize=_safe,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            # We escape for Markdown, in `finalize`; what Jinja would escape for is HTML.
            autoescape=False,
        )
        self.filters = dict(_FILTERS)
        self.globals = {"range": self.globals["range"]}


def _safe(value: object) -> str:
    """What stands in the document where a layout prints `value`."""
    if isinstance(value, Markdown):
        return value
    if isinstance(value, Block):
        return value.markdown
    return _words(value) if value is not None else ""


def _words(value: object) -> Markdown:
    """A text on one line, wherever in a line or a table it stands."""
    return Markdown(begin_line(escape(str(value)).replace("|", "\\|")))


def _paragraph(value: object, indent: int = 0) -> Markdown:
    """A text with its line breaks, as one paragraph; further lines are indented."""
    return value if isinstance(value, Markdown) else Markdown(escape_block(str(value), " " * indent))


def _heading(value: object, level: int = 2) -> Markdown:
    """A text as a heading."""
    return Markdown(heading(max(1, min(6, level)), str(value)))


def _joined(values: Iterable[object], between: str = ", ") -> Markdown:
    return Markdown(_words(between).join(_safe(value) for value in values))


_FILTERS: dict[str, Callable[..., Any]] = {
    "words": _words,
    "paragraph": _paragraph,
    "heading": _heading,
    "join": _joined,
    "length": len,
    "default": lambda value, otherwise="": value or otherwise,
    "upper": lambda value: str(value).upper(),
    "lower": lambda value: str(value).lower(),
    "first": lambda values: next(iter(values), None),
    "sort": lambda values, attribute: sorted(values, key=lambda one: str(getattr(one, attribute, ""))),
}
