"""Searching from every screen, and from the command line."""

from __future__ import annotations

from pathlib import Path

from storage.ids import new_id
from storage.shelf import Details, Shelf
from templates.filled_page.page import Note, Row
from templates.filled_page.settings import Private
from tests.tui.command_line.running import done, refused, started
from tests.tui.helpers import opened, said, start_some, text, until, write
from tests.tui.walking import key_event
from tui.answers.notes import NotesArea
from tui.dialogs.confirm import Confirm
from tui.program.app import PhasebookApp
from tui.road.road import RoadScreen
from tui.screens.reading import ReadingScreen
from tui.screens.search import SearchScreen
from tui.screens.shelf import ShelfScreen

SIZE = (80, 24)
HOSTILE = "[/] [@click=app.quit]x[/] \x1b]52;c;aGk=\x07 # 港口\nunicorn"


def fill(database: Path) -> tuple[str, str]:
    port, gate = start_some(database, ["Port system", "Customs gate"])
    with Shelf.open(database) as shelf:
        shelf.keep(port, *(Note(id=new_id(), question="honeymoon-expected", text=f"We hoped, {n}") for n in range(30)))
        shelf.keep(port, Note(id="a" * 20, question="conflict-shock", side="vendor", text=HOSTILE))
        shelf.keep(gate, Row(id=new_id(), question="honeymoon-promises", side="client", cells={"promise": "Unicorns"}))
        shelf.keep(
            gate,
            Note(id=new_id(), question="honeymoon-expected", text="private unicorn", private=Private.FACILITATOR),
        )
    return port, gate


def road(app: PhasebookApp) -> RoadScreen:
    assert isinstance(app.screen, RoadScreen)
    return app.screen


async def test_from_the_shelf_to_an_answer_from_there_to_another_and_back(database: Path) -> None:
    port, gate = fill(database)
    async with PhasebookApp(database).run_test(size=SIZE) as pilot:
        app = await opened(pilot)
        await until(pilot, lambda: "Port system" in text(app))
        await pilot.press("slash")
        await until(pilot, lambda: isinstance(app.screen, SearchScreen) and "the newest first" in text(app))
        await write(pilot, "unicorn")
        await until(pilot, lambda: "2 found" in text(app))
        shown = text(app)
        assert shown.index("Unicorns") < shown.index("港口"), "the newest first"
        assert "private unicorn" not in shown
        assert "\x1b" not in shown
        assert "␛]52" in shown
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(app.screen, RoadScreen) and "港口" in text(app))
        assert road(app).retrospective == port
        area = road(app).area
        assert isinstance(area, NotesArea)
        await until(pilot, lambda: area._cursor == "a" * 20, "the cursor stands on what was found")

        await pilot.press("m")
        await until(pilot, lambda: isinstance(app.screen, ReadingScreen))
        app.post_message(key_event("／"))
        await until(pilot, lambda: isinstance(app.screen, SearchScreen))
        await pilot.press("tab")
        await until(pilot, lambda: isinstance(app.screen, Confirm))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, SearchScreen))
        await write(pilot, "hoped")
        await until(pilot, lambda: "30 found" in text(app))
        await pilot.press("pagedown", "enter")
        await until(pilot, lambda: isinstance(app.screen, RoadScreen) and "We hoped" in text(app))
        assert [type(screen) for screen in app.screen_stack] == [ShelfScreen, RoadScreen]

        await pilot.press("a")
        await write(pilot, "a draft / with a slash")
        await pilot.press("escape", "slash")
        await until(pilot, lambda: "Search this retrospective" in text(app))
        await write(pilot, "unicorn in:customs")
        await until(pilot, lambda: "Only this retrospective" in text(app) and "1 found" in text(app))
        assert "Customs" not in text(app), "nothing of other clients on the projector"
        await pilot.press("ctrl+u")
        await write(pilot, "kind:ledger since:soon")
        await until(pilot, lambda: "no date" in text(app) and "Nothing was found" in text(app))
        await pilot.press("tab")
        await until(pilot, lambda: "other clients' too" in text(app))
        await pilot.press("y")
        await until(pilot, lambda: "Search all retrospectives" in text(app) and "Customs gate" in text(app))
        await pilot.press("tab")
        await until(pilot, lambda: "Customs" not in text(app))
        await pilot.press("tab", "y")
        await until(pilot, lambda: "Customs gate" in text(app))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, RoadScreen) and road(app).retrospective == gate)
        await until(pilot, lambda: "Unicorns" in text(app))
        assert [type(screen) for screen in app.screen_stack] == [ShelfScreen, RoadScreen]
        await pilot.press("slash", "z", "z", "z")
        await until(pilot, lambda: "Nothing was found" in text(app))
        await pilot.press("enter", "escape")
        await until(pilot, lambda: isinstance(app.screen, RoadScreen))
        assert road(app).retrospective == gate


