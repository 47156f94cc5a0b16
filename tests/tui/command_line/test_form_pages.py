"""Forms as pages: filled in a real browser without a net, saved, and taken in again."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from templates import library
from templates.forms.blank_form import Form, blank
from templates.forms.page.form_page import form_page
from templates.workbook.reader import read
from templates.workbook.writer import write
from tests.accessible import LOOKS, look_at
from tests.browsers import FLAGS, program
from tests.templates.pages import small
from tests.tui.command_line.form_pages import KEPT, opened, phone, saved, written
from tests.tui.command_line.running import answers, done, refused

if TYPE_CHECKING:
    from playwright.async_api import Browser, BrowserContext

pytestmark = pytest.mark.asyncio(loop_scope="session")


def meeting(folder: Path, lang: str = "en") -> str:
    """A retrospective that asks one question of every kind; its id."""
    book = folder / "book.md"
    book.write_text(write(small(lang).workbook), encoding="utf-8")
    return done("new", "--title", "Port system", "--workbook", str(book), "--person", "Ann:client").last


@pytest.mark.parametrize("lang", ["en", "zh"])
async def test_a_page_is_filled_without_a_net_saved_and_taken_in(tmp_path: Path, browser: Browser, lang: str) -> None:
    retro, book = meeting(tmp_path, lang), small(lang).workbook
    file = written(tmp_path / "ann.html", "--for", retro, "--side", "client", "--by", "Ann")
    kept = book.question("promises").columns[3].options[1].text  # type: ignore[union-attr]
    async with phone(browser, lang=lang) as context:
        page = await opened(context, file)
        await page.fill('[name="expected/1"]', "Live by spring\n\n- and quiet nights")
        await page.fill('[name="expected/2"]', "便宜 | 又好 😀")
        await page.click('[data-name="trust"] label:nth-of-type(3)')
        await page.click('[data-name="trust~guess"] label:nth-of-type(2)')
        await page.fill('[name="promises/1/promise"]', "One | two\nlines")
        await page.fill('[name="promises/1/day"]', "2025/8/18")
        await page.fill('[name="promises/1/days"]', "1,030")
        await page.click(f'[data-name="promises/1/kept"] label:has-text("{kept}")')
        await page.click(".rows + button >> nth=0")
        await page.keyboard.type("A second row")
        await page.click('[data-name="signs"] label:nth-of-type(2)')
        await page.click('[data-name="today"] label:nth-of-type(1)')
        await page.click('[data-name="today"] label:nth-of-type(2)')
        await page.click('[data-name="pay"] label:nth-of-type(1)')
        await page.click('[data-name="pay"] .clear')
        first = await saved(page, tmp_path)
        assert first.name == "Port-system-Ann.md"
        assert first.name in await page.inner_text("#_said")
        done("import", str(first))
        # The page is opened again, corrected, and comes back: what was corrected is taken, nothing twice.
        again = await opened(context, file)
        assert await again.input_value('[name="expected/2"]') == "便宜 | 又好 😀"
        await again.fill('[name="expected/2"]', "Cheap")
        told = done("import", str(await saved(again, tmp_path)), "--json").json[0]
    assert (told["new"], told["changed"], told["left"], told["remarks"]) == (0, 1, [], [])
    found = answers(retro)
    assert {(one["by"], one["side"]) for one in found} == {("Ann", "client")}
    said = {one["question"]: one for one in found if one["question"] not in ("expected", "promises")}
    assert [one["text"] for one in found if one["question"] == "expected"] == [
        "Live by spring\n\n- and quiet nights",
        "Cheap",
    ]
    assert [one["cells"] for one in found if one["question"] == "promises"] == [
        {"promise": "One | two\nlines", "day": "2025-08-18", "days": "1030", "kept": "no"},
        {"promise": "A second row"},
    ]
    assert (said["trust"]["value"], said["trust"]["guess"]) == (3, 2)
    assert (said["signs"]["checked"], said["today"]["choice"]) == (["b"], "b")
    assert "pay" not in said


async def test_a_page_without_a_name_gives_a_form_without_a_name(tmp_path: Path, browser: Browser) -> None:
    retro = meeting(tmp_path)
    file = written(tmp_path / "ann.html", "--for", retro, "--by", "Ann")
    async with phone(browser) as context:
        page = await opened(context, file)
        await page.click("text=I answer without a name")
        await page.click("label:has-text('Vendor')")
        await page.fill('[name="expected/1"]', "Rest")
        form = await saved(page, tmp_path)
    assert "Ann" not in form.read_text(encoding="utf-8")
    assert form.name == "Port-system.md"
    done("import", str(form))
    assert [(one["text"], one["by"], one["side"]) for one in answers(retro)] == [("Rest", None, "vendor")]
    assert "Save my answers" in refused("import", str(file))


async def test_an_empty_page_gives_the_form_that_is_printed_for_editors(tmp_path: Path, browser: Browser) -> None:
    file = tmp_path / "form.html"
    async with phone(browser) as context:
        page = await context.new_page()
        for name in ("four-phases", "incident-review", "partnership-check", "timeline"):
            for lang in library.languages(name):
                book = read(library.text(name, lang), file=name).require()
                form = Form(
                    id=f"{name}-{lang}", side="vendor", name="a: *b*", title="T_1", retrospective="r", exact=True
                )
                file.write_text(form_page(book, form), encoding="utf-8")
                await page.goto(file.as_uri())
                await page.wait_for_selector(KEPT)
                text = (await saved(page, tmp_path)).read_text(encoding="utf-8")
                assert narrow(text) == narrow(blank(book, form))


def narrow(text: str) -> list[str]:
    """A form's lines, its tables without what only aligns them."""
    lines = text.split("\n")
    return [
        "|".join("---" if set(cell.strip()) == {"-"} else cell.strip() for cell in line.split("|"))
        if line.startswith("|")
        else line
        for line in lines
    ]


