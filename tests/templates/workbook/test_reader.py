"""Reading workbooks: what is refused, what foreign templates become, and what must always hold."""

from __future__ import annotations

import time
import tracemalloc
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given

from templates.workbook.explained import describe
from templates.workbook.model import (
    MAX_QUESTIONS,
    ColumnKind,
    Kind,
    Option,
    Question,
    Side,
)
from templates.workbook.reader import (
    MAX_BYTES,
    MAX_LINES,
    WorkbookError,
    read,
    read_file,
)
from templates.workbook.writer import own_copy, write
from tests.templates.strategies import documents

FIXTURES = Path(__file__).parents[1] / "fixtures"
STRICT = "---\nworkbook: 1\nsides: client=Client, vendor=Vendor\n---\n# T\n## P\n"


def _refusals() -> list[tuple[str, str, str]]:
    """The cases of strict.md: a title, a document and its findings, each closed by a line with a dot."""
    parts = (FIXTURES / "strict.md").read_text(encoding="utf-8").split("\n.\n")
    return [(parts[at].strip(), parts[at + 1] + "\n", parts[at + 2]) for at in range(0, len(parts) - 2, 3)]


def _question(text: str) -> Question:
    """The first question of a document."""
    return next(read(text).require().questions)


@pytest.mark.parametrize(("document", "expected"), [pytest.param(d, e, id=t) for t, d, e in _refusals()])
def test_a_workbook_of_ours_is_refused_with_file_line_and_remedy(document: str, expected: str) -> None:
    reading = read(document, file="f.md")
    assert reading.strict
    assert reading.workbook is None
    assert [str(finding) for finding in reading.findings] == expected.splitlines()
    assert all(finding.is_error for finding in reading.findings)


