"""What is said when an answer is deleted: that it can come back, and what hung on it."""

from __future__ import annotations

from templates.meeting.follow import Hanging
from templates.words import _, ngettext


def deleted(hanging: Hanging, key: str) -> str:
    """The sentence for an answer that is gone; `key` brings it back."""
    back = _("{key} brings it back.").format(key=key)
    votes = ngettext("it had {n} vote", "it had {n} votes", hanging.votes).format(n=hanging.votes)
    if hanging.votes and hanging.is_topic:
        return _("Deleted; {votes} and is a topic, which keeps its words. {back}").format(votes=votes, back=back)
    if hanging.is_topic:
        return _("Deleted; it is a topic, which keeps its words. {back}").format(back=back)
    if hanging.votes:
        return _("Deleted; {votes}. {back}").format(votes=votes, back=back)
    return _("Deleted. {key} brings it back.").format(key=key)
