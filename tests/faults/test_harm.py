"""Text that means harm, on everything that shows text: through a terminal that obeys, it does nothing and is kept."""

from __future__ import annotations

import io
import os
import re
import time
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from unicodedata import combining, normalize

import pyte
from rich.cells import cell_len
from textual import events
from textual.pilot import Pilot
from wcwidth import wcwidth

from storage.files.aside import empty, let_go
from storage.ids import new_id
from storage.records import all_tables
from storage.shelf import Shelf, Start
from templates.filled_page.page import (
    Action,
    Note,
    Person,
    Row,
)
from templates.text import keep
from tests.faults.hostile import EVERY, OWN
from tests.faults.terminal import foreign
from tests.tui.command_line.running import phasebook
from tests.tui.helpers import opened, said, until
from tests.tui.walking import book, start, walking
from tui.cli import main
from tui.program.app import PhasebookApp
from tui.screens.reading import ReadingScreen
from tui.screens.shelf import ShelfScreen

KEPT = tuple(dict.fromkeys(keep(text).text for text in EVERY if text.strip()))
HIGH = (120, 560)
"""A window in which everything is in sight at once."""
MARK = re.compile("[\u0300-\u036f\u0483-\u0489\u0e47-\u0e4e\u20d0-\u20ff]{12}")


class Whole:
    """Looks at what the app would send to its terminal, and lets a terminal draw it."""

    def __init__(self, app: PhasebookApp) -> None:
        self.app = app

    def __call__(self, where: str, *, drawn: bool = False) -> None:
        """Nothing but Textual's own codes is sent; where it is to be `drawn`, every line stands in its place."""
        update = self.app.screen._compositor.render_full_update()
        sent = update.render_segments(self.app.console).encode()
        assert foreign(sent) == [], where
        if not drawn:
            return
        columns, lines = self.app.size
        screen = pyte.Screen(columns, lines)
        screen.reset_mode(pyte.modes.DECAWM)
        pyte.ByteStream(screen).feed(sent)
        wanted = [strip.text for strip in self.app.screen._compositor.render_strips()]
        disputed = 0
        for y, text in enumerate(wanted):
            assert not MARK.search(text), (where, y)
            if {sum(map(wcwidth, text)), cell_len(text)} != {columns} or any(
                wcwidth(sign) == 0 and not combining(sign) for sign in text
            ):
                disputed += 1  # terminals do not agree on its width; the next line begins at its place all the same
                continue
            painted = "".join(screen.buffer[y][x].data for x in range(columns))
            assert normalize("NFC", painted) == normalize("NFC", text), (where, y)
        assert disputed < max(12, lines / 8), where


async def reach(pilot: Pilot[None], app: PhasebookApp, screen: type[object]) -> None:
    await until(pilot, lambda: isinstance(app.screen, screen), screen.__name__)
    await pilot.pause()


