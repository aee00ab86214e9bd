#!/usr/bin/env bash
# `make check`: every check, also after one has failed; the list of the failed ones at the end.
set -uo pipefail
cd "$(dirname "$0")/.."
gagal=()
periksa() {
  local nama=$1
  shift
  printf '%-28s' "$nama"
  if keluaran=$("$@" </dev/null 2>&1); then echo ok; else echo GAGAL; echo "$keluaran"; gagal+=("$nama"); fi
}
# The address is never connected to: `check --deploy` looks at settings, not at data.
produksi() {
  env MODE_CONTOH=0 DEBUG=0 HTTPS=1 SECRET_KEY="$(.venv/bin/python -c 'import secrets; print(secrets.token_urlsafe(60))')" \
    ALLOWED_HOSTS=portal.example DATABASE_URL=postgres://dtks@127.0.0.1:1/dtks REDIS_URL=redis://127.0.0.1:1/0 \
    .venv/bin/python manage.py check --deploy --fail-level WARNING
}

periksa 'ruff check' .venv/bin/ruff check .
periksa 'ruff format' .venv/bin/ruff format --check .
periksa 'djlint' .venv/bin/djlint templates --lint --quiet
periksa 'lint-imports' .venv/bin/lint-imports
periksa 'makemigrations --check' .venv/bin/python manage.py makemigrations --check --dry-run
periksa 'check --deploy' produksi

if [ ${#gagal[@]} -gt 0 ]; then
  echo "GAGAL: ${gagal[*]}"
  exit 1
fi
echo 'Semua pemeriksaan lulus.'
