"""Every word a user can meet stands in the catalogue, and the catalogue says nothing else."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import click
import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import PoFileError
from click.testing import CliRunner
from rich.cells import cell_len

from templates import words
from templates.locale.hatch_build import compile_catalogues
from tests import wording
from tests.wording import CLICK_FILES, ONLY_PROGRAMMERS_MEET, PO, ROOT, extracted

wanted, translated = cache(wording.wanted), cache(wording.translated)
HALF_WIDTH_AFTER_HAN = re.compile("[\u4e00-\u9fff][,;:?!]")
PLACEHOLDER = re.compile(r"(?<!\{)\{([^{}]*)\}")


def entries() -> Iterator[Message]:
    """The catalogue's messages, without its header."""
    return (message for message in translated() if message.id)


def forms(message: Message) -> tuple[str, ...]:
    """All translated forms of a message."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))


def key(message: Message) -> str:
    """The words a message is looked up by."""
    return message.id if isinstance(message.id, str) else message.id[0]


def test_every_word_a_user_can_meet_is_translated() -> None:
    done = {key(message) for message in entries() if all(forms(message))}
    missing = [key(message) for message in wanted() if message.id and key(message) not in done]
    assert not missing, "\n".join(missing)


def test_a_counted_phrase_is_counted_in_the_catalogue_too() -> None:
    catalogue = translated()
    counted = [message for message in wanted() if message.id and message.pluralizable]
    assert [m.id for m in counted if (found := catalogue.get(key(m))) and found.id != m.id] == []


def test_the_catalogue_holds_no_word_that_nobody_says() -> None:
    said = {key(message) for message in wanted() if message.id}
    unsaid = [key(message) for message in entries() if key(message) not in said]
    assert not unsaid, "\n".join(unsaid)
    assert list(translated().obsolete) == []


def test_no_translation_is_a_guess() -> None:
    assert [key(message) for message in entries() if message.fuzzy] == []


def test_a_translation_has_the_same_blanks_as_its_source() -> None:
    def blanks(text: str) -> list[str]:
        return sorted(PLACEHOLDER.findall(text))

    def source(message: Message) -> str:
        return message.id if isinstance(message.id, str) else message.id[1]

    wrong = [
        (source(message), form)
        for message in entries()
        for form in forms(message)
        if blanks(source(message)) != blanks(form)
    ]
    assert wrong == []


def test_a_chinese_character_is_followed_by_chinese_punctuation() -> None:
    assert [form for m in entries() for form in forms(m) if HALF_WIDTH_AFTER_HAN.search(form)] == []


def test_a_translation_keeps_the_line_ends_around_its_source() -> None:
    def around(text: str) -> tuple[bool, bool]:
        return text.startswith("\n"), text.endswith("\n")

    assert [key(m) for m in entries() for form in forms(m) if around(key(m)) != around(form)] == []


def test_the_words_only_programmers_meet_are_still_clicks() -> None:
    said = {words for file, words in extracted(Path(click.__file__).parent) if Path(file).stem in CLICK_FILES}
    assert ONLY_PROGRAMMERS_MEET - said == set()


def test_no_words_are_put_together_before_they_are_looked_up() -> None:
    """`_(f"…")` would look up a sentence that no catalogue can hold."""
    wrong = []
    for room in ("tui", "storage", "templates"):
        for file in sorted((ROOT / room).rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                    spoken = node.func.id in ("_", "N_", "gettext", "ngettext")
                    if spoken and any(isinstance(a, ast.JoinedStr | ast.BinOp) for a in node.args):
                        wrong.append(f"{file.relative_to(ROOT)}:{node.lineno}")
    assert wrong == []


def test_a_chinese_user_is_helped_and_corrected_in_chinese() -> None:
    @click.command()
    @click.argument("name")
    def greet(name: str) -> None:
        click.echo(name)

    words.use("zh")
    helped = CliRunner().invoke(greet, ["--help"]).output
    corrected = CliRunner().invoke(greet, ["--nme"]).output
    assert "用法" in helped
    assert "Usage" not in helped + corrected
    assert "--nme" in corrected
    assert "No such option" not in corrected


def test_an_english_user_is_helped_in_english_again() -> None:
    words.use("zh")
    words.use("en")
    assert "Usage:" in CliRunner().invoke(click.Command("greet"), ["--help"]).output


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one small catalogue, the header of ours and one word."""
    source = tmp_path / "zh" / "LC_MESSAGES" / PO.name
    source.parent.mkdir(parents=True)
    source.write_text(PO.read_text(encoding="utf-8").split("\n\n")[0] + '\n\nmsgid "note"\nmsgstr "便签"\n')
    return tmp_path