HOSTILE = (
    "# x", "- a", "1. b", "1) b", "1、b", "（1）b", "一、b", "①b", "• a", "－a", "☐ a", "☑ done", "a | b", "|",
    "\\", "a\\", "\\|", "<!-- x -->", "<!-- 1 -->", "-->", "<b>bold</b>", "&amp; &#35; &lt;", "[x]", "[ ] a",
    "[x](http://a.b)", "```\ncode\n```", "~~~", "    four spaces", "\ttab", "o\ttab", "a\n\n\nb", "\n\na\n\n",
    " a ", "a \n b ", "a\n    b\n\tc", "> quote", "===", "a\n===", "a\n---", "---", "***", "_a_", "__", "____",
    "……", "$x$", "a\n- b\n- c", "a\n1. b", "a\n# b", "a\n| b | c |\n|---|---|", "中文。\n第二行", "\u3000全角",
    "“引号”", "【x】", "👩\u200d👩\u200d👧 family", "😀", "e\u0301", "\u200bz", "\ufeffa", "a\u2028b",
    "\u00a0a\u00a0", "Fully", "Your name: Bo", "https://a_b.c/d?e=f&g", "a&b", "R&D <3", "+1", "+a", "* a", "*",
    "-", ".", "0", "2026 was long", "3.5", "=", "| a", "a  ", "[^1]: x", "[a]: b",
)  # fmt: skip
"""What would start something in Markdown, or be lost at an edge."""
PIECES = (
    *"#-*+_=>|\\`~[]()<>!&;:.$ \n\n\t\u3000０1①一、•“—x中😀",
    *("<!--", "-->", "```", "1. ", "- ", "&#32;", "[x]", "\\\n", "|---|"),
)


async def test_every_text_comes_back_to_the_letter(tmp_path: Path, browser: Browser) -> None:
    retro = meeting(tmp_path)
    file = written(tmp_path / "ann.html", "--for", retro, "--side", "client", "--by", "Ann")
    chance = random.Random(14)
    made = ["".join(chance.choice(PIECES) for _n in range(chance.randint(1, 9))) for _m in range(320)]
    texts = [text for text in (*HOSTILE, *made) if text.strip(" \n\t\u3000\u00a0\u2028\ufeff")]
    async with phone(browser) as context:
        page = await opened(context, file)
        await page.evaluate(
            """([notes, cells]) => {
              const put = (name, text) => {
                const field = document.getElementsByName(name)[0];
                field.value = text;
                field.dispatchEvent(new InputEvent('input', {bubbles: true}));
              };
              notes.forEach((text, n) => put(`expected/${n + 1}`, text));
              cells.forEach((text, n) => {
                if (n) document.querySelector('.rows + button').click();
                put(`promises/${n + 1}/promise`, text);
              });
            }""",
            [texts, HOSTILE],
        )
        form = await saved(page, tmp_path)
    told = done("import", str(form), "--json").json[0]
    assert (told["left"], told["remarks"]) == ([], [])
    found = answers(retro)
    assert [one["text"] for one in found if one["question"] == "expected"] == texts
    assert [one["cells"]["promise"] for one in found if one["question"] == "promises"] == list(HOSTILE)


