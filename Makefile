# make run: from a bare checkout to a running portal.   make test: the whole suite.   The rest is in README.md.
SHELL := /bin/bash
PY := .venv/bin/python
N ?= 2
.DEFAULT_GOAL := help
.PHONY: help setup run test check fix bench demo docs

help:
	@echo 'make setup | run | test | check | fix | bench | demo | docs      (make run PORT=8001)'

setup:
	@skrip/siapkan.sh jalan
	@$(PY) manage.py jalankan --statis

run:
	@skrip/siapkan.sh jalan
	@exec env $(if $(PORT),PORT=$(PORT)) $(PY) manage.py jalankan

test:
	@skrip/siapkan.sh uji
	@exec $(PY) -m pytest -n $(N) --dist worksteal $(ARG)

check:
	@skrip/siapkan.sh periksa
	@skrip/periksa.sh

fix:
	@skrip/siapkan.sh periksa
	@.venv/bin/ruff check --fix .
	@.venv/bin/ruff format .

bench: setup
	@$(PY) -m bench $(ARG)

demo:
	@skrip/siapkan.sh jalan
	@$(PY) manage.py muat_contoh --ulang $(ARG)

docs:
	@skrip/siapkan.sh uji
	@$(PY) skrip/daftar_aturan.py
	@$(PY) skrip/tangkapan_layar.py
