"""Damaging files in tests, and measuring what is reported and what comes back.

`python -m tests.storage.damaging [FLIPS] [FILES]` runs the whole measurement and prints its figures.
"""

from __future__ import annotations

import contextlib
import random
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from storage.drafts.covered_file import Sealed, SealedFile
from storage.drafts.draft_file import places as places_of_drafts
from storage.drafts.draft_writer import Drafts
from storage.drafts.mend import look, mend
from storage.entries.entry import Entry
from storage.errors import StorageError
from storage.files import backup
from storage.safety.doctor import examine_file
from storage.safety.repair import repair
from storage.shelf import Shelf
from tests.storage.tiny import action, begin, checks, choice, draft, note, rating, row

PAGE = 4096
WORDS = ("ninety calls a night", "夜里不再有人打电话", "x" * 900, "| a | b |\n# c", "🙂" * 40)


def filled(path: Path, answers: int = 120) -> None:
    """A database with some of everything in it, and no backup."""
    with Shelf.open(path) as shelf:
        for title in ("Port system", "抄表系统"):
            retro = begin(shelf, title, people=(("Gao", "client"), ("Ann", "vendor")))
            shelf.keep(retro, *(note(f"{WORDS[n % 5]} {n}") for n in range(answers // 2)))
            shelf.keep(retro, rating(retro, 2, 1), row(promise="May", days="30"), checks(retro, "mails"))
            shelf.keep(retro, choice(retro, "yes"), action("Walk the night shift", owner="Gao"))
            shelf.keep(retro, note("long " * 3000))
            for n in range(5):
                shelf.keep(retro, note(f"taken back {n}"))
                shelf.undo(retro)


def flip(data: bytearray, chance: random.Random) -> str:
    """Turn one bit."""
    place, bit = chance.randrange(len(data)), chance.randrange(8)
    data[place] ^= 1 << bit
    return f"bit {bit} of byte {place}"


def zero(data: bytearray, chance: random.Random) -> str:
    """Empty one page."""
    page = chance.randrange(len(data) // PAGE)
    data[page * PAGE : (page + 1) * PAGE] = bytes(PAGE)
    return f"page {page}"


def cut(data: bytearray, chance: random.Random) -> str:
    """Cut the file short."""
    length = chance.randrange(100, len(data))
    del data[length:]
    return f"cut at {length}"


def scribble(data: bytearray, chance: random.Random) -> str:
    """Write noise over a sector or more."""
    start = chance.randrange(len(data) // 512) * 512
    length = chance.choice((512, 1024, 4096))
    noise = chance.randbytes(length)[: len(data) - start]
    data[start : start + len(noise)] = noise
    return f"noise at {start}"


KINDS: tuple[Callable[[bytearray, random.Random], str], ...] = (flip, zero, cut, scribble)


def seen_by_a_reader(path: Path) -> object:
    """All that any SQLite tool shows of a file, or that it shows an error."""
    try:
        with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            connection.text_factory = bytes
            names = [
                name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")
            ]
            shown = [connection.execute(f'SELECT * FROM "{name.decode()}"').fetchall() for name in sorted(names)]
            pragmas = [connection.execute(f"PRAGMA {name}").fetchone() for name in ("application_id", "user_version")]
            return names, shown, pragmas
    except (sqlite3.Error, UnicodeError) as error:
        return type(error)


@dataclass
class Figures:
    """What a measurement found."""

    tried: int = 0
    visible: int = 0
    reported: int = 0
    unreported: list[str] = field(default_factory=list)
    undamaged: int = 0
    saved: int = 0
    unsaved: list[str] = field(default_factory=list)
    shown: int = 0
    """Files whose retrospectives were all there after the repair."""


def damaged(source: Path, target: Path, kind: Callable[[bytearray, random.Random], str], chance: random.Random) -> str:
    """Copy a database and damage the copy; how."""
    data = bytearray(source.read_bytes())
    told = kind(data, chance)
    target.write_bytes(data)
    return f"{kind.__name__}: {told}"


def reports(source: Path, folder: Path, tries: int, seed: int) -> Figures:
    """How much of the damage a reader could see is reported by the doctor."""
    chance, figures = random.Random(seed), Figures()
    whole = seen_by_a_reader(source)
    target = folder / "damaged.db"
    for number in range(tries):
        # Mostly single bits, which are the hardest to see.
        how = damaged(source, target, KINDS[number % 20 - 16 if number % 20 > 16 else 0], chance)
        figures.tried += 1
        if seen_by_a_reader(target) == whole:
            continue
        figures.visible += 1
        try:
            found = not examine_file(target).ok
        except StorageError:
            found = True  # told in a sentence, whatever it says
        figures.reported += found
        if not found:
            figures.unreported.append(how)
        for path in folder.glob("damaged*"):
            path.unlink()
    return figures


def intact(source: Path, target: Path) -> Iterator[Entry]:
    """The entries whose every byte still stands where it stood: what a repair can be asked for."""
    before, after = source.read_bytes(), target.read_bytes()
    for start, end, entry in places(before):
        if all(before[a:b] == after[a:b] for a, b in zip(start, end, strict=True)):
            yield entry


def places(data: bytes) -> Iterator[tuple[list[int], list[int], Entry]]:
    """Where in a sound file the bytes of each entry stand: the beginnings and ends of its parts."""
    for entry, spans in _spans(data):
        yield [a for a, _b in spans], [b for _a, b in spans], entry


def _spans(data: bytes) -> Iterator[tuple[Entry, list[tuple[int, int]]]]:
    from storage.files import raw_pages
    from storage.files.sound_entries import COLUMNS, sound_entry

    place = data.find(b"\x81\x0d")
    while place >= 0:
        header = raw_pages._header(data, place)
        if header is not None:
            start, types, body = header
            length = body - start + sum(map(raw_pages._width, types))
            payload = raw_pages._payload(data, start, length, PAGE, PAGE - 35, chained=True)
            values = raw_pages._values(payload, body - start, types) if payload else None
            if values is not None and len(values) == len(COLUMNS) and isinstance(values[3], int):
                entry = sound_entry(dict(zip(COLUMNS, values, strict=True)))
                if entry is not None:
                    yield entry, list(_parts(data, start, length))
        place = data.find(b"\x81\x0d", place + 1)


def _parts(data: bytes, start: int, length: int) -> Iterator[tuple[int, int]]:
    if length <= PAGE - 35:
        yield start, start + length
        return
    least = (PAGE - 12) * 32 // 255 - 23
    local = least + (length - least) % (PAGE - 4)
    local = local if local <= PAGE - 35 else least
    yield start, start + local + 4
    page, left = int.from_bytes(data[start + local : start + local + 4], "big"), length - local
    while left > 0:
        at = (page - 1) * PAGE
        yield at, at + min(PAGE, 4 + left)
        left -= PAGE - 4
        page = int.from_bytes(data[at : at + 4], "big")


def repairs(source: Path, folder: Path, tries: int, seed: int) -> Figures:
    """How many of the entries that were not hit come back from damaged files that have no backup."""
    chance, figures = random.Random(seed), Figures()
    titles = {"Port system", "抄表系统"}
    for number in range(tries):
        target = folder / f"broken-{number}.db"
        hits = [damaged(source, target, KINDS[number % 4], chance)]
        if number % 3 == 0:
            hits += [damaged(target, target, flip, chance) for _more in range(5)]
        wanted = {entry.id for entry in intact(source, target)}
        figures.tried += 1
        figures.undamaged += len(wanted)
        back: set[str] = set()
        with contextlib.suppress(StorageError):
            repair(target)
            with Shelf.open(target) as shelf:
                back = {entry.id for entry in shelf.entries()}
                figures.shown += titles <= {card.title for card in shelf.cards(archived=None)}
        figures.saved += len(wanted & back)
        if wanted - back:
            figures.unsaved.append(f"{hits}: {len(wanted - back)} of {len(wanted)}")
        for path in folder.glob("broken-*"):
            path.unlink()
        shutil.rmtree(backup.folder_of(target), ignore_errors=True)
    return figures


def typing(shelf: Shelf, retro: str) -> Path:
    """Forty drafts, one of them long, and ten covered answers; the file they stand in."""
    drafts = Drafts(shelf.path)
    for number in range(40):
        drafts.put(draft(retro, f"draft {number} 夜里" * (2000 if number == 7 else 1)))
    drafts.close()
    covered = SealedFile(shelf.path)
    for number in range(10):
        body = {"text": f"covered {number} " * (700 if number == 3 else 1)}
        covered.put(
            Sealed(id=f"{number}" * 20, retrospective=retro, question="hope", kind="notes", body=body),
            answered=("hope", f"p{number}"),
        )
    covered.close()
    return places_of_drafts(shelf.path)[0]


def standing(shelf: Shelf, retro: str) -> tuple[set[str], set[str]]:
    """What the next window finds: drafts and covered answers."""
    drafts, covered = Drafts(shelf.path), SealedFile(shelf.path)
    found = {one.body["text"] for one in drafts.all(retro)}, {one.body["text"] for one in covered.all(retro)}
    drafts.close()
    covered.close()
    return found


def drafts_mended(folder: Path, tries: int, seed: int) -> Figures:
    """How much of the damage to a drafts' file is seen, and how many of its rows are as they were afterwards."""
    chance, figures = random.Random(seed), Figures()
    with Shelf.open(folder / "drafts.db") as shelf:
        retro = begin(shelf)
        path = typing(shelf, retro)
        whole, shown, wanted = path.read_bytes(), seen_by_a_reader(path), standing(shelf, retro)
        for number in range(tries):
            data = bytearray(whole)
            kind = KINDS[number % 20 - 16 if number % 20 > 16 else 0]
            how = f"{kind.__name__}: {kind(data, chance)}"
            path.write_bytes(data)
            figures.tried += 1
            if seen_by_a_reader(path) == shown:
                continue
            figures.visible += 1
            if not look(path):
                figures.unreported.append(how)
                continue
            figures.reported += 1
            mend(shelf.path)
            found = standing(shelf, retro)
            figures.undamaged += sum(map(len, wanted))
            figures.saved += sum(len(one & other) for one, other in zip(found, wanted, strict=True))
            figures.shown += found == wanted
            for left in folder.glob("*-damaged-*"):
                left.unlink()
    return figures


def main(*arguments: str) -> None:
    """Measure and print."""
    flips, files = (int(given) for given in (*arguments, *("4000", "300")[len(arguments) :]))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "source.db"
        filled(source)
        figures: Any = reports(source, folder, flips, seed=1)
        put = sys.stdout.write
        put(f"{figures.tried} files damaged, {figures.visible} where a reader could see it, ")
        put(f"{figures.reported} reported ({100 * figures.reported / max(1, figures.visible):.2f} %)\n")
        put("".join(f"  not reported: {line}\n" for line in figures.unreported))
        figures = repairs(source, folder, files, seed=2)
        put(f"{figures.tried} files repaired without a backup: {figures.saved} of {figures.undamaged} entries ")
        put(f"({100 * figures.saved / max(1, figures.undamaged):.3f} %) came back; ")
        put(f"{figures.shown} files show all their retrospectives\n")
        put("".join(f"  not saved: {line}\n" for line in figures.unsaved))
        figures = drafts_mended(folder, flips // 2, seed=3)
        put(f"{figures.tried} files of drafts damaged, {figures.visible} where a reader could see it, ")
        put(f"{figures.reported} reported; {figures.saved} of their {figures.undamaged} rows are as they were, ")
        put(f"all of them in {figures.shown} files\n")
        put("".join(f"  not reported: {line}\n" for line in figures.unreported))


if __name__ == "__main__":
    main(*sys.argv[1:])
