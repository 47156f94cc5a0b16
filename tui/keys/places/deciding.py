"""The keys of the places where cards are grouped, voted on and decided, and of what a meeting needs anywhere."""

from __future__ import annotations

from dataclasses import replace

from templates.words import N_
from tui.keys.command import Command
from tui.keys.places.opening import of
from tui.keys.road import ANSWER, EDIT, PICK

# -- anywhere on the road --------------------------------------------------------------------------

MARK = Command(
    "road.mark",
    ("space",),
    "mark",
    N_("mark"),
    N_("Mark the note the cursor stands on, to join it with others."),
    priority=True,
)
GROUP = Command(
    "road.group",
    ("g",),
    "group",
    N_("group"),
    N_("Join the marked notes under one title; with none marked, go where cards are grouped."),
    priority=True,
)
VOTE = Command(
    "road.vote",
    ("v",),
    "vote",
    N_("vote"),
    N_("Go where the vote is; there it begins the vote, and hands the keyboard to the next to vote."),
    priority=True,
)
ACTION = Command(
    "road.action", ("x",), "new_action", N_("new action"), N_("Write down an action, wherever you are."), priority=True
)
TIMER = Command(
    "road.timer",
    ("t",),
    "timer",
    N_("timer"),
    N_("Start the timer of this place, pause it, let it go on; once the time is up, ask each side to move on."),
    priority=True,
)
EXTEND = Command(
    "road.extend", ("T",), "extend", N_("more time"), N_("Give the timer five minutes more."), priority=True
)

ANYWHERE = (MARK, GROUP, VOTE, ACTION, TIMER, EXTEND)
"""What a meeting needs on the whole road."""
LETTERS = frozenset({"mark", "group", "vote", "new_action", "timer", "extend"})
"""Their actions: while the keyboard is in an answer area their letters are text."""

# -- the places ------------------------------------------------------------------------------------

OPENED = of(
    "group", "opened", ("o",), N_("read aloud"), N_("This card has been read aloud, or not yet; goes on to the next.")
)
SAME = of("group", "same", ("y",), N_("the same"), N_("Join the two notes that are likely to say the same."))
APART = of("group", "apart", ("k",), N_("not the same"), N_("Keep the two apart; they are not offered again."))
GROUPS = (OPENED, SAME, APART)

MORE = of(
    "vote",
    "more",
    ("plus", "equals_sign", "fullwidth_plus_sign"),
    N_("more votes"),
    N_("One more vote for each person."),
)
LESS = of("vote", "less", ("minus", "fullwidth_hyphen_minus"), N_("fewer votes"), N_("One vote fewer for each person."))
CLOSE = of(
    "vote", "close", ("r",), N_("close, show"), N_("Close the vote and show what it says; it is blind until then.")
)
TAKE_BACK = of(
    "vote", "back", ("b",), N_("change a vote"), N_("After the result: change or take back what somebody gave.")
)
ANEW = of("vote", "anew", ("k",), N_("vote anew"), N_("Vote anew from the beginning; u brings the old result back."))
VOTES = (MORE, LESS, CLOSE, TAKE_BACK, ANEW)
IN_A_BALLOT = (
    Command(
        "ballot.give", ("a",), "none", N_("vote"), N_("Give a vote to the thing with this letter."), shown_as="a–z"
    ),
    Command("ballot.back", ("A",), "none", N_("take back"), N_("Take a vote back."), shown_as="A–Z"),
    Command("ballot.show", ("tab",), "none", N_("show mine"), N_("Show what you gave, or hide it.")),
    Command("ballot.done", ("enter",), "none", N_("done"), N_("Cover the ballot; it counts when the vote is closed.")),
)
"""What the keys do in a ballot; the ballot itself carries it out."""

AGREE = of("decide", "agree", ("c",), N_("agreement"), N_("Write down how you want to work from now on."))
SOONER = of("decide", "sooner", ("i",), N_("sooner"), N_("Move this topic one place towards the beginning."))
TOPICS = (AGREE, SOONER)
OPEN_TOPIC = replace(EDIT, label=N_("open"))
OWN_TOPIC = replace(ANSWER, label=N_("own topic"))
WRITE_SENTENCE = replace(ANSWER, label=N_("sentence"))
ACCEPT = replace(PICK, label=N_("accept"), shown_as="1 2")
"""The same keys by the words that fit these places."""

DIFFER = of(
    "topic", "differ", ("i",), N_("we differ"), N_("Write down where the sides differ, if there is no such sentence.")
)
DECIDED = of("topic", "decided", ("f",), N_("decided"), N_("This topic is decided, or open again."))
LATER = of("topic", "later", ("z",), N_("later"), N_("Put this topic off, or take it up again."))
AGREE_HERE = of("topic", "agree", ("c",), N_("agreement"), N_("Write down how you want to work from now on."))
AGREE_AT_CLOSE = of(
    "close.actions", "agree", ("c",), N_("agreement"), N_("Write down how you want to work from now on.")
)
HINT = of("topic", "hint", ("j",), N_("another hint"), N_("Another sentence that helps when complaints go in circles."))
ONE_TOPIC = (DIFFER, AGREE_HERE, DECIDED, LATER, HINT)
AGREED = (AGREE_AT_CLOSE,)
