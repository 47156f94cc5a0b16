"""What reading a workbook brought to light: findings with file, line and remedy."""

from __future__ import annotations

from dataclasses import dataclass

from templates.words import _
from templates.workbook.model import Workbook

_LONGEST_QUOTE = 60


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a reader has to say about a line of a file."""

    file: str
    line: int
    """Counted from 1; always a line the file has."""
    message: str
    """What is wrong, in the language of this run."""
    remedy: str
    """What to do about it."""
    is_error: bool = True
    """False for a warning: the workbook can be used as it was understood."""

    def __str__(self) -> str:
        return _("{file}:{line}: {message}; {remedy}.").format(
            file=self.file, line=self.line, message=self.message, remedy=self.remedy
        )


class WorkbookError(Exception):
    """A file cannot be used as a workbook; says the first reason, and carries all of them."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        self.findings = findings
        """Every finding of the reading, errors and warnings, in the order of the file."""
        first = next((finding for finding in findings if finding.is_error), None)
        super().__init__(str(first) if first else "")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader made of a text."""

    file: str
    understood: Workbook | None
    """As much as could be understood, even where errors forbid using it."""
    findings: tuple[Finding, ...] = ()
    """In the order of the file."""
    strict: bool = False
    """Whether the file says `workbook: 1` and was held to it."""

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that forbid using the workbook."""
        return tuple(finding for finding in self.findings if finding.is_error)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """The findings that do not."""
        return tuple(finding for finding in self.findings if not finding.is_error)

    @property
    def workbook(self) -> Workbook | None:
        """The workbook, or None where there are errors."""
        return None if self.errors else self.understood

    def require(self) -> Workbook:
        """The workbook; raises WorkbookError where there is none."""
        if (workbook := self.workbook) is None:
            raise WorkbookError(self.findings)
        return workbook


class Findings:
    """The pad a reader writes its findings on."""

    def __init__(self, file: str, lines: int, *, strict: bool = False, kept: bool = False) -> None:
        self.file = file
        self.strict = strict
        """Whether what the language cannot say is an error; else it is a warning."""
        self.kept = kept
        """Whether the text is one that a retrospective kept; see `templates.reader.read`."""
        self._lines = max(lines, 1)
        self._findings: list[Finding] = []

    def error(self, line: int, message: str, remedy: str) -> None:
        """Note what forbids using the workbook, however it is read."""
        self._add(line, message, remedy, is_error=True)

    def refuse(self, line: int, message: str, remedy: str) -> None:
        """Note what the language cannot say: an error when reading strictly, else a warning."""
        self._add(line, message, remedy, is_error=self.strict)

    def _add(self, line: int, message: str, remedy: str, *, is_error: bool) -> None:
        inside = min(max(line, 1), self._lines)
        self._findings.append(Finding(self.file, inside, message, remedy, is_error))

    def sorted(self) -> tuple[Finding, ...]:
        """All findings in the order of the file, none twice."""
        return tuple(dict.fromkeys(sorted(self._findings, key=lambda finding: finding.line)))


def clip(text: str) -> str:
    """`text` short enough to be quoted in a sentence."""
    return text if len(text) <= _LONGEST_QUOTE else text[: _LONGEST_QUOTE - 1] + "…"
