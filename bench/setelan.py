"""The portal's settings with one page more: the bare one that pages are measured against."""

from dtks.settings import *  # noqa: F403

ROOT_URLCONF = "bench.alamat"
