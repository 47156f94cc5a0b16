"""click in the language of the run: help is declared as msgids and translated where it is shown."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import click

from templates import words
from templates.words import N_, _
from tui.command_line.shared.help_page import Formatter

_LANG_HELP = N_("The language to speak; otherwise PHASEBOOK_LANG, or the system's.")


class Context(click.Context):
    """A context whose help pages are measured in cells."""

    formatter_class = Formatter


class Option(click.Option):
    """An option whose help and metavar are msgids."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """The option's line on the help page, in the language of the run."""
        record = super().get_help_record(ctx)
        if record is None or not self.help:
            return record
        return record[0], _(self.help) + record[1].removeprefix(self.help)

    def make_metavar(self, ctx: click.Context) -> str:
        """What stands for the option's value, in the language of the run."""
        return _(self.metavar) if self.metavar else super().make_metavar(ctx)


class Argument(click.Argument):
    """An argument whose metavar and help are msgids."""

    def make_metavar(self, ctx: click.Context) -> str:
        """What stands for the argument, in the language of the run."""
        return _(self.metavar) if self.metavar else super().make_metavar(ctx)

    def get_help_record(self, ctx: click.Context) -> tuple[str, str]:
        """The argument's line on the help page, in the language of the run."""
        return self.make_metavar(ctx), _(self.help) if self.help else ""


class OneOf(click.Choice[str]):
    """A choice among ids, each of which may be written by its word in any language too."""

    def __init__(self, meanings: Mapping[str, str]) -> None:
        """Take the ids with their words, msgids."""
        super().__init__(tuple(meanings))
        self._meanings = meanings

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The id that is meant."""
        folded = unicodedata.normalize("NFKC", value).strip().casefold()
        for id, word in self._meanings.items():
            if folded == id or folded in words.in_every_language(word):
                return id
        return super().convert(value, param, ctx)

    def get_invalid_choice_message(self, value: Any, ctx: click.Context | None) -> str:
        """What is said of a word that means none of them: the ids, in Chinese their words."""
        if words.current() == "en":
            return super().get_invalid_choice_message(value, ctx)
        options = words.listed(_(word) for word in self._meanings.values())
        return _("There is no “{key}” to choose here; there are {options}.").format(key=value, options=options)

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str | None:
        """The choices as the help page shows them: the ids, in Chinese their words."""
        if words.current() == "en":
            return super().get_metavar(param, ctx)
        return "[" + "|".join(_(word) for word in self._meanings.values()) + "]"


class Language(click.Choice[str]):
    """A language, by its code, by the tag a system has for it, or by its name."""

    def __init__(self) -> None:
        """Take the languages there are."""
        super().__init__(words.LANGUAGES)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The code of the language that is meant."""
        return super().convert(words.understood(value) or value, param, ctx)


class _Whole(click.types.IntParamType):
    """A whole number, called so in the language of the run."""

    name = property(lambda _self: _("whole number"))


def _speak(_ctx: click.Context, _param: click.Parameter, value: str | None) -> None:
    if value:
        words.use(value)


def _language_option(*, hidden: bool) -> Option:
    return Option(
        ["--lang"],
        type=Language(),
        is_eager=True,
        expose_value=False,
        callback=_speak,
        help=_LANG_HELP,
        hidden=hidden,
    )


class _Spoken(click.Command):
    """What a command and the group share: examples first, translated, `-h` and `--lang` everywhere."""

    context_class = Context
    lang_is_hidden = True
    """A command takes `--lang` too, but only the front page tells of it."""

    def __init__(self, *args: Any, examples: Sequence[str] = (), details: str = "", **kwargs: Any) -> None:
        kwargs.setdefault("context_settings", {"help_option_names": ["-h", "--help"]})
        super().__init__(*args, **kwargs)
        self.examples = tuple(examples)
        """Whole command lines, msgids."""
        self.details = details
        """What one sentence could not say, a msgid."""
        self.params.append(_language_option(hidden=self.lang_is_hidden))

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The help option, in the language of the run."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = _("Show this help.")
        return option

    def get_short_help_str(self, limit: int = 45) -> str:  # noqa: ARG002  # long lines are wrapped, not cut
        """The command's line on the front page."""
        return _(self.help) if self.help else ""

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """The words after the command's name on the usage line."""
        pieces = super().collect_usage_pieces(ctx)
        return [_("[OPTIONS]"), *pieces[1:]] if self.options_metavar else pieces

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help page: examples first."""
        if self.examples:
            with formatter.section(_("Examples")):
                for example in self.examples:
                    formatter.write(f"  {_(example)}\n")
            formatter.write_paragraph()
        super().format_help(ctx, formatter)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write what the command does."""
        for text in filter(None, (self.help, self.details)):
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(_(text))


class Command(_Spoken):
    """One command."""


class Group(_Spoken, click.Group):
    """The program itself, which lists its commands in the order they were declared."""

    lang_is_hidden = False

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """The words after the program's name on the usage line."""
        return [*super().collect_usage_pieces(ctx)[:-1], _("[COMMAND] [ARGUMENT…]")]

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The names of the commands, as a meeting would use them."""
        return list(self.commands)


def command(
    name: str, summary: str, *, examples: Sequence[str], details: str = ""
) -> Callable[[Callable[..., Any]], Command]:
    """Declare a command.

    Args:
        name: as it is typed.
        summary: what it does in one sentence, a msgid.
        examples: whole command lines, msgids; they stand first on the help page.
        details: what else to know, a msgid.
    """
    return click.command(name, cls=Command, help=summary, examples=examples, details=details)


def option(*names: str, **settings: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Declare an option; its help and metavar are msgids."""
    if settings.get("type") is int:
        settings["type"] = _Whole()
    return click.option(*names, cls=Option, **settings)


def argument(name: str, **settings: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Declare an argument; its help and metavar are msgids."""
    return click.argument(name, cls=Argument, **settings)


def json_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """Declare `--json`, on every command that prints data."""
    return option("--json", "as_json", is_flag=True, help=N_("Print JSON, for programs."))(function)


def _as_text(_ctx: click.Context, _param: click.Parameter, value: str) -> str:
    """A name to look for, without what no name can hold."""
    from templates.text import keep

    return keep(value).text


def retrospective_argument(function: Callable[..., Any]) -> Callable[..., Any]:
    """Declare RETRO."""
    return argument(
        "retro",
        metavar=N_("RETRO"),
        callback=_as_text,
        help=N_("A retrospective: its id, an unambiguous beginning of it, or its slug (see phasebook list)."),
    )(function)