async def test_on_the_road_nothing_written_is_obeyed_and_all_of_it_is_kept(database: Path) -> None:
    people = [Person(new_id(), text[:300], "client") for text in KEPT[:60]]
    notes = [
        Note(id=new_id(), question="hope", side=("client", "vendor")[n % 2], person=people[n % 60].id, text=text)
        for n, text in enumerate(KEPT)
    ]
    rows = [
        Row(id=new_id(), question="late", side="vendor", cells={"what": text, "from": text, "when": text, "days": text})
        for text in KEPT
        if "\n" not in text
    ]
    retro = start(database, *people, *notes, *rows, title="".join(OWN[:12]))
    async with walking(database, retro, size=HIGH, at="hope") as walk:
        whole = Whole(walk.app)
        whole("notes", drawn=True)
        await walk.go("late")
        whole("rows")
        await walk.pilot.resize_terminal(120, 40)
        await walk.go("hope")
        walk.burst("a")
        await walk.until(lambda: walk.writing)
        for text in ("".join(OWN[:7]), "".join(OWN[7:16])):
            walk.app.post_message(events.Paste(text))
            await walk.until(lambda text=text: walk.typed == keep(text).text)
            await walk.pilot.pause()
            whole("a note being written", drawn=True)
            walk.burst("enter")
            await walk.until(lambda: walk.typed == "")
        walk.burst("escape")
        await walk.until(lambda: not walk.writing)
        walk.burst("d")
        await walk.until(lambda: said(walk.app))
        whole("a notice")
        walk.burst("u")
        await walk.until(lambda: "undone" in said(walk.app))
        whole("what undo says")
        walk.burst("w")
        await walk.until(lambda: walk.app.screen is not walk.road)
        await walk.pilot.pause()
        whole("who writes")
        walk.app.post_message(events.Paste("".join(OWN[:12])))
        await walk.pilot.pause()
        whole("a new name")
        walk.burst("escape")
        await walk.until(lambda: walk.app.screen is walk.road)
        await walk.go("late")
        walk.burst("down", "e")
        await walk.until(lambda: walk.writing)
        await walk.pilot.pause()
        whole("a row being written")
        walk.burst("escape")
        await walk.until(lambda: not walk.writing)
        walk.burst("question_mark")
        await walk.until(lambda: walk.app.screen is not walk.road)
        await walk.pilot.pause()
        whole("help")
        walk.burst("escape")
        await walk.until(lambda: walk.app.screen is walk.road)
        walk.burst("m")
        await reach(walk.pilot, walk.app, ReadingScreen)
        whole("the document", drawn=True)
        walk.burst("end")
        await walk.pilot.pause()
        whole("the document's end")
        assert walk.app.return_code is None
        kept = {answer.id: answer for answer in walk.page.answers}
        assert [kept[note.id].text for note in notes] == list(KEPT)  # type: ignore[attr-defined]
        assert [dict(kept[row.id].cells) for row in rows] == [dict(row.cells) for row in rows]  # type: ignore[attr-defined]
        assert [person.name for person in walk.page.people] == [person.name for person in people]


async def test_on_the_shelf_and_in_its_dialogues_nothing_written_is_obeyed(database: Path) -> None:
    with Shelf.open(database) as shelf:
        for text in OWN:
            parties = {"client": text[:400], "vendor": text[:400]}
            shelf.start(Start(title=text[:2000], workbook_text=book(), date=text[:40] or "-", parties=parties))
        titles = {card.title for card in shelf.cards()}
    assert titles == {keep(text[:2000]).text for text in OWN}
    app = PhasebookApp(database)
    async with app.run_test(size=(120, 170), notifications=True) as pilot:
        await opened(pilot)
        whole = Whole(app)
        await until(pilot, lambda: "vendor" in repr(app.screen) or app.screen.query("*"))
        await pilot.pause()
        whole("the shelf", drawn=True)
        for key in ("e", "z", "u"):
            await pilot.press("down", key)
            await pilot.pause()
            whole(f"the shelf's {key}")
            await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, ShelfScreen))
        await pilot.press("n")
        await pilot.pause()
        app.post_message(events.Paste("".join(OWN[:12])))
        await pilot.pause()
        whole("the form")
        await pilot.press("escape", "escape")
        await until(pilot, lambda: isinstance(app.screen, ShelfScreen))
        await pilot.press("ctrl+p")
        await pilot.pause()
        app.post_message(events.Paste("".join(OWN[:12])))
        await pilot.pause()
        whole("the palette", drawn=True)
        await pilot.press("escape")
        app.say("".join(OWN), warn=True)
        await pilot.pause()
        whole("a notice")
        assert app.return_code is None


async def test_a_path_that_means_harm_is_only_a_path(tmp_path: Path) -> None:
    folder = tmp_path / "[@click=app.quit]\x1b]0;t\x07\u202e[bold] x"
    folder.mkdir()
    (folder / "team.db").write_bytes(b"no database of ours, and long enough to be looked at")
    app = PhasebookApp(folder / "team.db")
    async with app.run_test(size=(120, 30), notifications=True) as pilot:
        await until(pilot, lambda: app.trouble)
        await pilot.pause()
        Whole(app)("the trouble")
        assert app.return_code is None


