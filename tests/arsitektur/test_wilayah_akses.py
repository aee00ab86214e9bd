"""Every address with an object × function × {own area, wider, narrower, beside it, elsewhere}: reading and changing.

Derived from the declared tables: akun/fungsi.py (rights and levels), tests/arsitektur/alamat (addresses), kiriman.py (changes).
What lies elsewhere answers as what does not exist, word for word, and nothing changes.
"""

import json
import re
from collections import Counter
from urllib.parse import quote

import pytest
from django.db import connection, transaction
from django.urls import reverse

from tests.arsitektur.alamat import GUGUS, MILIK, UMUM, gabung, semua_pola
from tests.arsitektur.kiriman import KIRIMAN, perubahan_berobjek, tiada
from tests.arsitektur.wilayah_akses import BERWILAYAH, NASIONAL, harap_baca, kumpulkan

# Whoever asks is noted as present, and a refusal is an event; nothing else is written.
DITULIS_PERMINTAAN = {"akun_sesi", "django_session", "dasar_jejak"}
BERHASIL = {200, 201, 202, 302, 409, 422}


def berobjek(nama: str) -> bool:
    return "<" in semua_pola()[nama][0]


def pokok(jawaban, url: str) -> str:
    """The body without what differs from request to request: its number, its token, the address itself."""
    isi = jawaban.getvalue().decode(errors="replace") if jawaban.streaming else jawaban.content.decode(errors="replace")
    isi = re.sub(r'(name="csrfmiddlewaretoken" value=")[^"]+', r"\1", isi)
    nomor = jawaban.headers.get("X-Request-ID", "")
    for beda in filter(None, (nomor, url, quote(url, safe=""))):
        isi = isi.replace(beda, "#")
    return isi


def _lapor(capsys, judul: str, sel: Counter) -> None:
    with capsys.disabled():
        print(f"\n{judul}: {sel.total()} sel ({', '.join(f'{n} {k}' for k, n in sorted(sel.items()))})", end="")


def test_setiap_perubahan_atas_objek_punya_satu_baris():
    ada = perubahan_berobjek()
    assert [nama for nama, metode in ada.items() if metode is None] == [], "view tanpa require_http_methods"
    seharusnya = {f"{metode} {nama}" for nama, semua in ada.items() for metode in semua}
    assert sorted(seharusnya - set(KIRIMAN)) == [], "perubahan tanpa baris di tests/arsitektur/kiriman.py"
    assert sorted(set(KIRIMAN) - seharusnya) == [], "baris tanpa alamat"


def _alamat_baca(gugus: tuple[str, ...]) -> dict:
    return {n: a for n, a in gabung(gugus).items() if berobjek(n) and not a.jalur and a.boleh != 405}


@pytest.mark.django_db
@pytest.mark.parametrize("gugus", GUGUS, ids=len)
def test_objek_hanya_dibaca_dari_wilayahnya_dan_di_atasnya(gugus, dunia, masuk, capsys):
    baris = _alamat_baca(gugus)
    petugas, salah, sel = kumpulkan(BERWILAYAH, masuk), [], Counter()
    for nama, alamat in baris.items():
        args = alamat.args(dunia)
        url, dibanding = reverse(nama, args=args), set()
        for siapa in petugas:
            jawaban = siapa.klien.get(url)
            harap = harap_baca(alamat, siapa)
            sel[siapa.hubungan(alamat.letak)] += 1
            isi = pokok(jawaban, url)
            if jawaban.status_code != harap:
                salah.append(f"{nama} {url}: {siapa} mendapat {jawaban.status_code}, seharusnya {harap}")
            elif harap == 404 and not siapa.melihat(alamat.letak) and siapa.fungsi in alamat.fungsi - dibanding:
                dibanding.add(siapa.fungsi)
                url_tiada = reverse(nama, args=tiada(args))
                lain = siapa.klien.get(url_tiada)
                if (lain.status_code, pokok(lain, url_tiada)) != (404, isi):
                    salah.append(f"{nama}: bagi {siapa} jawaban berbeda dari jawaban untuk objek yang tidak ada")
    _lapor(capsys, f"{', '.join(gugus)}, membaca", sel)
    if salah:
        pytest.fail("\n".join(salah), pytrace=False)


@pytest.mark.django_db
@pytest.mark.parametrize("gugus", GUGUS, ids=len)
def test_dinding_pertama_berdiri_sendiri(gugus, dunia, masuk, hanya_dinding_pertama, capsys):
    """Whoever holds the right and stands elsewhere, while row-level security shows everything."""
    baris = _alamat_baca(gugus)
    petugas, salah, sel = kumpulkan(BERWILAYAH, masuk), [], Counter()
    for nama, alamat in baris.items():
        url = reverse(nama, args=alamat.args(dunia))
        for siapa in petugas:
            boleh = harap_baca(alamat, siapa) != 404 or alamat.letak == UMUM
            if boleh or siapa.fungsi not in alamat.fungsi:
                continue
            sel[siapa.hubungan(alamat.letak)] += 1
            if (status := siapa.klien.get(url).status_code) != 404:
                salah.append(f"{nama} {url}: {siapa} mendapat {status}, seharusnya 404")
    _lapor(capsys, f"{', '.join(gugus)}, dinding pertama", sel)
    if salah:
        pytest.fail("\n".join(salah), pytrace=False)


