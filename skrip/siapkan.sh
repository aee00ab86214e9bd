#!/usr/bin/env bash
# Brings a checkout into working order: Python environment, packages, and what the system must have.
#   skrip/siapkan.sh jalan | periksa | uji
# jalan: what the portal needs. periksa: and the checkers. uji: and Chromium for the browser tests.
# Does nothing that is already done. Installs system packages only as root on Debian or Ubuntu; else says what is missing.
set -euo pipefail
cd "$(dirname "$0")/.."
untuk=${1:-jalan}

gagal() { echo "GAGAL: $*" >&2; exit 1; }
boleh_apt() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }
apt_pasang() {
  echo "Memasang lewat apt-get: $*"
  local pasang=(env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@")
  "${pasang[@]}" </dev/null >/dev/null 2>&1 || { apt-get update -qq </dev/null >/dev/null && "${pasang[@]}" </dev/null >/dev/null; }
}

# Two set-ups at once (make run and make test) would install into the same environment.
if command -v flock >/dev/null; then
  exec 9>.venv.kunci
  flock 9
fi

# --- Python ----------------------------------------------------------------------------------------------------------------
cukup='import sys; sys.exit(sys.version_info < (3, 11))'
if ! .venv/bin/python -c "$cukup" 2>/dev/null; then
  python=
  for calon in "${PYTHON:-python3}" python3.13 python3.12 python3.11 python3.14; do
    if "$calon" -c "$cukup" 2>/dev/null; then python=$calon; break; fi
  done
  [ -n "$python" ] || gagal "perlu Python 3.11 atau lebih baru ($(python3 --version 2>/dev/null || echo 'python3 tidak ada')). Pasang, atau isi PYTHON=/jalur/python3.x."
  "$python" -c 'import ensurepip' 2>/dev/null || { boleh_apt && apt_pasang python3-venv; } \
    || gagal "modul venv tidak ada: pasang paket python3-venv."
  echo "Membuat .venv dengan $("$python" --version)"
  "$python" -m venv --clear .venv
fi

pasang() { # requirements file, stamp
  local sidik
  sidik=$(cat requirements.txt "$1" | cksum; .venv/bin/python -c 'import sys; print(sys.version, sys.prefix)')
  [ "$(cat ".venv/$2" 2>/dev/null || true)" = "$sidik" ] && return 0
  echo "Memasang paket $1"
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input -r "$1" \
    || gagal "pemasangan paket gagal; periksa sambungan ke indeks paket Python (PIP_INDEX_URL)."
  printf '%s\n' "$sidik" >".venv/$2"
}
if [ "$untuk" = jalan ]; then pasang requirements.txt .terpasang; else pasang requirements-dev.txt .terpasang-uji; fi

# --- libraries of WeasyPrint (PDF) -----------------------------------------------------------------------------------------
if [ "$(uname)" = Linux ]; then
  pustaka=$( { ldconfig -p 2>/dev/null || /sbin/ldconfig -p 2>/dev/null || true; } )
  if ! { grep -q 'libpango-1\.0\.so\.0' <<<"$pustaka" && grep -q 'libpangoft2-1\.0\.so\.0' <<<"$pustaka"; }; then
    { boleh_apt && apt_pasang libpango-1.0-0 libpangoft2-1.0-0; } \
      || echo 'PERHATIAN: surat PDF memerlukan Pango: pasang libpango-1.0-0 dan libpangoft2-1.0-0.' >&2
  fi
fi

# --- Chromium (browser tests) ----------------------------------------------------------------------------------------------
if [ "$untuk" = uji ] && ! .venv/bin/python -P tests/peramban.py >/dev/null; then
  { boleh_apt && apt_pasang chromium; } \
    || echo 'PERHATIAN: uji peramban memerlukan Chromium: pasang paket chromium, atau `.venv/bin/playwright install chromium`, atau isi CHROMIUM=/jalur.' >&2
fi
