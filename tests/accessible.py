"""Look pages over with axe-core, in a browser without a window: `python -m tests.accessible PAGE.html…`.

Light and dark, wide and as narrow as a phone are looked at; any finding, and anything wider than its window, ends it
with 1.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from tests.browsers import opened, what_is_missing

if TYPE_CHECKING:
    from playwright.async_api import Browser, Page

Look: TypeAlias = tuple[Literal["light", "dark"], int]
"""(colours, width of the window)."""
LOOKS: tuple[Look, ...] = (("light", 1280), ("dark", 1280), ("light", 360), ("dark", 360))


@dataclass(frozen=True)
class Looked:
    """What was found on one page in one look."""

    page: Path
    look: str
    wide: int
    passes: int
    broken: tuple[str, ...]
    overflow: int
    """By how many points it is wider than its window."""


async def look_over(
    browser: Browser, pages: Sequence[Path], looks: Sequence[Look] = LOOKS, *, contrast: bool = True
) -> list[Looked]:
    """What axe says of each page, in each look; contrast takes nine tenths of the time on a long page."""
    found = []
    context = await browser.new_context()
    tab = await context.new_page()
    for page in pages:
        await tab.goto(page.resolve().as_uri())
        for look, wide in looks:
            found.append(await look_at(tab, page, look, wide, contrast=contrast))
    await context.close()
    return found


async def look_at(tab: Page, page: Path, look: Literal["light", "dark"], wide: int, *, contrast: bool = True) -> Looked:
    """What axe says of a page that is open, in one look."""
    from axe_playwright_python.base import AXE_SCRIPT

    await tab.set_viewport_size({"width": wide, "height": 900})
    await tab.emulate_media(color_scheme=look)
    # Through the tools' own door, so that the page's content policy stands as it is.
    if not await tab.evaluate("typeof axe === 'object'"):
        await tab.evaluate(AXE_SCRIPT)
    rules = {"color-contrast": {"enabled": contrast}}
    said = await tab.evaluate("rules => axe.run(document, {resultTypes: ['violations'], rules})", rules)
    overflow = await tab.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    broken = tuple(
        f"{one['id']}: {one['help']}: {node['html'][:160]} {node['failureSummary']}"
        for one in said["violations"]
        for node in one["nodes"][:3]
    )
    return Looked(page, look, wide, len(said["passes"]), broken, overflow)


async def _main(names: Sequence[str]) -> int:
    async with opened() as browser:
        found = await look_over(browser, [Path(name) for name in names])
    for one in found:
        told = [one.page, one.look, one.wide, "passed", one.passes, one.broken or "none broken"]
        sys.stdout.write(" ".join(map(str, told)) + "\n")
    return 1 if any(one.broken or one.overflow > 0 for one in found) else 0


def main() -> int:
    """Look over the pages that are named."""
    if missing := what_is_missing():
        sys.stderr.write(missing + "\n")
        return 2
    return asyncio.run(_main(sys.argv[1:]))


if __name__ == "__main__":
    sys.exit(main())
