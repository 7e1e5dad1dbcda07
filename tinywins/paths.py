"""Where the log and the configuration live, and nothing else."""

import os
import sys
from collections.abc import Mapping


def data_folder(environment: Mapping[str, str]) -> str:
    """Give the folder of the log: TINYWINS_HOME, else the platform's place for a person's data."""
    home = environment.get("TINYWINS_HOME")
    if home:
        return os.path.abspath(os.path.expanduser(home))
    if sys.platform == "win32":
        return os.path.join(environment.get("LOCALAPPDATA") or os.path.expanduser("~\\AppData\\Local"), "tinywins")
    if sys.platform == "darwin" and not environment.get("XDG_DATA_HOME"):
        return os.path.expanduser("~/Library/Application Support/tinywins")
    base = environment.get("XDG_DATA_HOME", "")
    return os.path.join(base if os.path.isabs(base) else os.path.expanduser("~/.local/share"), "tinywins")


def config_file(environment: Mapping[str, str]) -> str:
    """Give the path of the configuration file: in TINYWINS_HOME, else where the platform keeps settings."""
    home = environment.get("TINYWINS_HOME")
    if home:
        return os.path.join(os.path.abspath(os.path.expanduser(home)), "config.toml")
    from platformdirs import user_config_dir

    return os.path.join(user_config_dir("tinywins", appauthor=False), "config.toml")
