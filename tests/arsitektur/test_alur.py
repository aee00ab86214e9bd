"""Every state × step × function of every workflow, by the mover and by raw SQL.

The declared table of steps is read once and held against what really moves: what it names must move, everything else must
stay, and the database must refuse by itself what the mover was never asked.
"""

import json
from collections.abc import Iterable

import pytest
from django.db import connection, transaction

from akun.alur import ALUR as ALUR_PENUGASAN
from akun.alur import (
    ALUR_PENDAFTARAN,
    ALUR_PENGECUALIAN,
    ALUR_TEMUAN,
)
from akun.fungsi import F
from dasar.alur import jalankan, urai_alur
from dasar.galat import Ditolak, TidakBerwenang
from dasar.jejak import Pelaku
from dasar.models import Jejak
from penetapan.alur import ALUR_PENETAPAN
from sanggahan.alur import ALUR_KEBERATAN, ALUR_SANGGAHAN
from tests.arsitektur.alat import Alat, salin
from tests.arsitektur.alat_alur import ALAT
from tests.basis_data import tanpa_pemicu
from usulan.alur import ALUR, ALUR_MUSYAWARAH, TERBUKA
from usulan.alur_mandiri import ALUR_KOREKSI, ALUR_MANDIRI
from usulan.models import Usulan
from verval.alur import ALUR_BATCH

SEMUA_FUNGSI = tuple(f.value for f in F)
DITOLAK_PEMICU = "42501"  # insufficient_privilege


@pytest.fixture(params=ALAT)
def alat(request, pabrik) -> Alat:
    return ALAT[request.param](pabrik)


@pytest.fixture
def petugas(pelaku) -> int:
    """The number of somebody who has had no hand in any of the rows: who acts must not decide what this test measures."""
    return pelaku("auditor").pengguna_id


def test_setiap_keadaan_punya_baris_uji(alat):
    assert set(alat.baris) == {nilai for nilai, _ in alat.model._meta.get_field("status").choices}


def test_pemindah_hanya_memindahkan_langkah_yang_tertulis(alat, petugas):
    kombinasi = 0
    nomor = {pk: status for status, pk in alat.baris.items()}
    baris = alat.model.objects.filter(pk__in=nomor)
    for langkah in alat.alur:
        for fungsi in SEMUA_FUNGSI:
            oleh = Pelaku(alat.pelaku.get(fungsi, petugas), fungsi, "00")
            isi = alat.isi_langkah.get(langkah.nama, {})
            if fungsi == alat.asing and fungsi in langkah.fungsi:
                continue  # the next test, by SQL, has it
            sah = fungsi in langkah.fungsi
            titik = transaction.savepoint()
            sebelum_jejak = Jejak.objects.count()
            if sah:
                jumlah = jalankan(baris, langkah, oleh=oleh, alasan="B01", **isi)
            else:
                with pytest.raises(TidakBerwenang):
                    jalankan(baris, langkah, oleh=oleh, alasan="B01", **isi)
                jumlah = 0
            kini = dict(baris.values_list("pk", "status"))
            seharusnya = {pk: (langkah.ke or s) if sah and s in langkah.dari else s for pk, s in nomor.items()}
            assert kini == seharusnya, (langkah.nama, fungsi)
            assert jumlah == sum(s in langkah.dari for s in nomor.values()) * sah, (langkah.nama, fungsi)
            assert Jejak.objects.count() - sebelum_jejak == jumlah, (langkah.nama, fungsi)
            transaction.savepoint_rollback(titik)
            kombinasi += len(nomor)
    print(f"\n{alat.tabel}: {kombinasi} kombinasi keadaan × langkah × fungsi melalui pemindah")


# One attempt per pair of step name and function, each undone whether it was let through or not.
_COBA = """
create function pg_temp.coba(perintah text, langkah text[], fungsi text[], oleh bigint)
returns table (l text, f text, sandi text, kata text) language plpgsql as $$
declare n int;
begin
  perform set_config('dtks.oleh', oleh::text, true), set_config('dtks.awal', '0', true), set_config('dtks.akhir', '~', true);
  for l, f in select * from unnest(langkah, fungsi) loop
    begin
      perform set_config('dtks.langkah', l, true), set_config('dtks.fungsi', f, true);
      execute perintah;
      get diagnostics n = row_count;
      if n <> 1 then raise exception 'tidak menyentuh satu baris: %', n; end if;
      raise exception 'lolos' using errcode = 'P0999';
    exception when others then
      sandi := sqlstate; kata := sqlerrm; return next;
    end;
  end loop;
end $$
"""


def _perintah(alat: Alat, petugas: int) -> Iterable[tuple[str, str, str]]:
    """(from, to, statement) for every pair of states, birth ('') included."""
    tujuan = list(alat.baris)
    for ke in tujuan:
        # Whoever adds a proposal is its maker; that rule has tests of its own.
        isi = json.dumps(dict.fromkeys(alat.pembuat, petugas) | {"status": ke} | alat.lahir(ke))
        yield (
            "",
            ke,
            f"insert into {alat.tabel} select (jsonb_populate_record(t, $j${isi}$j$::jsonb || '{{\"id\": -1}}')).*"
            f" from {alat.tabel} t where id = {alat.induk}",
        )
        for dari, pk in alat.baris.items():
            kolom = {"status": f"'{ke}'", "catatan": "'diubah langsung'"} | alat.isi(ke)
            yield dari, ke, f"update {alat.tabel} set {', '.join(f'{k} = {v}' for k, v in kolom.items())} where id = {pk}"


