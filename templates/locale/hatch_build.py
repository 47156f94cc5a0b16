"""Compile the catalogues whenever the program is built or installed, editable installs included.

Only sources are kept: a `.mo` is made from its `.po` here, and by the tests when the two have drifted apart.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def compile_catalogues(folder: Path) -> list[Path]:
    """Compile every `.po` below `folder` whose `.mo` is missing or not made from it; return all `.mo` paths.

    A `.mo` carries the time of its `.po`, so an older `.po` brought back is noticed as well as a newer one.
    It is written aside and put in place in one step: processes doing this at once never read half of it.
    """
    compiled = []
    for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        stamp = source.stat().st_mtime_ns
        if not target.exists() or target.stat().st_mtime_ns != stamp:
            _compile(source, target, stamp)
        compiled.append(target)
    return compiled


def _compile(source: Path, target: Path, stamp: int) -> None:
    with source.open("rb") as lines:
        catalogue = read_po(lines, locale=source.parts[-3], abort_invalid=True)
    handle, aside = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as out:
            write_mo(out, catalogue)
        os.utime(aside, ns=(stamp, stamp))
        Path(aside).chmod(0o644)
        Path(aside).replace(target)
    except BaseException:
        Path(aside).unlink(missing_ok=True)
        raise


def get_build_hook() -> type[Any]:
    """The hook hatchling asks for; hatchling itself is there only while something is being built."""
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface

    class CompileCatalogues(BuildHookInterface[Any]):
        """Compiles the catalogues before anything is packed or linked."""

        PLUGIN_NAME = "custom"

        def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
            """Called by hatchling before every build, of a wheel, an editable wheel or an sdist."""
            compile_catalogues(Path(self.root, "templates", "locale"))

    return CompileCatalogues