async def test_half_composed_chinese_is_never_what_is_kept(tmp_path: Path, browser: Browser) -> None:
    file = written(tmp_path / "bo.html", "four-phases", "--workbook-lang", "zh")
    async with phone(browser, lang="zh") as context:
        page = await opened(context, file)
        where = page.locator(".notes textarea").first
        await where.focus()
        keyboard = await context.new_cdp_session(page)

        async def compose(*stages: str, end: str) -> None:
            for stage in stages:
                sized = {"selectionStart": len(stage), "selectionEnd": len(stage)}
                await keyboard.send("Input.imeSetComposition", {"text": stage, **sized})
            if end:
                await keyboard.send("Input.insertText", {"text": end})

        await compose("n", "ni", "你", end="你")
        await compose("h", "hao", end="好")
        await page.wait_for_selector(KEPT)
        await compose("m", "ma", end="")
        assert await where.input_value() == "你好ma"
        assert await page.evaluate(STORED) == ["你好"]
        await page.reload()
        await page.wait_for_selector(KEPT)
        assert await where.input_value() == "你好"


STORED = """() => new Promise(done => {
  indexedDB.databases().then(([one]) => {
    const opening = indexedDB.open(one.name);
    opening.onsuccess = () => {
      const reading = opening.result.transaction('typed').objectStore('typed').getAll();
      reading.onsuccess = () => { opening.result.close(); done(reading.result); };
    };
  });
})"""
"""What lies in the browser's own store, read without leaving the window: that would end the composing."""


async def test_a_reload_in_the_middle_of_a_word_and_a_second_window_lose_nothing(
    tmp_path: Path, browser: Browser
) -> None:
    retro = meeting(tmp_path)
    file = written(tmp_path / "ann.html", "--for", retro)
    async with phone(browser) as context:
        page, second = await opened(context, file), await opened(context, file)
        await page.focus('[name="expected/1"]')
        await page.keyboard.type("Half a wo")
        await page.reload()
        await page.wait_for_selector(KEPT)
        assert await page.input_value('[name="expected/1"]') == "Half a wo"
        # The second window stood open, empty, all the while: what is typed in it stays beside the first one's.
        await second.evaluate("document.getElementsByName('promises/1/promise')[0].focus()")
        await second.keyboard.type("Reports")
        await second.evaluate("document.getElementsByName('expected/1')[0].focus()")
        await second.keyboard.type("X")
        await second.wait_for_selector(KEPT)
        third = await opened(context, file)
        assert await third.input_value('[name="promises/1/promise"]') == "Reports"
        said = await third.input_value('[name="expected/1"]')
        assert "Half a wo" in said
        assert "X" in said


async def test_two_forms_on_one_disk_do_not_see_each_other_and_what_was_typed_can_be_removed(
    tmp_path: Path, browser: Browser
) -> None:
    retro = meeting(tmp_path)
    files = [written(tmp_path / f"{name}.html", "--for", retro) for name in ("ann", "bo")]
    async with phone(browser) as context:
        ann = await opened(context, files[0])
        await ann.fill('[name="expected/1"]', "Mine alone")
        await ann.wait_for_selector(KEPT)
        bo = await opened(context, files[1])
        assert "Mine alone" not in await bo.locator("textarea").evaluate_all("all => all.map(one => one.value)")
        ann.on("dialog", lambda dialog: asyncio.ensure_future(dialog.accept()))
        await ann.click("text=On a computer that others use")
        await ann.click("#_forget")
        await ann.wait_for_selector("#_said:has-text('Removed')")
        again = await opened(context, files[0])
        assert await again.input_value('[name="expected/1"]') == ""


async def test_a_browser_that_is_killed_loses_nothing_it_said_it_kept(tmp_path: Path, browser: Browser) -> None:
    file = written(tmp_path / "ann.html", "--for", meeting(tmp_path))
    async with killed(tmp_path / "profile") as context:
        page = await opened(context, file)
        await page.focus('[name="expected/1"]')
        await page.keyboard.type("It was said to be kept")
        await page.wait_for_selector(KEPT)
    async with killed(tmp_path / "profile") as context:
        page = await opened(context, file)
        assert await page.input_value('[name="expected/1"]') == "It was said to be kept"


