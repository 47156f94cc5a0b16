"""Typing commands in tests: in this process for most, as a process of its own where that is the point."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from contextlib import ExitStack, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from tui.cli import main

ROOT = Path(__file__).parents[3]


@dataclass(frozen=True)
class Said:
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def last(self) -> str:
        """The last line of its output."""
        return self.out.splitlines()[-1]

    @property
    def json(self) -> Any:
        """Its output, read as JSON."""
        return json.loads(self.out)


def phasebook(*arguments: str, stdin: bytes = b"") -> Said:
    """Type `phasebook …` with no terminal around it."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="ascii", newline="\n") for _ in range(2))
    with ExitStack() as stack:
        stack.enter_context(redirect_stdout(out))
        stack.enter_context(redirect_stderr(err))
        stack.enter_context(patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin))))
        code = main(arguments)
        out.flush()
        err.flush()
    return Said(code, _bytes(out).decode(), _bytes(err).decode())


def done(*arguments: str, stdin: bytes = b"") -> Said:
    """Type a command that must succeed."""
    said = phasebook(*arguments, stdin=stdin)
    assert said.code == 0, said.err
    return said


def refused(*arguments: str, stdin: bytes = b"", code: int = 1) -> str:
    """Type a command that must be refused; its sentence."""
    said = phasebook(*arguments, stdin=stdin)
    assert said.code == code, (said.code, said.out, said.err)
    assert said.out == ""
    assert said.err.strip()
    return said.err


def _bytes(stream: io.TextIOWrapper) -> bytes:
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue()


def started(*options: str) -> str:
    """Start a retrospective called Port system; its id."""
    return done("new", "--title", "Port system", *options).last


def answers(retro: str) -> list[dict[str, Any]]:
    """The answers of a retrospective, as its JSON gives them."""
    found: list[dict[str, Any]] = done("render", retro, "--format", "json").json["answers"]
    return found


def environment(**changes: str) -> dict[str, str]:
    """This test's environment with changes, for a process of its own."""
    return {**os.environ, "PYTHONPATH": str(ROOT), **changes}


def process(*arguments: str | bytes, **settings: Any) -> subprocess.CompletedProcess[bytes]:
    """Run `phasebook …` as a process of its own."""
    settings.setdefault("stdin", subprocess.DEVNULL)
    settings.setdefault("stdout", subprocess.PIPE)
    settings.setdefault("stderr", subprocess.PIPE)
    settings.setdefault("env", environment())
    return subprocess.run([sys.executable, "-m", "tui", *arguments], cwd=ROOT, timeout=60, check=False, **settings)