class Terminal(io.TextIOWrapper):
    """Standard output that says it is a terminal."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", newline="\n")

    def isatty(self) -> bool:
        return True

    @property
    def sent(self) -> bytes:
        self.flush()
        assert isinstance(self.buffer, io.BytesIO)
        return self.buffer.getvalue()


def on_a_terminal(*arguments: str) -> bytes:
    """What a command sends to a terminal."""
    out, err = Terminal(), Terminal()
    with redirect_stdout(out), redirect_stderr(err):
        main(arguments)
        return out.sent + err.sent


def test_no_command_lets_what_people_wrote_speak_to_the_terminal(database: Path, tmp_path: Path) -> None:
    people = [Person(new_id(), text[:200], "vendor") for text in KEPT[:30]]
    notes = [Note(id=new_id(), question="hope", side="client", person=people[0].id, text=text) for text in KEPT]
    actions = [Action(id=new_id(), text=text, owner=text[:80], due=text[:40], why=text[:80]) for text in KEPT[:60]]
    retro = start(database, *people, *notes, *actions, title="".join(OWN[:12]))
    evil = "".join(OWN[:14])
    odd = tmp_path / "odd.md"
    odd.write_text(
        "# t\n\n## " + evil.replace("\r", "").replace("\x00", "") + "\n\n### " + evil[:60] + "\n", encoding="utf-8"
    )
    for arguments in (
        ("list",),
        ("history", retro),
        ("actions",),
        ("render", retro),
        ("render", retro, "--format", "json"),
        ("undo", retro),
        ("redo", retro),
        ("open", evil),
        ("answer", retro, evil, "-m", evil),
        ("answer", retro, "hope", "--side", evil, "-m", "x"),
        ("answer", retro, "trust", "--side", "client", "--value", evil),
        ("new", "--title", evil, "--workbook", evil),
        ("check", str(odd)),
        ("render", retro, "-o", str(tmp_path / evil.replace("/", "").replace("\x00", "")[:80])),
        (evil.replace("\x00", ""),),
        ("backup", "--list"),
        ("doctor",),
    ):
        sent = on_a_terminal("--db", str(database), *arguments)
        assert foreign(sent.replace(b"\t", b"")) == [], arguments[0]
        assert b"Traceback" not in sent
    written = phasebook("--db", str(database), "render", retro, "--format", "json").json["answers"]
    assert [answer["text"] for answer in written] == list(KEPT)


def test_a_title_is_never_a_path() -> None:
    for text in EVERY:
        slug = all_tables.slug_of(keep(text).text)
        assert re.fullmatch(r"\w+(?:-\w+)*", slug), (text, slug)
        assert len(slug.encode()) < 200


def test_an_export_never_goes_through_a_link_nor_over_a_file_unasked(database: Path, tmp_path: Path) -> None:
    retro = start(database)
    treasure, link, folder = tmp_path / "treasure", tmp_path / "out.md", tmp_path / "elsewhere"
    treasure.write_text("mine", encoding="utf-8")
    folder.mkdir()
    for target in (treasure, folder / "nothing.md"):
        link.unlink(missing_ok=True)
        link.symlink_to(target)
        assert phasebook("--db", str(database), "render", retro, "-o", str(link)).code == 1
        assert link.is_symlink()
        assert phasebook("--db", str(database), "render", retro, "-o", str(link), "--force").code == 0
        assert not link.is_symlink()
    assert treasure.read_text(encoding="utf-8") == "mine"
    assert list(folder.iterdir()) == []
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".phasebook-")]


def test_an_export_takes_away_what_a_killed_one_left_in_its_folder_and_nothing_else(
    database: Path, tmp_path: Path
) -> None:
    retro = start(database)
    folder, treasure = tmp_path / "out", tmp_path / "treasure"
    folder.mkdir()
    treasure.write_text("mine", encoding="utf-8")
    left = [
        folder / name for name in (".phasebook-ab_4x7qz", ".phasebook-ab_4x7qy.db", ".phasebook-ab_4x7qy.db-journal")
    ]
    stays = [folder / name for name in (".phasebook-notes", ".phasebook-ab_4x7qz.md", "x.phasebook-ab_4x7qz")]
    for path in (*left, *stays):
        path.write_text("half a document", encoding="utf-8")
    link, inside = folder / ".phasebook-ab_4x7q1", folder / ".phasebook-ab_4x7q2"
    link.symlink_to(treasure)
    inside.mkdir()
    # Somebody is writing this one at the moment, be it for two hours.
    written = empty(folder)
    os.utime(written, (time.time() - 7200,) * 2)
    assert phasebook("--db", str(database), "render", retro, "-o", str(folder / "out.md")).code == 0
    let_go(written)
    assert set(folder.iterdir()) == {*stays, link, inside, written, folder / "out.md"}
    assert treasure.read_text(encoding="utf-8") == "mine"
