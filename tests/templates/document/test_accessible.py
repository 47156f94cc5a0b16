"""The HTML page passes an accessibility checker; run where node, axe-core and a browser are."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage import demo
from storage.shelf import Shelf
from templates.exchange.export import export
from templates.readers.narrowed import audiences
from tests.accessible import look_over, what_is_missing


def test_axe_finds_nothing_wrong_with_any_audiences_page_light_dark_or_narrow(tmp_path: Path) -> None:
    if missing := what_is_missing():
        pytest.skip(missing)
    files = []
    with Shelf.open(tmp_path / "demo.db") as shelf:
        for lang in ("en", "zh"):
            page = shelf.page(demo.make(shelf, "finished", lang))
            for audience in audiences(page):
                files.append(tmp_path / f"{lang}-{audience.key}.html")
                files[-1].write_text(export(page, audience, "html").text, encoding="utf-8")
    found = look_over(files)
    assert len(found) == 3 * len(files)
    for one in found:
        assert one["violations"] == [], one
        assert int(str(one["overflow"])) <= 0, one