def _upaya(alat: Alat, dari: str, ke: str) -> list[tuple[str, str]]:
    """(step, function) to try on one pair of states: every step by who may take it, and every function wherever the target
    is one of the step. What is left out is wrong three times over: state, target and function.
    """
    sendiri = {(x.nama, f.value) for x in alat.alur for f in x.fungsi}
    tujuan = {(x.nama, f) for x in alat.alur if (x.ke or dari) == ke for f in SEMUA_FUNGSI}
    tanpa_nama = {(nama, F.SISTEM.value) for nama in ("", "langkah_karangan")}
    return sorted(sendiri | tujuan | tanpa_nama)


def test_basis_data_menolak_setiap_langkah_yang_tidak_tertulis(alat, petugas):
    lolos, kombinasi, lain = set(), 0, {}
    with connection.cursor() as kursor:
        kursor.execute(_COBA)
        for oleh in {alat.pelaku.get(f, petugas) for f in SEMUA_FUNGSI}:
            for dari, ke, perintah in _perintah(alat, oleh):
                upaya = [(n, f) for n, f in _upaya(alat, dari, ke) if alat.pelaku.get(f, petugas) == oleh]
                kursor.execute(
                    "select l, f, sandi, kata from pg_temp.coba(%s, %s::text[], %s::text[], %s)",
                    [perintah, [n for n, _ in upaya], [f for _, f in upaya], oleh],
                )
                for langkah, fungsi, sandi, kata in kursor.fetchall():
                    kombinasi += 1
                    if sandi == "P0999":
                        lolos.add((langkah, dari, ke, fungsi))
                    elif sandi != DITOLAK_PEMICU or "tidak sah" not in kata:
                        lain[dari, ke] = kata
    assert lain == {}, "ditolak bukan oleh tabel langkah"
    assert lolos == {x for x in urai_alur(alat.alur) if x[3] != alat.asing}
    print(f"\n{alat.tabel}: {kombinasi} kombinasi lewat SQL, {len(lolos)} sah")


@pytest.mark.parametrize(
    "alur",
    [
        ALUR,
        ALUR_MUSYAWARAH,
        ALUR_MANDIRI,
        ALUR_KOREKSI,
        ALUR_BATCH,
        ALUR_SANGGAHAN,
        ALUR_KEBERATAN,
        ALUR_PENETAPAN,
        ALUR_PENUGASAN,
        ALUR_TEMUAN,
        ALUR_PENGECUALIAN,
        ALUR_PENDAFTARAN,
    ],
)
def test_setiap_keadaan_dapat_dicapai_dan_tidak_ada_langkah_kembar(alur):
    dicapai = {""}
    while baru := {x.ke for x in alur if x.ke and set(x.dari) & dicapai} - dicapai:
        dicapai |= baru
    assert {s for x in alur for s in x.dari} <= dicapai
    assert len({x.nama for x in alur}) == len(alur)
    # One pair of states and one function tell one step: the history can be read without its name.
    pasangan = [(d, k, f) for _, d, k, f in urai_alur(alur)]
    assert len(set(pasangan)) == len(pasangan)


def test_keadaan_akhir_usulan_tidak_punya_jalan_keluar_selain_dibatalkan_saat_masih_di_desa():
    keluar = {(d, x.nama) for x in ALUR for d in x.dari if d and d not in TERBUKA}
    assert keluar == {("ditolak_musdes", "setujui_musdes"), ("ditolak_musdes", "batalkan")}


@pytest.mark.parametrize(
    "langkah",
    [
        x
        for x in ALUR
        + ALUR_MANDIRI
        + ALUR_KOREKSI
        + ALUR_BATCH
        + ALUR_MUSYAWARAH
        + ALUR_PENUGASAN
        + ALUR_TEMUAN
        + ALUR_PENGECUALIAN
        + ALUR_PENDAFTARAN
        if x.wajib_alasan
    ],
)
def test_langkah_yang_merugikan_wajib_beralasan(langkah, pelaku):
    with pytest.raises(Ditolak, match="alasan") as galat:
        jalankan(Usulan.objects.none(), langkah, oleh=Pelaku(1, langkah.fungsi[0], "00"))
    assert galat.value.kode == "alasan-kosong"


def test_jumlah_pernyataan_sama_untuk_satu_dan_lima_puluh_baris(pabrik, django_assert_num_queries):
    from_asal = pabrik.disusun()[0]
    with tanpa_pemicu() as kursor:
        nomor = [salin(kursor, "usulan_usulan", from_asal.pk, {"nik": f"98{n:014d}"}) for n in range(51)]
    oleh = pabrik.pelaku("desa")
    setujui = next(x for x in ALUR if x.nama == "setujui_musdes")
    for pk in (nomor[:1], nomor[1:]):
        # Begin (a savepoint here), who acted before, who acts now, the UPDATE, who acted before again, release.
        with django_assert_num_queries(6):
            assert jalankan(Usulan.objects.filter(pk__in=pk), setujui, oleh=oleh) == len(pk)
    assert Jejak.objects.filter(tabel="usulan_usulan", objek__in=nomor, ke="disetujui_musdes").count() == 51
