"""Forms that people fill in any editor: what they wrote comes back, whatever the editor and they did to the rest."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings

from templates import library
from templates.filled_page.page import (
    Answer,
    Checks,
    Choice,
    Note,
    Rating,
    Row,
)
from templates.forms.blank_form import Form, blank
from templates.forms.filled_form import Filled, read_form
from templates.markdown.blocks import folded
from templates.markdown.parse import UnreadableError, decode, parse
from templates.workbook.model import Workbook
from templates.workbook.reader import read
from tests.templates.filled_pages import texts
from tests.templates.pages import small
from tests.templates.strategies import workbooks

EN, ZH = small("en").workbook, small("zh").workbook


def back(text: str, book: Workbook = EN) -> Filled:
    return read_form(parse(text, plain=True), book, {"client": "Harbour Office"})


def said(filled: Filled) -> list[object]:
    """What was answered, question by question."""
    told: list[object] = []
    for one in filled.given:
        match one.answer:
            case Note(text=text):
                told.append((one.answer.question, text))
            case Rating(value=value, guess=guess):
                told.append((one.answer.question, value, guess))
            case Row(cells=cells):
                told.append((one.answer.question, dict(cells)))
            case Choice(choice=choice):
                told.append((one.answer.question, choice))
            case Checks(checked=checked):
                told.append((one.answer.question, checked))
            case Answer():
                raise AssertionError(one)
    return told


def filled_in(book: Workbook = EN) -> str:
    """A form as a colleague might send it back."""
    form = blank(book, Form(id="f1", side="client", name="Ann Lee"))
    hopes = "- Live by spring, and quiet nights for everybody who works there <!-- 1 -->\n- 便宜 <!-- 2 -->"
    form = form.replace("- <!-- 1 -->\n- <!-- 2 -->", hopes, 1).replace("- [ ] 3 ", "- [x] 3 ", 1)
    guess = form.index("<!-- guess -->")
    form = form[:guess] + form[guess:].replace("- [ ] 2 ", "- [x] 2 ", 1)
    row = re.search(r"\|\s+\|\s+\|\s+\|\s+\|\n", form)
    assert row
    kept = book.question("promises").columns[3].options[1].text  # type: ignore[union-attr]
    form = form[: row.start()] + f"| One \\| two | 2025/8/18 | 1,030 | {kept} |\n" + form[row.end() :]
    for option in ("<!-- b -->", "<!-- a -->"):
        at = form.rindex("- [ ] ", 0, form.index(option, form.index("signs" if option == "<!-- b -->" else "today")))
        form = form[:at] + "- [x] " + form[at + 6 :]
    return form


WANTED = [
    ("expected", "Live by spring, and quiet nights for everybody who works there"),
    ("expected", "便宜"),
    ("trust", 3, 2),
    ("promises", {"promise": "One | two", "day": "2025-08-18", "days": "1030", "kept": "no"}),
    ("signs", ("b",)),
    ("today", "a"),
]


def without_comments(text: str) -> str:
    return re.sub(r"[ \t]*<!--.*?-->", "", text)


def underlined(text: str) -> str:
    text = re.sub(r"(?m)^# (.*)$", lambda m: f"{m[1]}\n{'=' * 20}", text)
    return re.sub(r"(?m)^## (.*)$", lambda m: f"{m[1]}\n{'-' * 20}", text)


def reflowed(text: str) -> str:
    """Every line that can be wrapped, wrapped at forty characters."""
    lines: list[str] = []
    for line in text.split("\n"):
        head = re.match(r"(> (?:- )?|- (?:\[.\] )?)?", line)
        lead = head[0] if head else ""
        room = " " * len(lead) if lead.startswith("-") else ("> " + " " * (len(lead) - 2) if lead else "")
        while len(line) > 44 and " " in line[len(room) + 8 : 44] and not line.startswith(("|", "#", "<")):
            cut = line.rindex(" ", len(room) + 8, 44)
            lines.append(line[:cut])
            line = room + line[cut + 1 :]
        lines.append(line)
    return "\n".join(lines)


EDITORS: dict[str, Callable[[str], str]] = {
    "nothing": lambda text: text,
    "stars": lambda text: re.sub(r"(?m)^- ", "* ", text),
    "plus signs and four spaces": lambda text: re.sub(r"(?m)^- ", "+   ", text),
    "numbers": lambda text: re.sub(r"(?m)^- (?!\[)", "1. ", text),
    "line ends of Windows": lambda text: text.replace("\n", "\r\n"),
    "line ends of old Macs": lambda text: text.replace("\n", "\r"),
    "a mark of the encoding": lambda text: "\ufeff" + text,
    "spaces at line ends": lambda text: re.sub(r"(?m)(?<=\S)$", " ", text),
    "no spaces at line ends": lambda text: re.sub(r"(?m)[ \t]+$", "", text),
    "long dashes": lambda text: text.replace("<!--", "<!—").replace("-->", "—>"),
    "curly quotes": lambda text: re.sub(r'"([^"\n]*)"', "“\\1”", text).replace("'", "’"),
    "capital ticks": lambda text: text.replace("[x]", "[X]"),
    "check marks": lambda text: text.replace("[x]", "[✓]"),
    "wide boxes": lambda text: text.replace("[x]", "［ｘ］").replace("[ ]", "［　］"),
    "narrow tables": lambda text: re.sub(r"(?m) +(?=\|)|(?<=\|) +", " ", text),
    "underlined headings": underlined,
    "deeper headings": lambda text: re.sub(r"(?m)^(#+ )", "#\\1", text),
    "wrapped lines": reflowed,
    "looser lists": lambda text: re.sub(r"(?m)^(- .*)$", "\\1\n", text),
    "no comments": without_comments,
    "no comments, stars and numbers taken for bullets": lambda text: re.sub(r"(?m)^- ", "* ", without_comments(text)),
    "Chinese hyphens": lambda text: re.sub(r"(?m)^- (?!\[)", "－", text),
    "dots of Word": lambda text: re.sub(r"(?m)^- (?!\[)", "•\t", text),
    "other dots": lambda text: re.sub(r"(?m)^- (?!\[)", "· ", text),
    "private dots of Word": lambda text: re.sub(r"(?m)^- (?!\[)", "\uf0b7 ", text),
    "Chinese numbers": lambda text: re.sub(r"(?m)^- (?!\[)(?=\S)", "1、", text),
    "long hyphens": lambda text: re.sub(r"(?m)^- (?!\[)", "– ", text),
    "no space behind hyphens": lambda text: re.sub(r"(?m)^- (?=[^\W\d])", "-", text),
    "drawn boxes": lambda text: re.sub(r"(?m)^- \[([x ])\]", lambda m: "☑" if m[1] == "x" else "☐", text),
    "crosses": lambda text: text.replace("[x]", "[×]"),
    "wide crosses": lambda text: text.replace("[x]", "【×】"),
    "escaped signs": lambda text: re.sub(r"(?m)^- \[", "- \\[", text).replace("\\[ ]", "[ ]").replace("\\[x]", "[x]"),
}


@pytest.mark.parametrize("editor", EDITORS, ids=str)
@pytest.mark.parametrize("book", [EN, ZH], ids=["en", "zh"])
def test_a_filled_form_comes_back_whole_from_any_editor(editor: str, book: Workbook) -> None:
    filled = back(EDITORS[editor](filled_in(book)), book)
    assert said(filled) == WANTED
    assert filled.left == ()
    assert filled.remarks == ()
    assert (filled.name, filled.side) == ("Ann Lee", "client")
    assert filled.form == ("" if "no comments" in editor else "f1")


def test_a_blank_form_says_nothing_in_every_workbook_that_ships() -> None:
    for name in library.names():
        for lang in library.languages(name):
            book = read(library.text(name, lang), file=name).require()
            filled = back(blank(book, Form(id="f")), book)
            assert (said(filled), filled.left, filled.remarks) == ([], (), ()), (name, lang)


@given(workbooks())
@settings(max_examples=40)
def test_a_blank_form_of_any_workbook_says_nothing(book: Workbook) -> None:
    filled = back(blank(book, Form(id="f")), book)
    assert said(filled) == []
    assert filled.form == "f"


def test_what_is_written_outside_the_blanks_is_left_over_with_its_line_and_heading() -> None:
    text = filled_in().replace("# ", "Hello, here is mine.\n\n# ", 1)
    text = text.replace("Reports", "Reports").replace("- [x] 3 Fully", "- [x] 3 Fully, but only until May")
    text += "\n## One more thing\n\nThank you all.\n\n- for everything\n"
    filled = back(text)
    assert said(filled) == WANTED
    assert [(left.text, left.question, left.heading) for left in filled.left] == [
        ("Hello, here is mine.", "", ""),
        ("but only until May", "trust", EN.question("trust").text),  # type: ignore[union-attr]
        ("One more thing", "", "One more thing"),
        ("Thank you all.", "", "One more thing"),
        ("for everything", "", "One more thing"),
    ]
    assert text.split("\n")[filled.left[0].line - 1] == "Hello, here is mine."
    assert text.split("\n")[filled.left[-1].line - 1] == "- for everything"


def test_a_thought_in_the_words_of_a_step_is_a_thought() -> None:
    form = blank(EN, Form(id="f")).replace("- <!-- 1 -->", "- Fully <!-- 1 -->", 1)
    assert said(back(form)) == [("expected", "Fully")]


def test_notes_may_be_written_without_dashes_on_several_lines_and_as_headings() -> None:
    form = blank(EN, Form(id="f"))
    body = "I hoped for rest.\nAnd for spring.\n\nSecond thought\n- \n"
    body += "- <!-- 2 --> behind the mark\n    - with a point below\n"
    text = form.replace("- <!-- 1 -->\n- <!-- 2 -->\n- <!-- 3 -->\n", body, 1)
    assert [answer for answer in said(back(text)) if answer[0] == "expected"] == [  # type: ignore[index]
        ("expected", "I hoped for rest. And for spring."),
        ("expected", "Second thought"),
        ("expected", "behind the mark\n- with a point below"),
    ]


def test_a_number_instead_of_a_tick_and_two_ticks() -> None:
    form = blank(EN, Form(id="f"))
    number = re.sub(r"(?s)(<!-- trust -->\n\n)- \[ \] 1.*?(?=\n\n)", "\\g<1>2", form, count=1)
    assert said(back(number)) == [("trust", 2, None)]
    two = form.replace("- [ ] 1 ", "- [x] 1 ", 1).replace("- [ ] 2 ", "- [x] 2 ", 1)
    filled = back(two)
    assert said(filled) == []
    assert "2 boxes are ticked" in filled.remarks[0].text
    assert "Not at all" in filled.left[0].text


def test_who_it_is_from_can_be_filled_in_and_a_cell_that_does_not_fit_is_kept_and_said() -> None:
    form = blank(EN, Form(id="f"))
    form = form.replace("Your name:", "Your name: Bo  Chen", 1).replace(": <!-- side", ": harbour office <!-- side", 1)
    form = re.sub(r"\|\s+\|\s+\|\s+\|\s+\|\n", "| P | soon | many | perhaps |\n", form, count=1)
    filled = back(form)
    assert (filled.name, filled.side) == ("Bo  Chen", "client")
    assert said(filled) == [("promises", {"promise": "P", "day": "soon", "days": "many", "kept": "perhaps"})]
    assert len(filled.remarks) == 3
    assert "none of the sides" in back(form.replace("harbour office", "nobody")).remarks[0].text


@given(texts.map(lambda text: " ".join(text.split())).filter(folded))
def test_any_line_somebody_writes_behind_a_dash_is_in_what_comes_back(line: str) -> None:
    filled = back(blank(EN, Form(id="f")).replace("- <!-- 1 -->", f"- {line}", 1))
    everything = " ".join([*(str(one) for one in said(filled)), *(left.text for left in filled.left)])
    assert folded(re.sub(r"\\(.)|<!--.*?-->", "\\1", line)) <= folded(everything) or all(
        word in folded(everything) for word in map(folded, re.findall(r"\w+", re.sub("<!--.*?-->", "", line)))
    )


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("姓名".encode("gb18030"), "姓名"),
        ("姓名".encode("utf-16"), "姓名"),
        ("姓名".encode("utf-8-sig"), "姓名"),
        (b"caf\xe9 \x81", "café \ufffd"),
    ],
)
def test_files_of_other_encodings_are_read(raw: bytes, text: str) -> None:
    assert decode(raw)[0] == text


def test_what_is_no_text_too_large_or_too_deep_is_refused_with_a_sentence() -> None:
    with pytest.raises(UnreadableError, match="no text"):
        decode(b"PK\x03\x04\x00\x00")
    with pytest.raises(UnreadableError, match="too large"):
        decode(b"a" * 4_000_001)
    with pytest.raises(UnreadableError, match="too deep"):
        parse("> " * 60 + "deep", plain=True)
    with pytest.raises(UnreadableError, match="too many"):
        parse("|a|\n|-|\n" + "|x\n" * 60_000, plain=True)


def ticked(text: str, book: Workbook = EN) -> tuple[list[object], list[str], list[str]]:
    """What is answered, what is said, and what is left over."""
    filled = back(text, book)
    return said(filled), [remark.text for remark in filled.remarks], [left.text for left in filled.left]


@pytest.mark.parametrize("how", ["**", "__", "→ ", "no box"])
def test_what_stands_out_alone_is_the_answer_and_said(how: str) -> None:
    form = blank(EN, Form(id="f"))
    line = re.search(r"(?m)^- \[ \] 3 .*$", form)
    assert line
    changed = line[0].replace("- [ ] ", "- ") if how == "no box" else line[0].replace("- [ ] ", f"- [ ] {how}")
    if how in ("**", "__"):
        changed = changed.replace(" <!--", f"{how} <!--")
    for text in (form.replace(line[0], changed, 1), without_comments(form.replace(line[0], changed, 1))):
        answers, remarks, left = ticked(text)
        assert answers == [("trust", 3, None)]
        assert len(remarks) == 1
        assert "stands out without a tick, and was taken as the answer" in remarks[0]
        assert left == []


def test_several_that_stand_out_are_said_and_left_over_and_all_of_them_are_an_editors_work() -> None:
    form = blank(EN, Form(id="f"))
    two = re.sub(r"(?m)^- \[ \] ([23]) ", r"- [ ] **\1** ", form, count=2)
    answers, remarks, left = ticked(two)
    assert answers == []
    assert len(remarks) == len(left) == 2
    beside = two.replace("- [ ] 1 ", "- [x] 1 ", 1)
    answers, remarks, left = ticked(beside)
    assert answers == [("trust", 1, None)]
    assert len(remarks) == len(left) == 2
    assert ticked(form.replace("- [ ] ", "- ")) == ([], [], [])


def test_a_cross_is_a_tick_but_a_no_beside_other_ticks() -> None:
    form = blank(EN, Form(id="f"))
    assert ticked(form.replace("- [ ] 2 ", "- [×] 2 ", 1))[0] == [("trust", 2, None)]
    answers, remarks, _left = ticked(
        form.replace("- [ ] 1 ", "- [√] 1 ", 1).replace("- [ ] 2 ", "- [×] 2 ", 1).replace("- [ ] 3 ", "- [✗] 3 ", 1)
    )
    assert answers == [("trust", 1, None)]
    assert len(remarks) == 2
    assert all("read as a no" in remark for remark in remarks)


@pytest.mark.parametrize("has_comments", [True, False])
def test_a_form_in_the_other_language_goes_into_its_twin(has_comments: bool) -> None:
    form = filled_in(ZH).replace("<!-- side side=client -->", "")
    text = form if has_comments else without_comments(form)
    filled = read_form(parse(text, plain=True), EN, {}, others=(ZH,))
    assert said(filled) == WANTED
    assert filled.left == ()
    assert filled.remarks == ()
    assert filled.side == "client"


def test_a_day_that_is_none_is_said() -> None:
    form = re.sub(r"\|\s+\|\s+\|\s+\|\s+\|\n", "| P | 2025-02-30 | | |\n", blank(EN, Form(id="f")), count=1)
    answers, remarks, _left = ticked(form)
    assert answers == [("promises", {"promise": "P", "day": "2025-02-30"})]
    assert remarks == ["“2025-02-30” is no date; it was kept as it stands."]
    wide = re.sub(r"\|\s+\|\s+\|\s+\|\s+\|\n", "| P | ２０２５年２月 | | |\n", blank(EN, Form(id="f")), count=1)
    assert ticked(wide)[0] == [("promises", {"promise": "P", "day": "2025-02"})]
