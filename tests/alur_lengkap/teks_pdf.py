"""Words of a PDF made by WeasyPrint, by the ToUnicode maps of its fonts: no program outside Python is needed."""

import io
import re

import pikepdf


def teks_pdf(isi: bytes) -> str:
    """All text in the order of drawing. Letters only: gaps between words may be missing."""
    teks = []
    with pikepdf.open(io.BytesIO(isi)) as pdf:
        for halaman in pdf.pages:
            peta = {str(nama): _peta(huruf) for nama, huruf in halaman.resources.get("/Font", {}).items()}
            kini: dict[int, str] = {}
            for perintah in pikepdf.parse_content_stream(halaman):
                if str(perintah.operator) == "Tf":
                    kini = peta[str(perintah.operands[0])]
                elif str(perintah.operator) in ("TJ", "Tj"):
                    bagian = perintah.operands[0]
                    for satu in bagian if isinstance(bagian, pikepdf.Array) else [bagian]:
                        if isinstance(satu, pikepdf.String):
                            b = bytes(satu)
                            teks += [kini.get(int.from_bytes(b[i : i + 2], "big"), "") for i in range(0, len(b), 2)]
    return "".join(teks)


def _peta(huruf: pikepdf.Object) -> dict[int, str]:
    baris = huruf["/ToUnicode"].read_bytes().decode()
    return {int(a, 16): bytes.fromhex(b).decode("utf-16-be") for a, b in re.findall(r"^<(\w+)> <(\w+)>$", baris, re.M)}
