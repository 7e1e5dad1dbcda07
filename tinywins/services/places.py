"""The place of the log: what is to be said, once, of a folder that is kept in step, and of copies beside the log."""

from tinywins.services.workspace import Workspace
from tinywins.storage.keeping import places

__all__ = ["list_news", "list_places"]


def list_places(ws: Workspace) -> tuple[str, list[str]]:
    """Give the service that keeps the log's folder in step ("" for none), and the copies of the log in it."""
    return places.find_service(ws.store.folder), places.list_copies(ws.store.folder)


def list_news(ws: Workspace) -> tuple[str, list[str]]:
    """Give the same where it was not told yet; it counts as told then."""
    service, copies = list_places(ws)
    news = places.pick_news(ws.store.folder, [*filter(None, [service]), *copies])
    return service if service in news else "", [path for path in copies if path in news]
