"""Geometry of the charts. Drawn on the server as SVG with classes only: they work without JavaScript, print, and pass the CSP."""

import math

# Small on purpose: a phone shows it at two thirds of its size, and its letters must stay readable there.
LEBAR, TINGGI = 440, 240
KIRI, KANAN, ATAS, BAWAH = 54, 96, 14, 30
BULATAN_MAKS = 12


def batang(baris) -> list[dict]:
    """Rows of a bar chart.

    `baris`: (label, value) or (label, value, second value) or (label, value, second value, url), values >= 0.
    Result: [{label, nilai, nilai2, url, lebar, lebar2}], widths as a share of the largest value, 0-100 with one decimal.
    A value above zero never falls under 0.5, else a small village would look empty.
    """
    lengkap = [(tuple(b) + (None, None))[:4] for b in baris]
    terbesar = max((n for b in lengkap for n in (b[1] or 0, b[2] or 0)), default=0)

    def lebar(nilai):
        if not nilai or not terbesar:
            return "0"
        return f"{max(0.5, 100 * nilai / terbesar):.1f}"

    return [{"label": t, "nilai": n, "nilai2": n2, "url": u, "lebar": lebar(n), "lebar2": lebar(n2)} for t, n, n2, u in lengkap]


def garis(label: list[str], deret: list[dict]) -> dict:
    """A line chart of one or two series.

    `label`: names on the x axis; `deret`: [{"nama": str, "nilai": [number per label]}].
    Result: axis ticks, points and end labels in the coordinates of a LEBAR x TINGGI view box.
    """
    puncak = bulat(max((n for d in deret for n in d["nilai"]), default=0))
    langkah = (LEBAR - KIRI - KANAN) / max(1, len(label) - 1)

    def y(nilai):
        return round(TINGGI - BAWAH - (TINGGI - ATAS - BAWAH) * nilai / puncak, 1)

    # at most seven names fit under the axis
    loncat = math.ceil(len(label) / 7) or 1
    kurva = []
    for urutan, d in enumerate(deret):
        titik = [(round(KIRI + i * langkah, 1), y(n)) for i, n in enumerate(d["nilai"])]
        kurva.append(
            {
                "nama": d["nama"],
                "titik": " ".join(f"{px},{py}" for px, py in titik),
                "kelas": "g-garis" if urutan == 0 else "g-garis-2",
                # One month makes no line; a few are seen better with their points.
                "bulatan": titik if len(titik) <= BULATAN_MAKS else [],
                "x": titik[-1][0] + 6 if titik else KIRI,
                "y": titik[-1][1] + 4 if titik else ATAS,
            }
        )
    if len(kurva) > 1 and abs(kurva[0]["y"] - kurva[1]["y"]) < 15:
        atas, bawah = sorted(kurva[:2], key=lambda k: k["y"])
        bawah["y"] = atas["y"] + 15
    for k in kurva:
        k["x"], k["y"] = f"{k['x']:.1f}", f"{k['y']:.1f}"
    return {
        "lebar": LEBAR,
        "tinggi": TINGGI,
        "sumbu": [
            {"teks": _singkat(n), "y": f"{y(n):.1f}", "y_teks": f"{y(n) + 4:.1f}"} for n in (puncak * i / 4 for i in range(5))
        ],
        "kiri": KIRI,
        "kanan": LEBAR - KANAN,
        "x_angka": KIRI - 6,
        "label": [{"teks": t, "x": f"{KIRI + i * langkah:.1f}"} for i, t in enumerate(label) if i % loncat == 0],
        "y_label": TINGGI - 8,
        "kurva": kurva,
        "tabel": [{"label": t, "nilai": [d["nilai"][i] for d in deret]} for i, t in enumerate(label)],
    }


def bulat(nilai: float) -> float:
    """The smallest 'round' axis end at or above `nilai`: 1, 2, 4, 6, 8 or 10 times a power of ten, divisible by four steps."""
    if nilai <= 4:
        return 4
    pangkat = 10 ** math.floor(math.log10(nilai))
    return next(k * pangkat for k in (1, 2, 4, 6, 8, 10) if k * pangkat >= nilai)


def _singkat(nilai: float) -> str:
    """An axis number short enough for its margin: 750, 2.500, 250 rb, 1,5 jt."""
    if nilai >= 1_000_000:
        return f"{nilai / 1_000_000:g} jt".replace(".", ",")
    if nilai >= 10_000:
        return f"{nilai / 1000:g} rb".replace(".", ",")
    return f"{nilai:,.0f}".replace(",", ".")
