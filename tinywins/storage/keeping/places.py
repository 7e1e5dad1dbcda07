"""Where a log lies: in a folder that a service keeps in step, or beside copies that such a service has put there."""

import os
import re

from tinywins.errors import StorageError
from tinywins.storage.connect import open_at_once, open_own

SERVICES = (
    ("dropbox", "Dropbox"),
    ("onedrive", "OneDrive"),
    ("google drive", "Google Drive"),
    ("googledrive", "Google Drive"),
    ("my drive", "Google Drive"),
    ("mobile documents", "iCloud"),
    ("icloud", "iCloud"),
    ("nextcloud", "Nextcloud"),
    ("owncloud", "ownCloud"),
    ("pclouddrive", "pCloud"),
)
SIGNS = ((".stfolder", "Syncthing"), (".dropbox", "Dropbox"), (".sync", "Resilio Sync"))  # what they put at the top
COPY = re.compile(r"tinywins.+\.db", re.IGNORECASE)
TOLD = "places"  # the file beside the backups that says what was told


def find_service(folder: str) -> str:
    """Name the service that keeps a folder in step with other machines; "" for none that is known."""
    path = os.path.realpath(folder)
    while True:
        name = os.path.basename(path).casefold()
        for start, service in SERVICES:
            if name.startswith(start):
                return service
        for sign, service in SIGNS:
            if os.path.exists(os.path.join(path, sign)) and path != os.path.expanduser("~"):
                return service
        parent = os.path.dirname(path)
        if parent == path:
            return ""
        path = parent


def list_copies(folder: str) -> list[str]:
    """List the files beside the log that look like another machine's copy of it."""
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        return []
    paths = [os.path.join(folder, name) for name in names if COPY.fullmatch(name) and name != "tinywins.db"]
    return [path for path in paths if os.path.isfile(path) and os.path.getsize(path)]


def pick_news(folder: str, found: list[str]) -> list[str]:
    """Give what of all that was found about the log's place was not told yet, and remember that it is now."""
    path = os.path.join(folder, "backups", TOLD)
    try:
        with open(path, encoding="utf-8", errors="surrogateescape", opener=open_at_once) as told:
            known = told.read().split("\n")
    except OSError:
        known = []
    if set(known) - {""} == set(found):
        return []
    try:
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        with open(open_own(path), "w", encoding="utf-8", errors="surrogateescape") as told:
            told.truncate()
            told.write("\n".join(found))
    except (OSError, StorageError):  # what cannot be remembered would be told each time
        return []
    return [each for each in found if each not in known]