def _tertulis() -> dict[str, int]:
    """Rows inserted, updated and deleted so far in this transaction, by table; and the last event that is a change."""
    with connection.cursor() as kursor:
        # The counters themselves: the view over them joins the catalogue for every row of the answer.
        kursor.execute(
            """select relname, pg_stat_get_xact_tuples_inserted(oid) + pg_stat_get_xact_tuples_updated(oid)
                               + pg_stat_get_xact_tuples_deleted(oid)
                 from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
                union all select 'perubahan', (select id from dasar_jejak where ke is not null order by id desc limit 1)"""
        )
        return {nama: n for nama, n in kursor.fetchall() if n and nama not in DITULIS_PERMINTAAN}


def _kirim(siapa, metode: str, url: str, isi: dict):
    """JSON for the API unless a file goes along; as a form otherwise."""
    berkas = any(hasattr(n, "read") for n in isi.values())
    if url.startswith("/api/") and not berkas:
        return siapa.klien.generic(metode, url, _json(isi), content_type="application/json")
    return getattr(siapa.klien, metode.lower())(url, isi)


def _json(isi: dict) -> str:
    return json.dumps(isi)


@pytest.mark.django_db
@pytest.mark.parametrize("gugus", GUGUS, ids=len)
def test_objek_hanya_diubah_dari_wilayahnya_dan_di_atasnya(gugus, dunia, masuk, capsys):
    semua = gabung(gugus)
    baris = [(k, *k.split(" ", 1)) for k in KIRIMAN if k.split(" ", 1)[1] in semua]
    # The admin of Django is closed to everybody here, whatever it would do.
    admin = [n for n, a in semua.items() if n.startswith("admin:") and berobjek(n) and not a.jalur]
    petugas, salah, sel = kumpulkan((*BERWILAYAH, *NASIONAL), masuk), [], Counter()
    for kunci, metode, nama in baris:
        kiriman, alamat = KIRIMAN[kunci], semua[nama]
        args = (kiriman.args or alamat.args)(dunia)
        url, dibanding = reverse(nama, args=args), set()
        kiriman.isi(dunia)  # what the body names is made before the counting starts
        for siapa in petugas:
            sel[siapa.hubungan(alamat.letak)] += 1
            milik = siapa.akun == alamat.pemilik if alamat.letak == MILIK else siapa.melihat(alamat.letak)
            if siapa.fungsi in kiriman.fungsi and milik:
                with transaction.atomic():
                    status = _kirim(siapa, metode, url, kiriman.isi(dunia)).status_code
                    transaction.set_rollback(True)
                if status not in BERHASIL:
                    salah.append(f"{kunci} {url}: {siapa} mendapat {status}, seharusnya sampai pada langkahnya")
                continue
            harap = 404 if siapa.fungsi in kiriman.fungsi | kiriman.buta or not url.startswith("/api/") else 403
            sebelum = _tertulis()
            jawaban = _kirim(siapa, metode, url, kiriman.isi(dunia))
            if _tertulis() != sebelum:
                salah.append(f"{kunci} {url}: {siapa} mengubah sesuatu")
            if jawaban.status_code != harap:
                salah.append(f"{kunci} {url}: {siapa} mendapat {jawaban.status_code}, seharusnya {harap}")
            elif harap == 404 and siapa.fungsi in kiriman.fungsi - dibanding:
                dibanding.add(siapa.fungsi)
                url_tiada = reverse(nama, args=tiada(args))
                lain = _kirim(siapa, metode, url_tiada, kiriman.isi(dunia))
                if (lain.status_code, pokok(lain, url_tiada)) != (404, pokok(jawaban, url)):
                    salah.append(f"{kunci}: bagi {siapa} jawaban berbeda dari jawaban untuk objek yang tidak ada")
    for nama in admin:
        url = semua[nama].url(nama, dunia)
        for siapa in petugas:
            if siapa.fungsi in semua[nama].fungsi:
                continue
            sel["admin"] += 1
            status = siapa.klien.post(url, {"post": "yes"}).status_code
            if status != 404:
                salah.append(f"POST {nama} {url}: {siapa} mendapat {status}, seharusnya 404")
    _lapor(capsys, f"{', '.join(gugus)}, mengubah", sel)
    if salah:
        pytest.fail("\n".join(salah), pytrace=False)