async def test_what_is_not_on_the_short_road_is_said_to_be_so(database: Path) -> None:
    port, _gate = fill(database)
    with Shelf.open(database) as shelf:
        core = {q.id for q in shelf.workbook(port).questions if q.core}
        other = next(q.id for q in shelf.workbook(port).questions if q.id not in core and q.kind == "notes")
        shelf.keep(port, Details(short=True), Note(id=new_id(), question=other, text="aside"))
    async with PhasebookApp(database, open_retrospective=port).run_test(size=SIZE) as pilot:
        app = await opened(pilot)
        await until(pilot, lambda: isinstance(app.screen, RoadScreen) and app.screen.page)
        await pilot.press("slash")
        await until(pilot, lambda: isinstance(app.screen, SearchScreen))
        await write(pilot, "aside")
        await until(pilot, lambda: "1 found" in text(app))
        await pilot.press("enter")
        await until(pilot, lambda: "short road" in said(app))


def test_the_command_finds_filters_and_tells_programs() -> None:
    retro = started("--client", "Harbour", "--person", "Lin:client")
    done("answer", retro, "honeymoon-expected", "--by", "Lin", "-m", "一月上线，港口 first")
    done("answer", retro, "honeymoon-expected", "--side", "vendor", "-m", "first, but not of January")
    done("action", retro, "-m", "Write first things down", "--owner", "Lin")
    found = done("search", "first")
    assert [line.strip() for line in found.out.splitlines()[1::2]] == [
        "Write first things down",
        "first, but not of January",
        "一月上线，港口 first",
    ]
    assert "Lin · Port system" in found.out
    (one,) = done("search", "港", "by:lin", "--kind", "notes", "--with", "harbour", "--json").json
    assert one["text"][slice(*one["marks"][0])] == "港"
    assert (one["by"], one["side"], one["question"]) == ("Lin", "client", "honeymoon-expected")
    assert one["retrospective"]["id"] == retro
    assert "limit" in done("search", "first", "--limit", "1").err
    assert len(done("search", "--by", "Lin", "--json").json) == 2
    assert "no word" in refused("search", "🚀")
    assert "no date" in refused("search", "--since", "soon", "first")
    assert "no kind" in refused("search", "kind:poem")
    assert "nowhere" in refused("search", "first", "--in", "nowhere")


def test_several_words_in_the_shells_quotes_are_a_phrase_and_private_is_asked_for(own_home: Path) -> None:
    retro = started()
    for words in ("trust the report", "report the trust"):
        done("answer", retro, "honeymoon-expected", "--side", "client", "-m", words)
    with Shelf.open(next(own_home.rglob("phasebook.db"))) as shelf:
        shelf.keep(retro, Note(id=new_id(), question="honeymoon-expected", text="my report", private=Private.SIDE))

    def found(*words: str) -> list[str]:
        return [hit["text"] for hit in done("search", *words, "--json").json]

    assert found("the report") == ["trust the report"]
    assert found("the", "report") == ["report the trust", "trust the report"]
    assert found("trust side:client report") == ["report the trust", "trust the report"]
    assert found("report", "--private")[0] == "my report"
