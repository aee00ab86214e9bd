#!/usr/bin/env python
"""Django's command line. Uses the same servers as `make run`, starting the embedded ones for as long as the command runs."""

import os
import sys

if sys.version_info < (3, 11):
    sys.exit("Perlu Python 3.11 atau lebih baru; ini Python %d.%d. Jalankan `make setup`." % sys.version_info[:2])

# Commands that never touch the database.
TANPA_SERVER = {
    "help",
    "version",
    "check",
    "collectstatic",
    "diffsettings",
    "startapp",
    "tertanam",
    "--help",
    "-h",
    "--version",
}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dtks.settings")
    try:
        from django.core.management import execute_from_command_line
    except ImportError:
        sys.exit("Django belum terpasang: jalankan `make setup`, lalu pakai .venv/bin/python manage.py …")
    from dtks import lingkungan, tertanam

    perintah = sys.argv[1] if len(sys.argv) > 1 else "help"
    lingkungan.sebagai_pemilik(perintah in lingkungan.PERINTAH_PEMILIK or sys.argv[1:] == ["periksa_hak", "--perbaiki"])
    try:
        if perintah == "jalankan":
            from dtks import jalan

            sys.exit(jalan.utama(sys.argv[2:]))
        if perintah not in TANPA_SERVER:
            lingkungan.nyalakan()
    except tertanam.GalatServer as galat:
        sys.exit(f"GAGAL: {galat}")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
