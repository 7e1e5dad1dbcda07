"""Run the pages' sessions again, take their pictures anew, and write both: `python -m tests.docs [PAGE...]`."""

import sys
import tempfile
from pathlib import Path

from tests.docs import man_page, screens, tree_table
from tests.docs.sessions import PAGES, TOP, run_page

MADE = {man_page.PAGE: man_page.write_page, tree_table.PAGE: tree_table.write_table}  # from the command tree

for name in sys.argv[1:] or (*PAGES, screens.PAGE, *MADE):
    path = TOP / name
    before = path.read_text(encoding="utf-8")
    if name in MADE:
        after = MADE[name]()
    elif name == screens.PAGE:
        after = screens.draw_page(before)
    else:
        with tempfile.TemporaryDirectory() as home:
            after = run_page(before, Path(home))
    if after != before:
        path.write_text(after, encoding="utf-8")
    print(f"{name}: {'as it was' if after == before else 'written anew'}")
