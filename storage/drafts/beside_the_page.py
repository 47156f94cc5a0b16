"""What of a retrospective is not on its page, read from where it stands: covered answers, drafts, what waits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from storage.drafts.as_answers import draft_of, is_answer, plain_kind
from storage.drafts.covered_file import Sealed, SealedFile
from storage.drafts.draft_file import ANONYMOUS, Draft
from storage.drafts.draft_writer import Drafts
from storage.errors import StorageError
from templates.filled_page.page import Retrospective
from templates.filled_page.settings import Voting
from templates.readers.beside_the_page import Beside, Counts, Half


def beside(
    page: Retrospective, sealed: Iterable[Sealed], drafts: Iterable[Draft], has_act: Callable[[str], bool]
) -> Beside:
    """What is written and not on the page. A pure function of what was found.

    Args:
        page: what stands.
        sealed: all that lies covered of it.
        drafts: all that is typed and not kept, of every window.
        has_act: whether an act stands in the journal: what a crash left behind of it is on the page already.
    """
    lies = [row for row in sealed if not (row.act and has_act(row.act))]
    left = [draft for draft in drafts if not (draft.is_blank or has_act(draft.act) or is_said(draft, page, lies))]
    # What lies covered and is no answer is a ballot.
    voters = {(row.side, row.person) for row in lies if not is_answer(row)}
    return Beside(
        covered=counted(row for row in lies if is_answer(row)),
        halves=tuple(map(_half, (draft for draft in left if not draft.waiting))),
        waiting=sum(draft.waiting for draft in left),
        # Once a vote is closed its ballots stand on the page, wherever else they still lie.
        ballots=len(voters) if page.settings.voting is Voting.OPEN else 0,
    )


def is_said(draft: Draft, page: Retrospective, sealed: Iterable[Sealed]) -> bool:
    """Whether the answer of a draft says already what the draft does: kept, and not cleared before the end."""
    bodies = [row.body for row in sealed if row.id == draft.answer]
    if (kept := page.answer(draft.answer)) is not None:
        bodies.append(draft_of(kept, "", "").body)
    return any(_words(body) == _words(draft.body) for body in bodies)


def counted(rows: Iterable[Sealed]) -> Counts:
    """How many covered answers each question has, by side."""
    found: dict[str, dict[str | None, int]] = {}
    for row in rows:
        of = found.setdefault(row.question, {})
        of[row.side] = of.get(row.side, 0) + 1
    return found


def read_beside(page: Retrospective, sealed: SealedFile, drafts: Drafts, has_act: Callable[[str], bool]) -> Beside:
    """What is written and not on the page, as it stands now; where it cannot be read, why."""
    try:
        return beside(page, sealed.all(page.id), drafts.everywhere(page.id), has_act)
    except StorageError as error:
        return Beside(trouble=str(error))


def _half(draft: Draft) -> Half:
    return Half(
        draft.question,
        plain_kind(draft.kind),
        draft.side,
        draft.person,
        nameless=draft.kind.startswith(ANONYMOUS),
    )


def _words(body: Mapping[str, str]) -> dict[str, str]:
    """The words of a body, without what it says about them."""
    return {name: value for name, value in body.items() if value and not name.startswith(".")}
