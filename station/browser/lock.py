"""How Chromium is locked to the kiosk: its command line, and the managed policy that an administrator lays in."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from urllib.parse import urlsplit

from station.errors import NoBrowser, PolicyRefused

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
POLICY_FOLDERS = {"google-chrome-stable": "/etc/opt/chrome", "google-chrome": "/etc/opt/chrome"}
DEBIAN = "/etc/chromium"
POLICY_FILE = "xiangban-kiosk.json"
CACHE = 32 * 1024 * 1024
"""Bytes of pictures and scripts that the browser may keep, in memory, until it is started anew."""
FLAGS = (
    "--kiosk",
    "--remote-debugging-pipe",
    # fingers
    "--disable-pinch",
    "--overscroll-history-navigation=0",
    "--block-new-web-contents",
    # nothing asks, nothing greets
    "--noerrdialogs",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-session-crashed-bubble",
    "--disable-infobars",
    "--password-store=basic",
    "--kiosk-printing",
    "--autoplay-policy=no-user-gesture-required",
    # nothing is fetched from outside
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-domain-reliability",
    "--disable-breakpad",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    "--disable-extensions",
    "--disable-default-apps",
    "--disable-component-extensions-with-background-pages",
    "--disable-features=Translate,MediaRouter,OptimizationHints,WebUIOmniboxPopup,WebUIOmniboxAimPopup,AimEnabled,"
    "TouchpadOverscrollHistoryNavigation",
    f"--disk-cache-size={CACHE}",
)
NEVER = 2
"""How a policy of the family "Default…Setting" says: never, and nobody is asked."""


def find_browser(wanted: str | None = None) -> str:
    """Path of the browser. Raises NoBrowser."""
    for each in (wanted,) if wanted else NAMES:
        found = shutil.which(each)
        if found:
            return found
    raise NoBrowser(wanted)


def command_line(browser: str, profile: Path, *, headless: bool = False) -> list[str]:
    """What starts the browser on an empty page, with a profile of its own."""
    told = [browser, *FLAGS, f"--user-data-dir={profile}"]
    if headless:
        told += ["--headless=new", "--window-size=1080,1920"]
    if os.geteuid() == 0:
        told.append("--no-sandbox")  # Chromium refuses root otherwise; the command tells to use another user
    return [*told, "about:blank"]


def origin_of(address: str) -> str:
    """``http://127.0.0.1:8080/screen/home`` → ``http://127.0.0.1:8080``."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def policy(address: str) -> dict[str, object]:
    """Everything forbidden but the kiosk at that address, which alone gets microphone and camera.

    ``DeveloperToolsAvailability`` is missing: forbidding them there would forbid the watch as well; their address is
    blocked instead. Chromium's own pages (chrome://) are not blocked: Chromium 156 crashes on that, and the keeper
    leaves them at once.
    """
    ours = [origin_of(address)]
    forbidden = dict.fromkeys(
        (
            "AllowDinosaurEasterEgg",
            "AllowFileSelectionDialogs",
            "AudioCaptureAllowed",
            "AutofillAddressEnabled",
            "AutofillCreditCardEnabled",
            "BackgroundModeEnabled",
            "BookmarkBarEnabled",
            "BrowserAddPersonEnabled",
            "BrowserGuestModeEnabled",
            "ComponentUpdatesEnabled",
            "DefaultBrowserSettingEnabled",
            "EditBookmarksEnabled",
            "MetricsReportingEnabled",
            "PasswordManagerEnabled",
            "PromptForDownloadLocation",
            "QuicAllowed",
            "ScreenCaptureAllowed",
            "SearchSuggestEnabled",
            "SpellcheckEnabled",
            "TaskManagerEndProcessEnabled",
            "TranslateEnabled",
            "VideoCaptureAllowed",
        ),
        False,
    )
    never = ("Geolocation", "Notifications", "Popups", "Sensors", "WebUsbGuard", "WebBluetoothGuard", "SerialGuard")
    return {
        **forbidden,
        **{f"Default{each}Setting": NEVER for each in never},
        "AudioCaptureAllowedUrls": ours,
        "AutoplayAllowed": True,
        "BrowserSignin": 0,
        "DnsOverHttpsMode": "off",
        "DownloadRestrictions": 3,
        "ExtensionInstallBlocklist": ["*"],
        "IncognitoModeAvailability": 1,
        "NetworkPredictionOptions": 2,
        "SavingBrowserHistoryDisabled": True,
        "SyncDisabled": True,
        "URLAllowlist": ours,
        "URLBlocklist": ["*", "devtools://*", "view-source:*"],
        "VideoCaptureAllowedUrls": ours,
    }


def policy_path(browser: str) -> Path:
    """Where that browser reads managed policies on Linux."""
    return Path(POLICY_FOLDERS.get(Path(browser).name, DEBIAN)) / "policies" / "managed" / POLICY_FILE


def policy_text(address: str) -> str:
    """The file's content."""
    return json.dumps(policy(address), indent=2, sort_keys=True) + "\n"


def is_in_place(path: Path, address: str) -> bool:
    """Whether the policy for that address lies there."""
    try:
        return path.read_text("utf-8") == policy_text(address)
    except OSError:
        return False


def put_in_place(path: Path, address: str) -> None:
    """Write the policy; needs an administrator. Raises PolicyRefused."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(policy_text(address), "utf-8")
        path.chmod(0o644)
    except OSError as error:
        raise PolicyRefused(path, error.strerror or str(error)) from error
