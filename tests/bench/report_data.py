"""Computing all that a report needs, and nothing else: `python report_data.py FOLDER`."""

import sys

from tinywins.bootstrap import localize, make_id, read_clock, read_stamp
from tinywins.services.report import report_span
from tinywins.services.workspace import Workspace, load_settings
from tinywins.storage.store import Store


def main() -> None:
    """Compute the report of the log in a folder."""
    store = Store(sys.argv[1], print, make_id)
    report_span(Workspace(store, load_settings(store), read_clock, read_stamp, make_id, localize))


if __name__ == "__main__":
    main()
