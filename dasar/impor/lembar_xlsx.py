"""XLSX rows by calamine, after the package has been weighed (`kemasan`)."""

import io
import os
from collections.abc import Iterator

from python_calamine import CalamineError, CalamineWorkbook

from .kemasan import timbang
from .penolakan import Batas, TabelDitolak

_RUSAK = "Buku kerja ini rusak atau bukan .xlsx sebenarnya. Buka di Excel, simpan ulang sebagai .xlsx, lalu unggah lagi."


class LembarXlsx:
    """The rows of sheet DATA, or of the first sheet when there is none of that name.

    Formula cells give the value Excel last worked out; a formula without such a value is refused while weighing.
    """

    jenis = "xlsx"

    def __init__(self, berkas, batas: Batas):
        isi = timbang(berkas, batas)
        try:
            if isinstance(berkas, str | os.PathLike):
                buku = CalamineWorkbook.from_path(os.fspath(berkas))
            else:
                berkas.seek(0)
                buku = CalamineWorkbook.from_filelike(io.BytesIO(berkas.read()))
            self.lembar = buku.get_sheet_by_name(isi.lembar)
        except BaseException as galat:
            # A panic inside calamine (a damaged part) reaches Python outside Exception.
            if isinstance(galat, (CalamineError, OSError, ValueError)) or type(galat).__name__ == "PanicException":
                raise TabelDitolak(_RUSAK) from galat
            raise
        self.catatan = isi.catatan

    def semua(self) -> Iterator[list]:
        """Every row from row 1 of the sheet; blank cells are ''. Numbers are floats, dates are dates."""
        awal = self.lembar.start
        if awal is None:
            return iter(())
        # calamine leaves out blank columns on the left; they are put back so that cells stand where the sheet has them.
        kiri = [""] * awal[1]
        return (kiri + sel for sel in self.lembar.iter_rows()) if kiri else iter(self.lembar.iter_rows())