def test_a_catalogue_is_compiled_once_and_again_when_its_source_changes(folder: Path) -> None:
    (compiled,) = compile_catalogues(folder)
    first = compiled.stat()
    assert "便签".encode() in compiled.read_bytes()

    compile_catalogues(folder)
    assert compiled.stat().st_ino == first.st_ino

    source = compiled.with_suffix(".po")
    source.write_text(source.read_text(encoding="utf-8").replace("便签", "卡片"), encoding="utf-8")
    compile_catalogues(folder)
    assert "卡片".encode() in compiled.read_bytes()


def test_a_catalogue_that_cannot_be_compiled_leaves_the_old_one_and_nothing_else(folder: Path) -> None:
    (compiled,) = compile_catalogues(folder)
    before = compiled.read_bytes()
    source = compiled.with_suffix(".po")
    source.write_text('msgid "note"\nnonsense\n')
    with pytest.raises(PoFileError):
        compile_catalogues(folder)
    assert compiled.read_bytes() == before
    assert {path.name for path in compiled.parent.iterdir()} == {source.name, compiled.name}


ROOM = 65
"""Columns the next step has at the foot of a window of 80, beside the word that says that all is saved."""
FILLED = {"names": "n" * 20, "side": "s" * 8, "n": "12", "keys": "1 2"}


def _next_steps() -> Iterator[str]:
    """The sentences that say what to do next: each `_("…")` in a function called `…_step`."""
    for path in sorted((ROOT / "tui").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.endswith("_step") and not node.name.startswith("_"):
                calls = (call for call in ast.walk(node) if isinstance(call, ast.Call))
                named = (
                    call for call in calls if isinstance(call.func, ast.Name) and call.func.id in ("_", "ngettext")
                )
                given = (arg for call in named for arg in call.args if isinstance(arg, ast.Constant))
                yield from (str(arg.value) for arg in given)


def test_the_next_step_fits_the_foot_of_a_narrow_window() -> None:
    catalogue, steps = translated(), list(_next_steps())
    assert len(steps) > 20, "they are found at all"
    said = [*steps, *(form for step in steps if (found := catalogue.get(step)) for form in forms(found))]
    shown = [PLACEHOLDER.sub(lambda name: FILLED.get(name[1], "x"), one) for one in said]
    assert [one for one in shown if cell_len(one) > ROOM] == []


MARKED = frozenset({"_", "N_", "ngettext", "gettext"})
"""The names of the functions whose words are translated."""


def _in_f_strings() -> Iterator[str]:
    """The words that stand within an f-string, where those who collect them do not look."""
    for room in ("tui", "storage", "templates"):
        for path in sorted((ROOT / room).rglob("*.py")):
            strings = (node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.JoinedStr))
            calls = (
                node for string in strings for node in ast.walk(string) if isinstance(node, ast.Call) and node.args
            )
            for call in calls:
                first, name = call.args[0], getattr(call.func, "id", getattr(call.func, "attr", ""))
                if name in MARKED and isinstance(first, ast.Constant):
                    yield str(first.value)


