"""Marks on notes, anywhere on the road, until they are joined under one title."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.road.base import Road

_GROUP = "@group"


class Marks:
    """What is marked to be joined, in the order it was marked."""

    def __init__(self, road: Road) -> None:
        self._road = road
        self._marked: dict[str, None] = {}

    @property
    def ids(self) -> frozenset[str]:
        """The ids of what is marked."""
        return frozenset(self._marked)

    async def turn(self) -> None:
        """Mark what the cursor stands on, or take its mark away."""
        id = (await self._road.standing_area()).mark()
        if id in self._marked:
            del self._marked[id]
        elif id:
            self._marked[id] = None
        self._road.draw()

    async def join(self) -> None:
        """Join what is marked; with nothing marked, go where cards are grouped."""
        road = self._road
        area = await road.standing_area()
        marked = [*self._marked]
        if len(marked) == 1 and (here := area.markable()) and here not in marked:
            # One mark and the cursor elsewhere: those are the two.
            marked.append(here)
        at_group = road.walk.stop.id == _GROUP
        if not at_group:
            road.go_to(_GROUP)
            area = await road.standing_area()
        if (at_group or len(marked) > 1) and area.join(marked):
            self._marked.clear()
            road.draw()
            await road.settle(area)
