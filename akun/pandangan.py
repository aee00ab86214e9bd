"""Views in the second wall: what persons who are narrowed by programme see of the tables that carry a programme.

A condition on the programme in the policy of a table would be asked of every row of everybody. So the policies of these tables
leave the narrowed functions out altogether, which costs nobody anything, and those read a view of the same rows instead: their
area, their programmes (`dtks.lihat_bagian`), and only the columns that they need. A view works with its owner's eyes, like the
doors of akun.pintu_data, so it applies the scope itself; `pasang` (akun.perlindungan) installs what is declared here, `periksa_hak`
compares. A migration that changes a column of one of these tables drops its view first; `migrate` makes it anew.
"""

from collections.abc import Callable
from dataclasses import dataclass

# Of a setting that was never made, null: a row of no programme is nobody's then.
_BAGIAN = "any (string_to_array(current_setting('dtks.lihat_bagian', true), ','))"


@dataclass(frozen=True, slots=True)
class Pandangan:
    """A view: of which table, which columns, which of them names the programme ('' in it: a count of no programme), and which
    rights its readers hold."""

    tabel: str
    kolom: tuple[str, ...]
    program: str
    izin: tuple[str, ...]


_HITUNGAN = ("wilayah_id", "hal", "periode", "jenis", "program", "keadaan", "alasan", "jumlah")
_REKAP = ("pantau_wilayah", "lihat_register")

PANDANGAN: dict[str, Pandangan] = {
    "dtks_kepesertaan_program": Pandangan(
        "dtks_kepesertaan",
        ("nik", "program_id", "dari", "sampai", "wilayah_id", "dibuka", "ditutup"),
        "program_id",
        ("lihat_register", "pantau_wilayah"),
    ),
    # To count only: no person in it.
    "usulan_usulan_program": Pandangan(
        "usulan_usulan",
        ("id", "wilayah_id", "jenis", "program_id", "status", "disahkan_pada"),
        "program_id",
        ("pantau_wilayah",),
    ),
    "pemantauan_rekap_program": Pandangan("pemantauan_rekap", ("tingkat", *_HITUNGAN), "program", _REKAP),
    "pemantauan_gerak_program": Pandangan("pemantauan_gerak", _HITUNGAN, "program", _REKAP),
}


def nama_terbatas(tabel: str, program: tuple[str, ...]) -> str:
    """The table, or its view for somebody who is narrowed to `program`."""
    nama = f"{tabel}_program"
    return nama if program and nama in PANDANGAN else tabel


def sql_pandangan(nama: str, jangkauan: str, *, sementara: bool = False) -> str:
    """The statement that makes a view; `jangkauan` is the condition on area and function."""
    p = PANDANGAN[nama]
    syarat = f"({p.program} = '' or {p.program} = {_BAGIAN})"
    return (
        f"create {'temporary ' if sementara else ''}view {'cek_pandangan' if sementara else nama} with (security_barrier)"
        f" as select {', '.join(p.kolom)} from {p.tabel} where {jangkauan} and {syarat}"
    )


def pandangan_menyimpang(kursor, peran: str, sql: Callable[..., str]) -> list[str]:
    """Views that differ from the declaration, are not declared, or are open to anything but reading by the application.

    `sql` gives the statement that makes one (`sementara`: as a temporary view, which says how the server writes it).
    """
    kursor.execute(
        "select c.relname, pg_get_viewdef(c.oid), coalesce(array_to_string(c.reloptions, ','), ''), coalesce((select"
        " string_agg(lower(a.privilege_type) || ' ' || case a.grantee when 0 then 'public' else a.grantee::regrole::text end, ', ')"
        " from aclexplode(c.relacl) a where a.grantee <> c.relowner), '')"
        " from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('v', 'm')"
    )
    ada = {nama: sisa for nama, *sisa in kursor.fetchall()}
    beda = [f"pandangan {n} tidak dikenal" for n in sorted(ada.keys() - PANDANGAN.keys())]
    beda += [f"pandangan {n} tidak ada" for n in sorted(PANDANGAN.keys() - ada.keys())]
    for nama in sorted(ada.keys() & PANDANGAN.keys()):
        kursor.execute(sql(nama, sementara=True))
        kursor.execute("select pg_get_viewdef('pg_temp.cek_pandangan'::regclass)")
        isi = kursor.fetchone()[0]
        kursor.execute("drop view pg_temp.cek_pandangan")
        if ada[nama] != [isi, "security_barrier=true", f"select {peran}"]:
            beda.append(f"pandangan {nama}: isi atau hak berubah")
    return beda