@pytest.mark.parametrize("document", sorted((FIXTURES / "lenient").glob("*.md")), ids=lambda path: path.stem)
def test_a_template_nobody_wrote_for_us_loads_as_far_as_it_goes(
    document: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(document.parent)
    reading = read_file(Path(document.name))
    assert reading.workbook is not None
    assert not reading.strict
    assert "\n".join(describe(reading)) + "\n" == document.with_suffix(".txt").read_text(encoding="utf-8")


@given(documents)
def test_reading_never_fails_and_finds_nothing_outside_the_file(text: str) -> None:
    reading = read(text)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").count("\n") + 1
    assert all(1 <= finding.line <= lines for finding in reading.findings)
    assert (reading.workbook is None) == bool(reading.errors)
    assert describe(reading)[-1]


class TestTheFiveKinds:
    def test_nothing_but_prose_and_quotes_asks_for_notes(self) -> None:
        question = _question(
            STRICT + "### Q\nOne\nparagraph.\n\n> It *rained*.\n>\n>   A lot.\nStill lazily.\n\nAnother.\n\n> End.\n"
        )
        assert question.kind is Kind.NOTES
        assert question.guidance == "One\nparagraph.\n\nAnother."
        assert question.story == "It *rained*.\n\n  A lot.\nStill lazily.\n\nEnd."

    def test_an_ordered_list_is_a_scale_counted_from_its_own_start(self) -> None:
        question = _question(
            STRICT + "### Q <!-- q low=good guess=yes -->\n0. Never\n1. *Often*\n2. Always <!-- top -->\n"
        )
        assert question.kind is Kind.SCALE
        assert question.options == (Option("0", "Never"), Option("1", "Often"), Option("top", "Always"))
        assert list(question.values) == [0, 1, 2]
        assert question.low_good
        assert question.guess

    def test_a_table_without_rows_is_a_ledger_whose_columns_may_be_narrowed(self) -> None:
        question = _question(
            STRICT + "### Q\n| Origin (contract / a *leader*) <!-- origin options=c,l --> | Since（日期） |"
            " 天数（数字） | Place (town or village) | 结果（好／坏） |\n|---|---|---|---|---|\n"
        )
        assert question.kind is Kind.LEDGER
        origin, since, days, place, result = question.columns
        assert (origin.id, origin.text, origin.kind) == ("origin", "Origin", ColumnKind.CHOICE)
        assert origin.options == (Option("c", "contract"), Option("l", "a leader"))
        assert (since.text, since.kind) == ("Since", ColumnKind.DATE)
        assert (days.text, days.kind) == ("天数", ColumnKind.NUMBER)
        assert (place.text, place.kind) == ("Place (town or village)", ColumnKind.TEXT)
        assert result.options == (Option("好", "好"), Option("坏", "坏"))

    def test_brackets_that_are_escaped_narrow_nothing(self) -> None:
        question = _question(STRICT + "### Q\n| Cost \\(EUR / day\\) | Pace (`km/h`) | Day \\(date) |\n|---|---|---|\n")
        assert [(column.text, column.kind) for column in question.columns] == [
            ("Cost (EUR / day)", ColumnKind.TEXT),
            ("Pace (km/h)", ColumnKind.TEXT),
            ("Day (date)", ColumnKind.TEXT),
        ]

    def test_a_task_list_is_a_checklist(self) -> None:
        question = _question(STRICT + "### Q\n- [ ] Late [x] mails <!-- late -->\n- [ ] No `tests`\n")
        assert question.kind is Kind.CHECKLIST
        assert question.options == (Option("late", "Late [x] mails"), Option("no-tests", "No tests"))

    def test_a_bullet_list_is_a_choice(self) -> None:
        question = _question(STRICT + "### Q\n* Gladly\n* Gladly\n* <https://example.org>\n")
        assert question.kind is Kind.CHOICE
        assert [option.id for option in question.options] == ["gladly", "gladly-2", "https-example-org"]


class TestCommentsAndFrontMatter:
    def test_a_phase_suggests_its_minutes_and_the_workbook_their_sum(self) -> None:
        book = read(STRICT + "### Q\n## R <!-- r minutes＝20 -->\n### S\n").require()
        assert [phase.minutes for phase in book.phases] == [None, 20]
        assert book.minutes is None
        planned = read(
            STRICT.replace("## P", "## P <!-- p minutes=5 -->") + "### Q\n## R <!-- r minutes=20 -->\n### S\n"
        )
        assert planned.require().minutes == 25
        assert "  5 minutes" in describe(planned)

    def test_a_phase_that_asks_itself_suggests_minutes_too(self) -> None:
        reading = read("# T\n## What went well? <!-- well core minutes=10 -->\n-\n-\n")
        assert reading.findings == ()
        (phase,) = reading.require().phases
        assert (phase.minutes, phase.questions[0].id, phase.questions[0].core) == (10, "well", True)

    def test_a_heading_says_everything_about_its_question(self) -> None:
        question = _question(STRICT + "### Q <!-- q core about＝vendor reads=trust， turn -->\n1. a\n2. b\n")
        assert (question.id, question.core, question.about, question.reads) == (
            "q",
            True,
            "vendor",
            ("trust", "turn"),
        )

    @pytest.mark.parametrize(
        "sides",
        [
            "sides: client=Client, vendor=Vendor",
            "sides: client＝Client，vendor＝Vendor",
            "sides:\n  client: Client\n  vendor: Vendor",
            "'sides': >\n  client=Client,\n  vendor=Vendor",
        ],
    )
    def test_the_sides_are_understood_however_they_are_written(self, sides: str) -> None:
        workbook = read(f"---\nworkbook: 1\n{sides}\n---\n# T\n## P\n### Q\n").require()
        assert workbook.sides == (Side("client", "Client"), Side("vendor", "Vendor"))

    def test_an_id_is_made_from_the_heading_and_kept_clear_of_those_given(self) -> None:
        workbook = read(STRICT + "### Trust?\n### Trust!\n### X <!-- trust -->\n## Done\n### 信任 Über\n").require()
        assert [question.id for question in workbook.questions] == [
            "trust-2",
            "trust-3",
            "trust",
            "信任-über",
        ]
        assert [phase.id for phase in workbook.phases] == ["p", "done-2"]

    def test_a_remark_of_the_author_is_left_alone(self) -> None:
        reading = read(STRICT + "<!-- Thanks to the team! -->\n### Q\n\n---\n<!-- more to come here -->\n")
        assert reading.findings == ()
        assert reading.require().title == "T"

    def test_words_are_plain_however_they_are_dressed(self) -> None:
        heading = "**What** `a|b` [did](https://example.org) ![you](x.png) &amp; I\\* &copy; say\u3000?"
        assert _question(STRICT + f"### {heading} <!-- q -->\n").text == "What a|b did you & I* © say ?"

    @pytest.mark.parametrize(
        ("title", "lang"), [("回顾", "zh"), ("Rückblick", "en"), ("振り返り", "en"), ("Retro", "en")]
    )
    def test_a_file_that_names_no_language_is_chinese_where_its_headings_are(self, title: str, lang: str) -> None:
        assert read(f"# {title}\n## A\n").require().lang == lang

    def test_a_region_does_not_make_another_language(self) -> None:
        assert read("---\nworkbook: 1\nlang: zh-Hans-CN\n---\n# T\n## P\n### Q\n").require().lang == "zh"


class TestLenientReading:
    def test_words_among_the_places_for_answers_stay_as_guidance(self) -> None:
        question = _question("# T\n## A\nHint.\n\n- One *good* thing\n- [another]\n-\n")
        assert question.kind is Kind.NOTES
        assert question.guidance == "Hint.\n\nOne good thing"

    def test_a_single_bullet_is_prose_and_the_table_after_it_is_the_blank(self) -> None:
        question = _question("# T\n## A\n- All times in UTC\n\n| Time | Event |\n|---|---|\n| | |\n")
        assert question.kind is Kind.LEDGER
        assert question.guidance == "All times in UTC"

    def test_of_two_kinds_the_first_wins(self) -> None:
        reading = read("# T\n## A\n- \n- \n\n| a | b |\n|---|---|\n")
        assert next(reading.require().questions).kind is Kind.NOTES
        assert [finding.line for finding in reading.warnings] == [6]

    def test_a_phase_with_both_a_blank_and_questions_asks_first_itself(self) -> None:
        (phase,) = read("# T\n## A\n- x <!-- x -->\n- y\n### B\n").require().phases
        assert [(question.id, question.kind) for question in phase.questions] == [
            ("a", Kind.CHOICE),
            ("b", Kind.NOTES),
        ]

    @pytest.mark.parametrize(
        ("document", "kind", "guidance", "is_said"),
        [
            (
                "- Think of the team\n- Think of the *client*",
                Kind.NOTES,
                "· Think of the team\\\n· Think of the client",
                1,
            ),
            ("- Of the team\n- Of others\n  - and theirs", Kind.NOTES, "· Of the team\\\n· Of others – and theirs", 1),
            ("- Say who\n- Say when\n\n| Who | When |\n|---|---|", Kind.LEDGER, "· Say who\\\n· Say when", 1),
            ("- 大家怎么看？\n- 客户怎么看？", Kind.NOTES, "· 大家怎么看？\\\n· 客户怎么看？", 1),
            ("1. What surprised you?\n2. What hurt?", Kind.NOTES, "· What surprised you?\\\n· What hurt?", 1),
            ("1. Bad\n2. Good", Kind.SCALE, "", 0),
            ("- [ ] Late\n- [ ] Loud", Kind.CHECKLIST, "", 0),
            ("- Yes <!-- yes -->\n- No", Kind.CHOICE, "", 0),
            ("- Yes <!-- only if asked -->\n- No", Kind.NOTES, "· Yes\\\n· No", 1),
        ],
    )
    def test_a_guess_never_closes_a_question(self, document: str, kind: Kind, guidance: str, is_said: int) -> None:
        reading = read(f"# T\n\n## Q\n\n{document}\n")
        (question,) = reading.require().questions
        assert (question.kind, question.guidance) == (kind, guidance)
        assert len(reading.warnings) == is_said
        strict = read(write(reading.require())).require()
        assert strict == reading.require(), "and so a retrospective keeps it"

    def test_what_a_retrospective_kept_is_read_as_it_was_when_its_answers_were_chosen(self) -> None:
        text = "# T\n\n## Again?\n\n- Yes\n- No\n\n## Then\n\n1. Why?\n2. Why not?\n"
        before = read(text, kept=True).require()
        assert [question.kind for question in before.questions] == [Kind.CHOICE, Kind.SCALE]
        now = read(text).require()
        assert [question.kind for question in now.questions] == [Kind.NOTES, Kind.NOTES]
        assert own_copy(text, before) == text
        assert read(own_copy(text, now), kept=True).require() == now

    def test_a_page_with_one_heading_asks_one_question(self) -> None:
        workbook = read("# How was it?\n1. Bad\n2. Good\n").require()
        assert workbook.title == "How was it?"
        assert [question.kind for question in workbook.questions] == [Kind.SCALE]

    def test_a_page_of_prose_asks_nothing(self) -> None:
        reading = read("# Minutes\nWe met.\n")
        assert [finding.message for finding in reading.errors] == ["The workbook asks nothing"]

    def test_a_file_without_a_title_is_called_by_its_name(self, tmp_path: Path) -> None:
        file = tmp_path / "spring-retro.md"
        file.write_text("## A\n## B\n", encoding="utf-8")
        assert read_file(file).require().title == "spring-retro"


class TestFilesThatCannotBeRead:
    def _error(self, file: Path) -> str:
        reading = read_file(file)
        with pytest.raises(WorkbookError) as caught:
            reading.require()
        assert caught.value.findings == reading.findings
        return str(caught.value).removeprefix(str(file))

    def test_a_file_that_is_not_utf_8_names_the_line(self, tmp_path: Path) -> None:
        file = tmp_path / "a.md"
        file.write_bytes("# Ok\n\n## Gr\xfc\xdfe\n".encode("latin-1"))
        assert self._error(file) == ":3: The file is not UTF-8; save it as UTF-8 in your editor."

    @pytest.mark.parametrize("content", [b"", b" \n\t\n", b"\xef\xbb\xbf\n"])
    def test_an_empty_file_is_told_what_to_hold(self, tmp_path: Path, content: bytes) -> None:
        file = tmp_path / "a.md"
        file.write_bytes(content)
        expected = ":1: The file is empty; write a title (#), a phase (##) and a question (###)."
        assert self._error(file) == expected

    def test_a_missing_file_and_a_folder_get_a_sentence(self, tmp_path: Path) -> None:
        assert self._error(tmp_path / "no.md").startswith(":1: The file cannot be opened (")
        assert self._error(tmp_path).startswith(":1: The file cannot be opened (")

    def test_a_file_beyond_all_measure_is_not_read(self, tmp_path: Path) -> None:
        file = tmp_path / "a.md"
        file.write_bytes(b"#" * (MAX_BYTES + 1))
        assert "too large" in self._error(file)
        file.write_bytes(b"\n" * MAX_LINES + b"# T")
        assert "too large" in self._error(file)

    def test_more_questions_than_can_be_asked_are_refused(self) -> None:
        fits = STRICT + "### Q\n" * MAX_QUESTIONS
        assert read(fits).errors == ()
        assert [finding.line for finding in read(fits + "### Q\n").errors] == [1]
        assert read("# T\n" + "## Q\n" * 3 * MAX_QUESTIONS).workbook is None


TRAPS = {
    "quotes within quotes": ">" * 200_000,
    "lists within lists": ("- " * 45 + "\n") * 4_000,
    "a table of many columns": "# T\n" + "|" * 150_001 + "\n" + "|-" * 150_000 + "|\n",
    "a table that asks for many empty cells": "# T\n|" + "a|" * 200 + "\n|" + "-|" * 200 + "\n" + "|\n" * 9_000,
    "brackets": "# T\n" + ("## " + "[" * 900 + "\n") * 200,
    "links that never close": "# T\n" + ("## " + "[a](" * 240 + "\n") * 200,
    "emphasis": "# T\n" + ("## " + "*a_" * 320 + "\n") * 200,
    "definitions of links": "[a]: b\n" * 9_000,
    "one paragraph": "a\n" * 19_000,
    "one endless heading": "# " + "[<!--*`" * 100_000,
    "front matter that nests": "---\nworkbook: 1\na: " + "[" * 7_000 + "\n---\n# T\n",
    "front matter that grows when it is unfolded": "---\na: &a [x,x,x,x]\n"
    + "".join(f"b{n}: &b{n} [*{'a' if n == 0 else f'b{n - 1}'}, *a]\n" for n in range(200))
    + "---\n# T\n## Q\n",
}


@cache
def many_plain_workbooks() -> float:
    """What reading many plain workbooks costs, in seconds of the processor."""
    plain = "# T\n" + "## Q\n\nSome words.\n\n- a\n- b\n\n" * 100
    started = time.process_time()
    for _ in range(20):
        read(plain)
    return time.process_time() - started


@pytest.mark.parametrize("text", TRAPS.values(), ids=TRAPS)
def test_a_trap_costs_no_more_than_many_plain_workbooks(text: str) -> None:
    usual = many_plain_workbooks()
    started = time.process_time()
    read(text)
    assert time.process_time() - started < 40 * usual


@pytest.mark.parametrize("trap", ["a table of many columns", "a table that asks for many empty cells"])
def test_a_table_cannot_ask_for_all_the_memory(trap: str) -> None:
    tracemalloc.start()
    try:
        reading = read(TRAPS[trap])
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert "too large" in str(reading.errors[0])
    assert peak < 150_000_000
