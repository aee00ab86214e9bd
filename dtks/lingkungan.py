"""The environment, read once: `.env` at the project's root, then the process's own variables (which win).

Everything here is known before Django's settings are read, because the embedded servers must be up by then.
"""

import contextlib
import os
import secrets
from pathlib import Path
from urllib.parse import unquote, urlsplit

import environ

from . import tertanam

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

DATA_DIR = (BASE_DIR / env.str("DATA_DIR", default=".data")).resolve()

# Either variable alone may be given; what is missing is embedded.
PERLU_TERTANAM = not (env.str("DATABASE_URL", default="") and env.str("REDIS_URL", default=""))
# The portal itself works as a role that owns no table and cannot pass by row-level security; only what changes the schema
# runs as the owner. manage.py decides by the command, nothing in a request can.
PERINTAH_PEMILIK = {
    "jalankan",
    "migrate",
    "showmigrations",
    "makemigrations",
    "muat_wilayah",
    "muat_contoh",
    "susun_publik",
    "buat_akun_contoh",
}
_TANDA_PEMILIK = "DTKS_PEMILIK"
MODE_CONTOH = env.bool("MODE_CONTOH", default=not env.str("DATABASE_URL", default=""))


def nyalakan() -> tertanam.Server | None:
    """Start or find the embedded servers if this installation uses them. Raises `tertanam.GalatServer`."""
    return tertanam.mulai(DATA_DIR) if PERLU_TERTANAM else None


def sebagai_pemilik(ya: bool = True) -> None:
    """Whether the settings that this process (and its children) read connect as the owner of the tables."""
    os.environ[_TANDA_PEMILIK] = "1" if ya else "0"


def lingkungan_anak() -> dict[str, str]:
    """The environment of a child process that serves requests or jobs: never the owner."""
    return os.environ | {_TANDA_PEMILIK: "0"}


def _alamat_basis_data(server: tertanam.Server | None) -> str:
    pemilik = os.environ.get(_TANDA_PEMILIK) == "1"
    if alamat := env.str("DATABASE_URL", default=""):
        return env.str("DATABASE_URL_PEMILIK", default=alamat) if pemilik else alamat
    if server is None:
        return "postgres://belum-menyala@127.0.0.1:1/dtks"
    return server.database_url if pemilik else server.database_url_aplikasi


def login_aplikasi() -> tuple[str, str]:
    """(role, password) that the portal will connect with; known to the owner's commands so that `migrate` can make the role."""
    server = tertanam.temukan(DATA_DIR) if PERLU_TERTANAM else None
    alamat = env.str("DATABASE_URL", default="") or (server.database_url_aplikasi if server else "")
    bagian = urlsplit(alamat)
    return unquote(bagian.username or ""), unquote(bagian.password or "")


def alamat_server() -> tuple[str, str]:
    """URLs of database and queue. An embedded server that is not up yields an address that refuses connections at once."""
    server = tertanam.temukan(DATA_DIR) if PERLU_TERTANAM else None
    return (
        _alamat_basis_data(server),
        env.str("REDIS_URL", default="") or (server.redis_url if server else "redis://127.0.0.1:1/0"),
    )


def kunci_rahasia() -> str:
    """SECRET_KEY; the demonstration mode makes its own once, every other installation must be given one."""
    kunci = env.str("SECRET_KEY", default="")
    if kunci or not MODE_CONTOH:
        return kunci or env.str("SECRET_KEY")  # raises ImproperlyConfigured, naming the variable
    berkas = DATA_DIR / "secret_key"
    if not DATA_DIR.exists():
        DATA_DIR.mkdir(parents=True)
        DATA_DIR.chmod(0o711)
    with contextlib.suppress(FileExistsError):
        sementara = DATA_DIR / f"secret_key.{secrets.token_hex(4)}"
        with open(os.open(sementara, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as f:
            f.write(secrets.token_urlsafe(60))
        try:
            os.link(sementara, berkas)  # two first starts at once agree on one key
        finally:
            sementara.unlink()
    return berkas.read_text()
