"""What one can do on the road."""

from __future__ import annotations

from templates.words import N_
from tui.keys.command import Command

NEXT = Command("road.next", ("n", "right"), "next(1)", N_("next"), N_("Go to the next question."), priority=True)
BACK = Command("road.back", ("p", "left"), "next(-1)", N_("back"), N_("Go to the previous question."), priority=True)
NEXT_STAGE = Command(
    "road.next_stage",
    ("right_square_bracket",),
    "stage(1)",
    N_("next stage"),
    N_("Go to the next stage."),
    priority=True,
)
PREVIOUS_STAGE = Command(
    "road.previous_stage",
    ("left_square_bracket",),
    "stage(-1)",
    N_("previous stage"),
    N_("Go to the previous stage."),
    priority=True,
)
ANSWER = Command(
    "road.answer",
    ("a",),
    "answer",
    N_("write"),
    N_("Take the keyboard into the answers: write, pick, fill a row."),
    priority=True,
)
EDIT = Command(
    "road.edit",
    ("enter",),
    "edit",
    N_("change"),
    N_("Change what the cursor stands on; ↑ and ↓ move it."),
    priority=True,
)
# A command of its own: while the keyboard is in the answers, e is a letter and Enter still picks.
CHANGE = Command(
    "road.change",
    ("e",),
    "change",
    N_("change"),
    N_("Change what the cursor stands on, as Enter does."),
    priority=True,
)
DELETE = Command(
    "road.delete",
    ("d",),
    "delete",
    N_("delete"),
    N_("Delete what the cursor stands on; u brings it back."),
    priority=True,
)
UNDO = Command("road.undo", ("u",), "undo", N_("undo"), N_("Take back the last thing done here."), priority=True)
REDO = Command("road.redo", ("U",), "redo", N_("redo"), N_("Do again what was taken back."), priority=True)
VERSIONS = Command(
    "road.versions",
    ("H",),
    "versions",
    N_("earlier versions"),
    N_("Show what an answer said before, or what was deleted here, and bring it back."),
    priority=True,
    in_footer=False,
)
WHO = Command(
    "road.who",
    ("w",),
    "who",
    N_("who writes"),
    N_("Hand the keyboard over: choose who is writing, a person or a side."),
    priority=True,
)
SIDE = Command(
    "road.side",
    ("tab", "shift+tab"),
    "side",
    N_("other side"),
    N_("Let the other side write."),
    priority=True,
)
SEAL = Command(
    "road.seal",
    ("s",),
    "seal",
    N_("seal"),
    N_("Choose how this stage is written: in the open, covered, or covered and without names."),
    priority=True,
)
READY = Command(
    "road.ready",
    ("y",),
    "ready",
    N_("we are ready"),
    N_("Where writing is covered: the side at the keyboard is ready, or not ready any more."),
    priority=True,
)
REVEAL = Command(
    "road.reveal",
    ("r",),
    "reveal",
    N_("uncover"),
    N_("Uncover everything of this stage, or of this question of the meeting's own; each side first says it is ready."),
    priority=True,
)
PRIVATE = Command(
    "road.private",
    ("P",),
    "private",
    N_("who may read"),
    N_("Choose who may read this answer, this question's answers or this stage's: everybody, a side, the facilitator."),
    priority=True,
)
UP = Command("road.up", ("up",), "move(-1)", N_("up"), N_("Move the cursor up."), priority=True)
DOWN = Command("road.down", ("down",), "move(1)", N_("down"), N_("Move the cursor down."), priority=True)
TURNING = Command(
    "road.turning",
    ("asterisk", "fullwidth_asterisk"),
    "turning",
    N_("turning point"),
    N_("Mark the note the cursor stands on as a turning point, or take the mark away."),
    priority=True,
)
STORY = Command(
    "road.story",
    ("h",),
    "story",
    N_("story"),
    N_("Show or hide the story that helps to remember."),
    priority=True,
)
READ = Command(
    "road.read",
    ("m",),
    "read",
    N_("read"),
    N_("Read the retrospective as it would be sent; x exports it there."),
    priority=True,
)
FIND = Command(
    "road.search",
    ("slash",),
    "search",
    N_("search"),
    N_("Search this retrospective, and go to what was found; Tab there searches all."),
    priority=True,
)
LENGTH = Command(
    "road.length",
    ("l",),
    "length",
    N_("short road"),
    N_("Change between the whole road and the short one of about an hour; no answer is lost."),
    priority=True,
)
EDITOR = Command(
    "road.editor",
    ("f4",),
    "editor",
    N_("editor"),
    N_("Write in your own editor, the one $EDITOR names."),
    priority=True,
)
SHELF = Command(
    "road.shelf", ("q",), "shelf", N_("shelf"), N_("Go back to the shelf; everything is kept."), priority=True
)
ESCAPE = Command("road.escape", ("escape",), "escape", N_("done"), N_("Close the innermost open thing."), priority=True)
PICK = Command(
    "road.pick",
    ("1", "2", "3", "4", "5", "6", "7", "8", "9", "0"),
    "pick({key})",
    N_("pick"),
    N_("Pick that step or option of the scale, choice or checklist in view; 0 is ten."),
    priority=True,
    shown_as="1–9",
)

ROAD: tuple[Command, ...] = (
    NEXT,
    BACK,
    NEXT_STAGE,
    PREVIOUS_STAGE,
    ANSWER,
    EDIT,
    CHANGE,
    DELETE,
    UNDO,
    REDO,
    VERSIONS,
    PICK,
    WHO,
    SIDE,
    PRIVATE,
    SEAL,
    READY,
    REVEAL,
    TURNING,
    STORY,
    READ,
    FIND,
    LENGTH,
    EDITOR,
    UP,
    DOWN,
    SHELF,
    ESCAPE,
)
"""All of them, in the order of the help page."""

WITH_LETTERS = frozenset(
    {
        "next", "stage", "answer", "change", "delete", "undo", "redo", "versions", "who", "turning", "story", "read",
        "search", "length", "shelf", "place", "seal", "ready", "reveal", "private",
    }
)  # fmt: skip
"""The actions on plain letters and arrows: while the keyboard is in an answer area they are not for the road."""

# What the keys do inside a field; the fields themselves carry it out, the footer tells it.
_KEEP = Command("field.keep", ("enter",), "none", N_("keep"), N_("Keep what is written."))
_LINE = Command("field.line", ("ctrl+j",), "none", N_("new line"), N_("Break the line."))
_OTHER = Command("field.side", ("tab",), "none", N_("other side"), N_("Let the other side write."))
_CELL = Command("field.cell", ("tab",), "none", N_("next cell"), N_("Go to the next cell."))
_DONE = Command("field.done", ("escape",), "none", N_("done"), N_("Back to the road; what is typed stays a draft."))


def in_a_note() -> tuple[Command, ...]:
    """The keys of the field of a note."""
    return (_KEEP, _LINE, _OTHER, EDITOR, _DONE)


def in_a_row() -> tuple[Command, ...]:
    """The keys of the form of a row."""
    return (_KEEP, _CELL, _DONE)
