"""A real browser without a window, for tests of what is drawn: the system's Chromium, driven through its own driver."""

import base64
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

ARGUMENTS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run")


class Browser:
    """Chromium with one tab: what is opened in it, and what it says about that."""

    def __init__(self, driver: webdriver.Chrome) -> None:
        """Take the driver."""
        self.driver = driver

    def open(self, page: Path, width: int = 1200, height: int = 900, scheme: str = "light") -> None:
        """Open a file in a window of a size, for eyes that prefer light or dark."""
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        self.prefer(scheme)
        self.complaints()
        self.driver.get(page.as_uri())

    def prefer(self, scheme: str, media: str = "screen") -> None:
        """Change what is preferred, light or dark, and whether for a screen or for print."""
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self.ask("Emulation.setEmulatedMedia", media=media, features=features)

    def run(self, script: str) -> Any:
        """Run a script in the page and give what it returns."""
        return self.driver.execute_script(script)

    def ask(self, command: str, **words: Any) -> dict[str, Any]:
        """Give the browser a command of its developers' protocol, and give its answer."""
        answer: dict[str, Any] = self.driver.execute_cdp_cmd(command, words)
        return answer

    def complaints(self) -> list[str]:
        """Give what stands on the console since this was asked last, and every request that was tried."""
        console = [entry["message"] for entry in self.read_log("browser")]
        told = [json.loads(entry["message"])["message"] for entry in self.read_log("performance")]
        sent = [item["params"]["request"]["url"] for item in told if item["method"] == "Network.requestWillBeSent"]
        return console + [url for url in sent if url != self.driver.current_url.split("#")[0]]

    def read_log(self, kind: str) -> list[dict[str, Any]]:
        """Give what a log holds since it was read last."""
        entries: list[dict[str, Any]] = self.driver.get_log(kind)  # type: ignore[no-untyped-call]  # selenium's own
        return entries

    def photograph(self) -> bytes:
        """Give a picture of what the window shows, as PNG."""
        return base64.b64decode(self.ask("Page.captureScreenshot", format="png")["data"])

    def print(self) -> bytes:
        """Give the page as PDF, as it is printed."""
        return base64.b64decode(self.ask("Page.printToPDF", preferCSSPageSize=True)["data"])


@contextmanager
def start_browser(folder: Path) -> Iterator[Browser]:
    """Start Chromium with a profile of its own; the test is skipped where there is none."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    server = shutil.which("chromedriver")
    if program is None or server is None:
        pytest.skip("Chromium and chromedriver are not installed here")
    options = Options()
    options.binary_location = program
    for argument in (*ARGUMENTS, f"--user-data-dir={folder}"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(executable_path=server))
    try:
        yield Browser(driver)
    finally:
        driver.quit()
