"""How the row policies say who looks (akun.perlindungan), and the function that tells it to the database.

Policies are prefix ranges on the region code: the form `LIKE current_setting()` would never use an index. `current_setting`
stands bare, not in a subquery, because the planner then knows the range and does not take a whole nation for a village. The
reader's function decides the upper bound: beside the range it would be asked of every row, which cost a count or an aggregate
half as much again. For the largest tables the database works that bound out once, when it is told the scope
(`ISI_JANGKAUAN`): planning a condition inside the bound is a tenth of what a short list costs.
"""

from akun.fungsi import DAFTAR_FUNGSI, FUNGSI_BERPROGRAM, F

_AWAL, _AKHIR, FUNGSI_PEMBACA, BAGIAN_PEMBACA = (
    f"current_setting('dtks.lihat_{n}', true)" for n in ("awal", "akhir", "fungsi", "bagian")
)


def _pemegang(*izin: str, berprogram: bool | None = None) -> str:
    """SQL array of the functions that hold one of the rights; the system holds every one.

    `berprogram`: only those that are narrowed by programme, or (False) all but those. A literal, not a list of values: the
    planner would make an array of the list for every statement anew, a third of what a policy costs a short one.
    """
    fungsi = [f for f in DAFTAR_FUNGSI if berprogram is None or (f.kode.value in FUNGSI_BERPROGRAM) == berprogram]
    kode = [f.kode.value for f in fungsi if set(f.izin) & set(izin)] + ([] if berprogram else [F.SISTEM.value])
    return f"'{{{','.join(sorted(set(kode)))}}}'::text[]"


def berfungsi(*izin: str) -> str:
    """SQL: the reader's function holds one of the rights. In a subquery: asked once, not for every row."""
    return f"(select {FUNGSI_PEMBACA}) = any({_pemegang(*izin)})"


def dalam(kolom: str, *izin: str, berprogram: bool | None = None) -> str:
    """SQL: the code lies in the reader's area and, when rights are named, the reader's function holds one of them.

    A function that holds none has no upper bound (null), and nothing is below it.
    """
    pemegang = _pemegang(*izin, berprogram=berprogram)
    akhir = (
        _batas(_BATAS[pemegang]) if pemegang in _BATAS else f"case when {FUNGSI_PEMBACA} = any({pemegang}) then {_AKHIR} end"
    )
    return f"{kolom} >= {_AWAL} and {kolom} < {akhir if izin else _AKHIR}"


def _batas(nama: str) -> str:
    return f"current_setting('dtks.lihat_akhir_{nama}', true)"


IZIN_USULAN = (
    "lihat_usulan", "pantau_wilayah", "kelola_musyawarah", "ajukan_usulan", "periksa_kelengkapan", "susun_batch",
    "putuskan_usulan", "sahkan_batch", "nilai_integritas", "tetapkan_dtks",
)  # fmt: skip
IZIN_REGISTER = ("lihat_register", "pantau_wilayah", "nilai_integritas", "tetapkan_dtks")

# Who reads the register, and proposals with it, by the setting that holds their upper bound; `semua`: those whom no programme
# narrows.
_BATAS = {_pemegang(*IZIN_REGISTER): "data", _pemegang(*IZIN_REGISTER, berprogram=False): "data_semua"}
# Tells the database the scope for the rest of the transaction (dasar.jangkauan).
JANGKAUAN = "dtks_jangkauan(awal text, akhir text, fungsi text, oleh text, bagian text)"
ISI_JANGKAUAN = f"""
begin
  perform set_config('dtks.lihat_awal', awal, true), set_config('dtks.lihat_akhir', akhir, true),
    set_config('dtks.lihat_fungsi', fungsi, true), set_config('dtks.lihat_oleh', oleh, true),
    set_config('dtks.lihat_bagian', bagian, true), {
    ", ".join(
        f"set_config('dtks.lihat_akhir_{nama}', case when fungsi = any({pemegang}) then akhir else '' end, true)"
        for pemegang, nama in _BATAS.items()
    )
};
end """
