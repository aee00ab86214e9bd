"""Receipt numbers: short, readable aloud, with a check character; a function of the row's number, never MAX+1."""

# Crockford's alphabet: no I, L, O, U, so that a number copied by hand survives.
_ABJAD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_PENGECEK = 31


def nomor_tanda_terima(pk: int, awalan: str = "U") -> str:
    """`123456` → `U-003RJ0-E`: base 32 digits and one check character (value modulo 31).

    `awalan` tells what was received: U a proposal, M a self-registration, K a request for correction.
    """
    angka, digit = pk, ""
    while angka:
        angka, sisa = divmod(angka, 32)
        digit = _ABJAD[sisa] + digit
    return f"{awalan}-{digit.rjust(6, '0')}-{_ABJAD[pk % _PENGECEK]}"


def urai_tanda_terima(teks: str, awalan: str = "U") -> int | None:
    """The row's number behind a receipt number, or None when it cannot be one (a slip of the hand)."""
    bagian = teks.strip().upper().replace("O", "0").replace("I", "1").replace("L", "1").split("-")
    if len(bagian) != 3 or bagian[0] != awalan or not bagian[1] or not set(bagian[1] + bagian[2]) <= set(_ABJAD):
        return None
    pk = 0
    for huruf in bagian[1]:
        pk = pk * 32 + _ABJAD.index(huruf)
    return pk if bagian[2] == _ABJAD[pk % _PENGECEK] else None