def test_no_word_is_said_in_an_f_string_alone() -> None:
    said, hidden = {key(message) for message in wanted()}, list(_in_f_strings())
    assert "(no side)" in hidden, "they are found at all"
    assert [words for words in hidden if words not in said] == []


GLOSSARY = ROOT / "docs" / "glossary.md"
CHINESE_PAGES = sorted([*ROOT.glob("*.zh-CN.md"), *ROOT.glob("docs/*.zh-CN.md")])
LIBRARY = ROOT / "templates" / "library"
MEANT_OTHERWISE = ("私下记着", "停车场走", "散会时还没有落实")
"""What a person says in a workbook, in which a word is no term of ours."""


def _glossary() -> list[tuple[str, str, tuple[str, ...]]]:
    """(English, Chinese, what must not be said) of every row."""
    rows = re.findall(
        r"^\| (?!English)([^|-][^|]*) \| ([^|]+) \| ?([^|]*?) ?\|$", GLOSSARY.read_text("utf-8"), re.MULTILINE
    )
    return [(english, chinese, tuple(filter(None, never.split("、")))) for english, chinese, never in rows]


def _said_in_chinese() -> Iterator[tuple[str, str]]:
    """(where, words) of all that is ours in Chinese; a story in a workbook speaks as people do."""
    yield from (("catalogue", form) for message in entries() for form in forms(message))
    for page in CHINESE_PAGES:
        yield page.name, page.read_text("utf-8")
    for book in sorted(LIBRARY.rglob("*.zh.md")):
        lines = (line for line in book.read_text("utf-8").splitlines() if not line.startswith("> "))
        yield book.name, "\n".join(lines)


@pytest.mark.parametrize(
    ("chinese", "never"), [(row[1], row[2]) for row in _glossary() if row[2]], ids=[r[0] for r in _glossary() if r[2]]
)
def test_one_word_is_used_for_one_thing(chinese: str, never: tuple[str, ...]) -> None:
    found = []
    for where, told in _said_in_chinese():
        for phrase in MEANT_OTHERWISE:
            told = told.replace(phrase, "")
        found += [f"{where}: {word} in {told[:60]!r}" for word in never if word in told]
    assert found == [], f"say {chinese}"


def test_every_term_of_the_glossary_is_said_somewhere() -> None:
    told = "\n".join(words for _where, words in _said_in_chinese())
    terms = [term for _english, chinese, _never in _glossary() for term in re.split("[、；]", chinese)]
    assert len(terms) > 60, "the table is read at all"
    assert [term for term in terms if not term.startswith(("计数", "两次")) and term not in told] == []


def test_the_client_is_addressed_politely() -> None:
    """Where both sides read along nobody is called 你; a story speaks as people do."""
    both = [book for book in LIBRARY.rglob("*.zh.md") if "\nsides:" in book.read_text("utf-8")]
    assert len(both) > 4
    lines = [line for book in both for line in book.read_text("utf-8").splitlines() if not line.startswith("> ")]
    told = [*lines, *(form for message in entries() for form in forms(message))]
    assert [line for line in told if "你" in line] == []


BESIDE_LATIN = re.compile(r"[\u4e00-\u9fff][A-Za-z0-9]|[A-Za-z0-9][\u4e00-\u9fff]")
A_DAY = re.compile(r"\d{1,4}[年月日](?:\d{1,2}[月日])*|或(?=\d+月)")
"""Days are written without spaces: 2026年12月5日."""


def test_one_rule_sets_latin_apart_from_chinese() -> None:
    """A space between the two scripts, in the catalogue and in the workbooks; days and code have none."""
    crowded = []
    for where, told in _said_in_chinese():
        for line in told.splitlines() if where == "catalogue" or where.endswith(".zh.md") else ():
            plain = A_DAY.sub("", re.sub(r"`[^`]*`|<!--.*?-->|^\w+: .*$", "", line))
            crowded += [f"{where}: {line}"] if BESIDE_LATIN.search(plain) else []
    assert crowded == []
