"""Clean environments to measure in: a recent pip, no setuptools, and what is measured as a user would have it."""

import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).parents[2]
OLDEST_PIP = 25  # before it, a start script loads `re`


def make_venv(folder: Path, *packages: str) -> Path:
    """Make a fresh environment with these packages and give the folder of its programs."""
    subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
    programs = folder / "bin"
    pip = [str(programs / "python"), "-m", "pip", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "install", "--upgrade", f"pip>={OLDEST_PIP}"], check=True)
    subprocess.run([*pip, "uninstall", "--yes", "setuptools"], check=True, stderr=subprocess.DEVNULL)
    subprocess.run([*pip, "install", *packages], check=True)
    return programs


def read_version(programs: Path, package: str) -> str:
    """Give the installed version of a package."""
    code = f"from importlib.metadata import version; print(version({package!r}))"
    return subprocess.run([programs / "python", "-c", code], check=True, capture_output=True, text=True).stdout.strip()
