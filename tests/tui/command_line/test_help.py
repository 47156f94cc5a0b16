"""Help in two languages: examples first, nothing left in English, nothing wider than the page."""

from __future__ import annotations

import os
import shlex

import click
import pytest

from templates import words
from templates.cells.width import width
from templates.words import _
from tests.tui.command_line.running import done, phasebook, refused
from tui.cli import phasebook as program
from tui.command_line.shared.click_in_words import Command, Group

COMMANDS = sorted(program.commands)


@pytest.mark.parametrize("flag", ["-h", "--help"])
@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_everywhere_with_examples_first(command: str, flag: str) -> None:
    said = done(*filter(None, [command]), flag)
    assert said.out.startswith("Examples:\n  phasebook")
    assert said.out.index("Examples:") < said.out.index("Usage: phasebook")
    assert said.err == ""


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_chinese_throughout_in_a_chinese_run(command: str) -> None:
    page = done("--lang", "zh", *filter(None, [command]), "-h").out
    assert page.startswith("示例：\n")
    assert "用法" in page
    english = [
        line for line in page.splitlines() if line.startswith("  ") and line.lstrip()[0].isupper() and line.isascii()
    ]
    assert english == []


@pytest.mark.parametrize("lang", words.LANGUAGES)
@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_fits_eighty_cells_but_for_the_examples(command: str, lang: str) -> None:
    page = done("--lang", lang, *filter(None, [command]), "-h").out
    lines = page[page.index("\n\n") :].splitlines()
    assert [line for line in lines if width(line) > 80] == []


@pytest.mark.parametrize("lang", words.LANGUAGES)
@pytest.mark.parametrize("command", [program, *program.commands.values()], ids=lambda command: command.name)
def test_every_example_is_a_command_line_that_is_understood(command: Command | Group, lang: str) -> None:
    words.use(lang)
    assert command.examples
    for example in command.examples:
        first, *typed = shlex.split(_(example).split(" < ")[0].split(" | ")[0])
        assert first == "phasebook"
        context = program.make_context("phasebook", typed)
        name, found, rest = program.resolve_command(context, [*context._protected_args, *context.args])
        assert found is not None
        found.make_context(name, rest, parent=context)


def test_the_language_comes_from_the_option_the_variable_or_the_locale(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    chinese = "用法"
    assert chinese in done("--lang=zh", "-h").out
    assert chinese in done("list", "-h", "--lang", "zh").out
    assert chinese not in done("-h").out
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert chinese in done("-h").out
    monkeypatch.setenv("PHASEBOOK_LANG", "en")
    assert chinese not in done("-h").out
    assert chinese in done("--lang", "zh", "-h").out


def test_wrong_usage_is_said_in_the_language_of_the_run_and_points_to_help() -> None:
    assert refused("lits", code=2).splitlines()[-1] == "See `phasebook --help`."
    assert "'list'" in refused("lits", code=2)
    assert "phasebook answer --help" in refused("answer", code=2)
    assert "没有" in refused("--lang", "zh", "lits", code=2)
    assert "缺少参数" in refused("--lang", "zh", "answer", code=2)
    assert "--lang" in refused("--lang", "fr", "list", code=2)


def test_the_version_is_one_line() -> None:
    assert done("--version").out.startswith("phasebook 0")


def test_a_narrow_terminal_gets_a_narrow_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environ, "COLUMNS", "60")
    page = phasebook("history", "-h").out
    assert max(map(width, page[page.index("\n\n") :].splitlines())) <= 60


def test_no_command_has_an_option_without_help() -> None:
    for command in (program, *program.commands.values()):
        for param in command.params:
            assert isinstance(param, click.Argument | click.Option)
            assert param.help, (command.name, param.name)
