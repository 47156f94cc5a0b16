"""The HTML page passes an accessibility checker, in a real browser."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from storage import demo
from storage.shelf import Shelf
from templates.exchange.export import export
from templates.readers.narrowed import audiences
from tests.accessible import LOOKS, look_over

if TYPE_CHECKING:
    from playwright.async_api import Browser


@pytest.mark.asyncio(loop_scope="session")
async def test_axe_finds_nothing_wrong_with_any_audiences_page_light_dark_or_narrow(
    tmp_path: Path, browser: Browser
) -> None:
    files = []
    with Shelf.open(tmp_path / "demo.db") as shelf:
        for lang in ("en", "zh"):
            page = shelf.page(demo.make(shelf, "finished", lang))
            for audience in audiences(page):
                files.append(tmp_path / f"{lang}-{audience.key}.html")
                files[-1].write_text(export(page, audience, "html").text, encoding="utf-8")
    found = await look_over(browser, files, LOOKS[-1:], contrast=False)
    # All of them wear one style sheet, so that colours are compared once.
    found += await look_over(browser, [file for file in files if file.name == "en-joint.html"], (LOOKS[0], LOOKS[-1]))
    assert len(found) == len(files) + 2
    for one in found:
        assert (one.broken, max(one.overflow, 0), one.passes > 10) == ((), 0, True), one
