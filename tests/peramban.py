"""Where Chromium is. Run as a program it prints the path, and fails when there is none."""

import os
import shutil
import sys
from pathlib import Path

NAMA = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def cari_peramban() -> str | None:
    """CHROMIUM from the environment, else one on the PATH, else Playwright's own download."""
    if os.environ.get("CHROMIUM"):
        return os.environ["CHROMIUM"]
    unduhan = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache/ms-playwright")
    calon = [shutil.which(n) for n in NAMA]
    calon += sorted(unduhan.glob("chromium*/chrome-linux*/*chrom*"), reverse=True)
    calon += sorted(unduhan.glob("chromium*/chrome-mac*/*.app/Contents/MacOS/*"), reverse=True)
    return next((str(c) for c in calon if c and Path(c).is_file() and os.access(c, os.X_OK)), None)


if __name__ == "__main__":
    print(cari_peramban() or "")
    sys.exit(cari_peramban() is None)
