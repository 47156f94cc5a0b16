"""From wherever one is to the search, and from there to the place of what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from storage.search.find import Hit
    from tui.base.lobby import Lobby


def search(app: Lobby) -> None:
    """Open the search; what is chosen there is gone to.

    From a road, or from a document read on it, only that retrospective is searched: the projector may be on.
    """
    from tui.road.road import RoadScreen
    from tui.screens.search import SearchScreen

    if app.is_open:
        here = next((screen.retrospective for screen in app.screen_stack if isinstance(screen, RoadScreen)), "")
        app.push_screen(SearchScreen(within=here), lambda hit: go_to(app, hit) if hit else None)


def go_to(app: Lobby, hit: Hit) -> None:
    """Stand where something was found; what is open on the way is put away, what was typed stays a draft."""
    from tui.base.screen import Room
    from tui.road.road import RoadScreen

    for screen in app.screen_stack:
        if isinstance(screen, Room):
            screen.before_leaving()
    while len(app.screen_stack) > 1:
        road = app.screen
        if isinstance(road, RoadScreen) and road.retrospective == hit.retrospective:
            break
        app.pop_screen()
    else:
        app.open_road(hit.retrospective)
    road = app.screen
    if isinstance(road, RoadScreen) and (places := _places(hit)):
        road.call_after_refresh(road.show_answer, places, hit.record)


def _places(hit: Hit) -> tuple[str, ...]:
    """Where on the road something stands: the ids of questions or places, the best first."""
    match hit.kind:
        case "topic":
            return (hit.record, "meeting-topics")
        case "group":
            return ("meeting-groups", hit.question or "")
        case "action" | "agreement":
            return ("meeting-actions", "meeting-topics")
        case _:
            return (hit.question,) if hit.question else ()
