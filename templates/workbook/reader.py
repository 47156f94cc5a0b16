"""Markdown in, workbook out, with file, line and remedy for everything that could not be understood.

A file that says `workbook: 1` is held to the language; in any other the same findings are warnings and
as much is understood as its structure allows.
"""

from __future__ import annotations

from pathlib import Path

from templates.markdown.bounded import TooManyPiecesError
from templates.text import keep
from templates.words import _
from templates.words import reason as reason_of
from templates.workbook.assemble import assemble
from templates.workbook.findings import (
    Finding,
    Findings,
    Reading,
    WorkbookError,
)
from templates.workbook.front_matter import (
    FrontMatter,
    end_of_front_matter,
    read_front_matter,
    says_workbook,
)
from templates.workbook.headings import arrange
from templates.workbook.sections import outline

__all__ = ["MAX_BYTES", "MAX_LINES", "Finding", "Reading", "WorkbookError", "read", "read_file"]

MAX_BYTES = 1_000_000
"""The largest file that is read as a workbook."""
MAX_LINES = 20_000
"""The most lines a workbook may have."""


def read_file(path: Path) -> Reading:
    """Read a workbook from a file; a file that cannot be read is a finding too."""
    findings = Findings(str(path), 1, strict=True)
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        findings.error(
            1,
            _("The file cannot be opened ({reason})").format(reason=reason_of(error)),
            _("check its name and whether you may read it"),
        )
        return Reading(str(path), None, findings.sorted())
    if len(content) > MAX_BYTES:
        return _too_large(findings)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start].count(b"\n")
        findings = Findings(str(path), before + 1, strict=True)
        findings.error(before + 1, _("The file is not UTF-8"), _("save it as UTF-8 in your editor"))
        return Reading(str(path), None, findings.sorted())
    return read(text, file=str(path))


def read(text: str, *, file: str = "workbook", kept: bool = False) -> Reading:
    """Read a workbook from a text. Never raises, whatever the text.

    Args:
        text: the Markdown.
        file: what the findings call it.
        kept: whether it is the copy a retrospective keeps. There a list of bullets is a choice in any file, as it was
            when the first copies were kept: the answers that were chosen then must find their options for good.
    """
    text = keep(text).text.removeprefix("\ufeff")
    lines = text.split("\n")
    findings = Findings(file, len(lines) - text.endswith("\n"), strict=says_workbook(lines), kept=kept)
    if len(text) > MAX_BYTES or len(lines) > MAX_LINES:
        return _too_large(findings)
    if not text.strip():
        findings.error(1, _("The file is empty"), _("write a title (#), a phase (##) and a question (###)"))
        return Reading(file, None, findings.sorted(), findings.strict)
    end = end_of_front_matter(lines)
    front = read_front_matter(lines, end, findings) if end else FrontMatter()
    if front.version is not None:
        findings.strict = True
    elif findings.strict and not end:
        findings.error(1, _("The front matter has no end"), _("close it with a line of three hyphens"))
        return Reading(file, None, findings.sorted(), findings.strict)
    try:
        # the front matter's lines stay as empty ones, so that every line keeps its number
        sections = outline([""] * end + lines[end:])
    except TooManyPiecesError:
        return _too_large(findings)
    arranged = arrange(sections, findings, has_title=bool(front.title))
    understood = assemble(arranged, front, Path(file).stem, findings)
    return Reading(file, understood, findings.sorted(), findings.strict)


def _too_large(findings: Findings) -> Reading:
    findings.error(
        1,
        _("The file is too large for a workbook"),
        _("keep it under {bytes} MB and {lines} lines, and its tables and lists small").format(
            bytes=MAX_BYTES // 1_000_000, lines=MAX_LINES
        ),
    )
    return Reading(findings.file, None, findings.sorted(), findings.strict)
