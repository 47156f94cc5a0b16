"""Putting a command's output file in place, and saying why it could not be."""

from __future__ import annotations

from pathlib import Path

from templates.words import _
from tui.exporting import write_export
from tui.verbs.output import RefusedError


def write_file(path: Path, text: str, *, force: bool) -> None:
    """Write `text` to `path` as `write_export` does.

    Args:
        path: where it is to stand; a device or a pipe is written to as it is.
        text: what it is to hold.
        force: whether a file that stands there already may be replaced.

    Raises:
        RefusedError: something stands there already, or it cannot be written.
    """
    try:
        write_export(path, text, overwrite=force)
    except FileExistsError:
        raise RefusedError(
            _("{path} exists already; choose another name, or replace it with --force.").format(path=path)
        ) from None
    except OSError as error:
        raise RefusedError(
            _("{path} cannot be written ({reason}); choose another place with -o.").format(
                path=path, reason=error.strerror or error
            )
        ) from error
