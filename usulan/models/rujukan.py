import datetime as dt

from django.db import models
from django.db.models import Q

from dasar import periode as bulan


class KodeAlasan(models.Model):
    """Why something was returned or refused, in words that the receiving side understands, with what to do."""

    class Kelompok(models.TextChoices):
        KELENGKAPAN = "C", "Kelengkapan"
        IDENTITAS = "N", "Identitas"
        KELAYAKAN = "E", "Kelayakan"
        INTEGRITAS = "I", "Integritas data (Pasal 8)"
        MUSYAWARAH = "M", "Keputusan musyawarah"
        PEMBATALAN = "B", "Pembatalan"
        MANDIRI = "D", "Pendaftaran mandiri"
        KOREKSI = "R", "Permintaan koreksi"

    kode = models.CharField(max_length=4, primary_key=True, db_collation="C")
    kelompok = models.CharField(max_length=1, choices=Kelompok)
    teks = models.CharField("alasan", max_length=120)
    tindakan = models.CharField("yang harus dilakukan", max_length=200, blank=True)
    aktif = models.BooleanField(default=True)

    class Meta:
        verbose_name = "kode alasan"
        verbose_name_plural = "kode alasan"
        ordering = ["kode"]

    def __str__(self) -> str:
        return f"{self.kode} {self.teks}"


# Days of the month by which each hand should have finished; the sources name no binding date (domain.md 4.10), so a row
# of Jadwal overrides them month by month and area by area. They inform; nothing is deleted or refused by them.
TANGGAL_BAWAAN = {"batas_desa": 11, "batas_kabupaten": 17, "batas_pengesahan": 20, "batas_penilaian": 27}


class Jadwal(models.Model):
    """The calendar of one month, for the nation or for one area."""

    periode = models.IntegerField()
    wilayah = models.ForeignKey("wilayah.Wilayah", on_delete=models.PROTECT, related_name="+")
    batas_desa = models.DateField("batas pengajuan desa/kelurahan")
    batas_kabupaten = models.DateField("batas verifikasi kabupaten/kota")
    batas_pengesahan = models.DateField("batas pengesahan")
    batas_penilaian = models.DateField("batas penilaian integritas")
    batas_penetapan = models.DateField("batas penetapan")

    class Meta:
        verbose_name = "jadwal"
        verbose_name_plural = "jadwal"
        constraints = [
            models.UniqueConstraint(fields=["periode", "wilayah"], name="jadwal_satu_per_bulan"),
            models.CheckConstraint(
                condition=Q(batas_desa__lte=models.F("batas_kabupaten"))
                & Q(batas_kabupaten__lte=models.F("batas_pengesahan"))
                & Q(batas_pengesahan__lte=models.F("batas_penilaian"))
                & Q(batas_penilaian__lte=models.F("batas_penetapan")),
                name="jadwal_urut",
            ),
        ]

    def __str__(self) -> str:
        return f"Jadwal {bulan.nama(self.periode)}"

    @classmethod
    def untuk(cls, periode: int, wilayah: str) -> "Jadwal":
        """The calendar that holds for an area: its own, its kabupaten's or province's, the nation's, else the default."""
        kode = [wilayah[:n] for n in (10, 6, 4, 2) if len(wilayah) >= n and wilayah != "00"] + ["00"]
        baris = {j.wilayah_id: j for j in cls.objects.filter(periode=periode, wilayah__in=kode)}
        return next((baris[k] for k in kode if k in baris), None) or cls.bawaan(periode)

    @classmethod
    def bawaan(cls, periode: int) -> "Jadwal":
        """The calendar of a month for which nobody wrote one; not saved."""
        pertama, terakhir = bulan.tanggal_pertama(periode), bulan.tanggal_terakhir(periode)
        while terakhir.weekday() > 4:
            terakhir -= dt.timedelta(days=1)
        return cls(
            periode=periode,
            wilayah_id="00",
            batas_penetapan=terakhir,
            **{nama: pertama.replace(day=hari) for nama, hari in TANGGAL_BAWAAN.items()},
        )
