"""The portal's settings with one page more: the bare one that pages are measured against."""

from dtks.settings import *  # noqa: F403
from dtks.settings import BATAS_PUBLIK

ROOT_URLCONF = "bench.alamat"
# One address asks everything.
BATAS_PUBLIK = dict.fromkeys(BATAS_PUBLIK, (1_000_000, 3600))
