"""Run the pages' sessions again and write what they print: `python -m tests.docs [PAGE...]`."""

import sys
import tempfile
from pathlib import Path

from tests.docs.sessions import PAGES, TOP, run_page

for name in sys.argv[1:] or PAGES:
    path = TOP / name
    with tempfile.TemporaryDirectory() as home:
        before = path.read_text(encoding="utf-8")
        after = run_page(before, Path(home))
    if after != before:
        path.write_text(after, encoding="utf-8")
    print(f"{name}: {'as it was' if after == before else 'written anew'}")
