"""Jobs of this app: each a few lines around one act."""

import datetime as dt

from dasar.jejak import Pelaku
from dasar.models import Pekerjaan
from dasar.pekerjaan import Lapor, pekerjaan
from verval.filters import hasil_saringan
from verval.putusan import putuskan


@pekerjaan("putuskan_banyak")
def putuskan_banyak(kerja: Pekerjaan, lapor: Lapor, oleh: Pelaku) -> dict:
    """Decide everything that a filter of the queue held when its count was shown."""
    isi = kerja.argumen
    lapor(5, "Memutuskan semua usulan hasil saringan")
    baris = hasil_saringan(oleh, isi["saring"], dt.datetime.fromisoformat(isi["sampai"]))
    jumlah = putuskan(baris, isi["putusan"], oleh=oleh, alasan=isi["alasan"], catatan=isi["catatan"], cara=isi["cara"])
    return {"jumlah": jumlah, "tidak_menunggu": max(0, isi["diminta"] - jumlah), "url": isi["kembali"]}
