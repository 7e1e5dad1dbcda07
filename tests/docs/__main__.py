"""Run the pages' sessions again, take their pictures anew, and write both: `python -m tests.docs [PAGE...]`."""

import sys
import tempfile
from pathlib import Path

from tests.docs import man_page, screens
from tests.docs.sessions import PAGES, TOP, run_page

for name in sys.argv[1:] or (*PAGES, screens.PAGE, man_page.PAGE):
    path = TOP / name
    before = path.read_text(encoding="utf-8")
    if name == man_page.PAGE:
        after = man_page.write_page()
    elif name == screens.PAGE:
        after = screens.draw_page(before)
    else:
        with tempfile.TemporaryDirectory() as home:
            after = run_page(before, Path(home))
    if after != before:
        path.write_text(after, encoding="utf-8")
    print(f"{name}: {'as it was' if after == before else 'written anew'}")
