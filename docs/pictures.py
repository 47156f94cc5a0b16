"""Take the pictures in docs/img from the running program: `python docs/pictures.py [NAME…]`.

Every picture is the real app on the demo's database, driven by keys, in English and in Chinese. What the
terminal library gets wrong in an SVG is repaired: the width of Chinese letters, and fonts from the network.
A form's page is the real one in a real browser, as wide as a phone.
"""

from __future__ import annotations

import asyncio
import html
import os
import re
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "img"
FONTS = "'DejaVu Sans Mono', 'Noto Sans Mono CJK SC', 'Microsoft YaHei', 'PingFang SC', Menlo, Consolas, monospace"


@dataclass(frozen=True)
class Picture:
    """One picture: its name, which retrospective it is taken in, and the keys that lead there."""

    name: str
    retrospective: str | None
    keys: tuple[str, ...]
    size: tuple[int, int] = (80, 24)


PICTURES = (
    Picture("shelf", None, ()),
    Picture("new", None, ("n",)),
    Picture("road", "finished", ("[", "[", "[", "[", "[", "]", "n", "n", "n"), (100, 30)),
    Picture("scale", "finished", ("[", "[", "[", "[", "[", "n", "n", "n", "n", "n", "n"), (100, 30)),
    Picture("ledger", "finished", ("[", "[", "[", "[", "[", "]", "n", "n"), (120, 30)),
    Picture("sheet", "finished", ("[",)),
    Picture("reading", "finished", ("m",), (100, 30)),
    Picture("gaps", "finished", ("]", "n")),
    Picture("phase-map", "finished", ("]", "n", "n")),
    Picture("curve", "finished", ("]", "n", "n", "n")),
)
DRAWN = ("drawn-curve", "drawn-phases", "drawn-gaps")
"""The pictures of the document, which are SVG from the beginning."""
FORM_PAGE = "form-page"
"""The picture of a form in a browser, a PNG."""
GROUND = '<rect width="100%" height="100%" fill="#fbfaf7"/>'
"""What a picture of the document stands on where no page gives it a ground and the colour of its words."""


def repair(svg: str) -> str:
    """An SVG whose letters are as wide as their cells, and that asks no network for fonts."""
    from rich.cells import cell_len

    svg = re.sub(r"@font-face\s*\{.*?\}", "", svg, flags=re.DOTALL)
    svg = re.sub(r"font-family: ?[^;]*;", f"font-family: {FONTS};", svg)
    cell = 12.2

    def measure(match: re.Match[str]) -> str:
        length = cell_len(html.unescape(match["text"])) * cell
        return f'{match["before"]}textLength="{length:.1f}"{match["after"]}>{match["text"]}</text>'

    text = r'(?P<before><text [^>]*?)textLength="[^"]*"(?P<after>[^>]*)>(?P<text>[^<]*)</text>'
    return "\n".join(line.rstrip() for line in re.sub(text, measure, svg).splitlines()) + "\n"


def _draw(lang: str, database: Path, retrospective: str, names: Sequence[str]) -> None:
    """The document's pictures, each on a ground of its own."""
    from storage.shelf import Shelf
    from templates.charts import curve_svg, gaps_svg, phases_svg
    from templates.readings import readings
    from templates.readings.in_words import Teller

    with Shelf.open(database) as shelf:
        page = shelf.page(retrospective)
    found, teller = readings(page), Teller.of(page)
    drawn = (curve_svg(found.curve, teller), phases_svg(found.phases, teller), gaps_svg(found.gaps, teller))
    for name, svg in zip(DRAWN, drawn, strict=True):
        if name in names:
            grounded = svg.replace('width="100%" style="', 'style="color: #14171c; ', 1).replace(
                ">\n", f">\n{GROUND}\n", 1
            )
            path = FOLDER / f"{name}-{lang}.svg"
            path.write_text(grounded, encoding="utf-8")
            print(path)


async def _take(lang: str, database: Path, ids: dict[str, str], names: Sequence[str]) -> None:
    from textual.pilot import Pilot

    from tui.program.app import PhasebookApp

    async def until(pilot: Pilot[None], condition: Callable[[], bool]) -> None:
        for _ in range(200):
            if condition():
                return
            await pilot.pause(0.02)
        raise RuntimeError("the screen never came to be as expected")

    for picture in PICTURES:
        if picture.name not in names:
            continue
        opened = ids[picture.retrospective] if picture.retrospective else None
        app = PhasebookApp(database, open_retrospective=opened, demo=True)
        async with app.run_test(size=picture.size) as pilot:
            await until(pilot, lambda app=app: app.is_open)
            await pilot.pause(0.3)
            for key in picture.keys:
                await pilot.press({"[": "left_square_bracket", "]": "right_square_bracket"}.get(key, key))
                await pilot.pause(0.05)
            app.clear_notifications()
            await pilot.pause(0.3)
            svg = app.export_screenshot(title="phasebook", simplify=True)
        path = FOLDER / f"{picture.name}-{lang}.svg"
        path.write_text(repair(svg), encoding="utf-8")
        print(path)


async def _open(lang: str, folder: Path) -> None:
    """A form's page with a few answers."""
    from templates import library
    from templates.forms.blank_form import Form
    from templates.forms.page.form_page import form_page
    from templates.workbook.reader import read
    from tests.browsers import opened

    book = read(library.text("partnership-check", lang), file=lang).require()
    title, name, note = {
        "en": ("Port system", "Ann", "We answered within the hour, at weekends too."),
        "zh": ("港口系统", "李安", "周末也在一个小时内答复。"),
    }[lang]
    page = folder / "form.html"
    form = Form(id="picture", side="vendor", name=name, title=title)
    page.write_text(form_page(book, form), encoding="utf-8")
    async with opened() as browser:
        context = await browser.new_context(viewport={"width": 360, "height": 740}, device_scale_factor=1.5)
        tab = await context.new_page()
        await tab.goto(page.as_uri())
        await tab.wait_for_selector("body[data-kept=yes]")
        await tab.fill(".notes textarea >> nth=0", note)
        await tab.click('[data-name]:not([data-name^="@"]) label >> nth=3')
        await tab.wait_for_selector("body[data-kept=yes]")
        await tab.evaluate(
            "document.querySelector('[data-name]:not([data-name^=\"@\"])').scrollIntoView({block: 'center'})"
        )
        path = FOLDER / f"{FORM_PAGE}-{lang}.png"
        await tab.screenshot(path=path)
        print(path)


def main() -> None:
    """Take the pictures named, or all."""
    from storage import demo
    from storage.shelf import Shelf
    from templates import words

    FOLDER.mkdir(exist_ok=True)
    names = sys.argv[1:] or [*(picture.name for picture in PICTURES), *DRAWN, FORM_PAGE]
    for lang in words.LANGUAGES:
        words.use(lang)
        with tempfile.TemporaryDirectory() as folder:
            os.environ |= {"HOME": folder, "XDG_STATE_HOME": folder, "XDG_CONFIG_HOME": folder}
            # The path stands on the shelf's first line, so it is one a reader would have.
            database = Path(folder) / ".local" / "share" / "phasebook" / "demo.db"
            with Shelf.open(database) as shelf:
                finished, halfway = demo.ensure(shelf, lang)
            asyncio.run(_take(lang, database, {"finished": finished, "halfway": halfway}, names))
            _draw(lang, database, finished, names)
            if FORM_PAGE in names:
                asyncio.run(_open(lang, Path(folder)))


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent.parent))
    main()
