"""A form's page in a real browser: opened, filled with the keyboard and the mouse, saved."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tests.tui.command_line.running import done

if TYPE_CHECKING:
    from playwright.async_api import Browser, BrowserContext, Page

KEPT = "body[data-kept=yes]"
"""There as soon as everything that was typed is on the disk."""


def written(path: Path, *options: str) -> Path:
    """A page in a file."""
    done("blank", *options, "--format", "html", "-o", str(path))
    return path


@asynccontextmanager
async def phone(browser: Browser, *, lang: str = "en") -> AsyncIterator[BrowserContext]:
    """A browser of one person without any network; whatever asks for something beyond files fails the test."""
    context = await browser.new_context(offline=True, locale=lang, viewport={"width": 360, "height": 740})
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    yield context
    await context.close()
    assert [url for url in asked if not url.startswith(("file:", "blob:"))] == []


async def opened(context: BrowserContext, path: Path) -> Page:
    """The page, ready to be written into; an error of its script fails the test."""
    page = await context.new_page()
    page.set_default_timeout(20_000)
    failed: list[str] = []
    page.on("pageerror", lambda error: failed.append(str(error)))
    page.on("console", lambda message: failed.append(message.text) if message.type == "error" else None)
    await page.goto(path.resolve().as_uri())
    await page.wait_for_selector(KEPT)
    assert failed == []
    return page


async def saved(page: Page, target: Path) -> Path:
    """Press *Save my answers*; the file that comes."""
    async with page.expect_download() as coming:
        await page.click("#_save")
    download = await coming.value
    path = target / download.suggested_filename
    await download.save_as(path)
    return path