@asynccontextmanager
async def killed(profile: Path) -> AsyncIterator[BrowserContext]:
    """A browser of its own with a profile that stays; it ends with SIGKILL, all of its processes at once."""
    from playwright.async_api import async_playwright

    line = [str(program()), "--headless", *FLAGS, "--remote-debugging-port=0", f"--user-data-dir={profile}"]
    process = subprocess.Popen(
        line, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, start_new_session=True, text=True
    )
    assert process.stderr is not None
    try:
        address = next(told.split()[-1] for told in process.stderr if told.startswith("DevTools listening on "))
        async with async_playwright() as playing:
            found = await playing.chromium.connect_over_cdp(address)
            yield found.contexts[0]
            os.killpg(process.pid, signal.SIGKILL)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        process.stderr.close()


async def test_where_a_browser_keeps_nothing_the_page_says_so_and_the_answers_can_be_saved(
    tmp_path: Path, browser: Browser
) -> None:
    file = written(tmp_path / "ann.html", "--for", meeting(tmp_path), "--by", "Ann")
    async with phone(browser) as context:
        await context.add_init_script(
            "Object.defineProperty(window, 'indexedDB', {get() { throw new DOMException('no', 'SecurityError'); }})"
        )
        page = await context.new_page()
        await page.goto(file.as_uri())
        await page.wait_for_selector("body[data-kept=never]")
        assert "This browser keeps nothing" in await page.inner_text("#_said")
        await page.fill('[name="expected/1"]', "Rest")
        assert "- Rest <!-- 1 -->" in (await saved(page, tmp_path)).read_text(encoding="utf-8")


@pytest.mark.parametrize("lang", ["en", "zh"])
async def test_axe_finds_nothing_on_a_page_that_is_filled_in_any_look(
    tmp_path: Path, browser: Browser, lang: str
) -> None:
    retro = meeting(tmp_path, lang)
    file = written(tmp_path / "ann.html", "--for", retro, "--side", "client", "--by", "Ann")
    async with phone(browser, lang=lang) as context:
        page = await opened(context, file)
        await page.fill('[name="expected/1"]', "One" * 200)
        await page.click('[data-name="trust"] label:nth-of-type(3)')
        await saved(page, tmp_path)
        for opening in await page.query_selector_all("summary"):
            await opening.click()
        for look, wide in LOOKS:
            found = await look_at(page, file, look, wide)
            assert (found.broken, max(found.overflow, 0), found.passes > 10) == ((), 0, True)


@pytest.mark.parametrize("lang", ["en", "zh"])
async def test_without_a_script_every_question_and_blank_is_printed(
    tmp_path: Path, browser: Browser, lang: str
) -> None:
    book = read(library.text("four-phases", lang), file="x").require()
    file = written(tmp_path / "form.html", "four-phases", "--workbook-lang", lang)
    context = await browser.new_context(java_script_enabled=False)
    page = await context.new_page()
    await page.goto(file.as_uri())
    await page.emulate_media(media="print")
    text = await page.inner_text("body")
    for question in book.questions:
        assert question.text in text
        for option in question.options:
            assert option.text in text
        for column in question.columns:
            assert column.text in text
            assert all(option.text in text for option in column.options)
    assert await page.locator("main button:visible, footer:visible").count() == 0
    room = await page.locator(".notes, td").evaluate_all("all => all.map(one => one.getBoundingClientRect().height)")
    assert min(room) >= 40
    assert (await page.pdf()).startswith(b"%PDF")
    await context.close()


async def test_what_is_filled_in_is_printed_to_its_last_line(tmp_path: Path, browser: Browser) -> None:
    file = written(tmp_path / "ann.html", "--for", meeting(tmp_path))
    async with phone(browser) as context:
        page = await opened(context, file)
        await page.fill('[name="expected/1"]', "\n".join(f"line {n}" for n in range(60)))
        await page.emulate_media(media="print")
        copy = "getComputedStyle(document.querySelector('.grow'), '::after')"
        assert await page.evaluate(f"{copy}.visibility") == "visible"
        assert "line 59" in await page.evaluate(f"{copy}.content")
        assert await page.evaluate("document.querySelector('.grow').offsetHeight") > 60 * 12
