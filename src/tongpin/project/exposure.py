"""Whether it is safe to serve where others can reach it: what is refused before anything listens, and the secret."""

from __future__ import annotations

import ipaddress
import math
import os
import secrets
import stat
import string
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from tongpin.kernel.playbook.bilingual import Both
from tongpin.project.terminal import Exit, Stopped

ORIGIN, INSECURE, SECRET = "TONGPIN_ORIGIN", "TONGPIN_INSECURE_HTTP", "TONGPIN_SECRET"
SECRET_FILE = "secret"  # noqa: S105 - a file's name
LEAST_BITS = 128
LEAST_UNFORESEEN = 0.5
"""The part of a secret's characters that must not follow from those before."""
_WIDEST = string.ascii_letters + string.digits + "-_"
_ALPHABETS = (string.digits, string.hexdigits[:16], string.ascii_lowercase, string.ascii_lowercase + string.digits)
_SECRET_BYTES = 48
_KNOWN_WORDS = (
    "administrator", "admin", "changeme", "change-me", "default", "demo", "development", "django-insecure", "dummy",
    "example", "insecure", "letmein", "password", "placeholder", "please", "qwerty", "replace", "sample", "secret",
    "test", "tongpin", "your",
)  # fmt: skip

_NO_ORIGIN = Both(
    "在 {host} 上监听，别的机器就能打开，必须说明大家用什么地址打开：TONGPIN_ORIGIN=https://chat.example.org。"
    "没有它，就分不清请求是不是从你的网址来的。只给自己看的话，用 --host 127.0.0.1。",
    "Listening on {host} lets other machines in, so say at which address people open it: "
    "TONGPIN_ORIGIN=https://chat.example.org. Without it, requests that come from elsewhere cannot be told apart. "
    "For this machine alone, use --host 127.0.0.1.",
)
_NO_SUCH_ORIGIN = Both(
    "TONGPIN_ORIGIN={origin} 不是一个完整的来源。只写协议、域名和端口，末尾不要斜杠，例如 https://chat.example.org。",
    "TONGPIN_ORIGIN={origin} is not a full origin. Write scheme, host and port alone, without a slash at the end, "
    "such as https://chat.example.org.",
)
_NO_TLS = Both(
    "TONGPIN_ORIGIN={origin} 不加密：路上的人都能读到登录用的链接和密码。在前面放一个 HTTPS 代理，把地址写成 https://…；"
    "网络确实可信的话，明确写上 TONGPIN_INSECURE_HTTP=1。",
    "TONGPIN_ORIGIN={origin} is not encrypted: anybody on the way can read sign-in links and passwords. Put an HTTPS "
    "proxy in front and write https://...; or, where the network can be trusted, say so with TONGPIN_INSECURE_HTTP=1.",
)
_WEAK_SECRET = Both(
    "TONGPIN_SECRET 太弱：它为登录签名，猜到它的人可以冒充任何人。要至少 128 位随机数。"
    "去掉它，就会在数据文件夹里自动生成一个；或者用这条命令生成：openssl rand -hex 32。",
    "TONGPIN_SECRET is too weak: it signs who is signed in, and whoever guesses it can be anybody. It takes 128 random "
    "bits at least. Leave it out and one is made in the data folder, or make one with: openssl rand -hex 32",
)
_OPEN_SECRET = Both(
    "{path} 别的用户也能读，而它为登录签名。只留给自己：chmod 600 {path}",
    "{path} can be read by other users of this machine, and it signs who is signed in. Keep it to yourself: "
    "chmod 600 {path}",
)
_EMPTY_SECRET = Both(
    "{path} 是空的。删掉它，下次启动会生成一个新的；所有人要重新登录。",
    "{path} is empty. Delete it, and the next start makes a new one; everybody signs in again.",
)


def refusals(host: str, environ: Mapping[str, str]) -> list[Both]:
    """Return all that is in the way of listening on an address: what is wrong, why it matters, how to mend it.

    Whoever names an origin of the world lets it in too, by a proxy, whatever the address is.
    """
    origin = environ.get(ORIGIN, "")
    found = []
    if origin and not is_origin(origin):
        found.append(_NO_SUCH_ORIGIN.filled({"origin": origin}))
    elif not is_exposed(host, origin):
        return []
    elif not origin:
        found.append(_NO_ORIGIN.filled({"host": host}))
    elif urlsplit(origin).scheme != "https" and environ.get(INSECURE) != "1":
        found.append(_NO_TLS.filled({"origin": origin}))
    if not is_strong(environ.get(SECRET, "")):
        found.append(_WEAK_SECRET)
    return found


def is_exposed(host: str, origin: str) -> bool:
    """Say whether anybody but this machine can come in."""
    return not is_loopback(host) or bool(origin and not is_loopback(urlsplit(origin).hostname or ""))


def is_loopback(host: str) -> bool:
    """Say whether an address or name leads to this machine and nowhere else; names are not looked up."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def is_origin(text: str) -> bool:
    """Say whether a text is scheme, host and perhaps port, and nothing else."""
    try:
        parts = urlsplit(text)
        port = "" if parts.port is None else f":{parts.port}"
    except ValueError:
        return False
    host = parts.hostname or ""
    shown = f"[{host}]" if ":" in host else host
    return parts.scheme in {"http", "https"} and bool(host) and text.lower() == f"{parts.scheme}://{shown}{port}"


def is_strong(secret: str) -> bool:
    """Say whether a secret may hold 128 random bits: long enough, of no known words, not foreseeable.

    It cannot be proved that something is random; what people write in its place can be refused.
    """
    rest = secret.lower()
    for word in _KNOWN_WORDS:
        rest = rest.replace(word, "")
    kept = secret if len(rest) == len(secret) else rest
    if not kept or _unforeseen(kept) < LEAST_UNFORESEEN * len(kept):
        return False
    alphabet = next((each for each in _ALPHABETS if set(kept) <= set(each)), _WIDEST)
    return len(kept) * math.log2(len(alphabet)) >= LEAST_BITS


def _unforeseen(secret: str) -> int:
    """Count the characters that neither repeat nor follow the one before, nor end three that came before."""
    count = 1
    for end in range(1, len(secret)):
        is_neighbour = abs(ord(secret[end]) - ord(secret[end - 1])) <= 1
        came_before = end > 1 and secret[end - 2 : end + 1] in secret[:end]
        count += not is_neighbour and not came_before
    return count


def secret_of(folder: Path) -> str:
    """Return the secret of a data folder, made where there is none; ends the command where others can read it."""
    path = folder / SECRET_FILE
    if not path.exists():
        _make(path)
    if stat.S_IMODE(path.stat().st_mode) & (stat.S_IRWXG | stat.S_IRWXO):
        raise Stopped(_OPEN_SECRET.filled({"path": path}), Exit.USAGE)
    secret = path.read_text("utf-8").strip()
    if not secret:
        raise Stopped(_EMPTY_SECRET.filled({"path": path}), Exit.USAGE)
    return secret


def _make(path: Path) -> None:
    """Write a fresh secret under its name only when it is whole and on disk."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:
        file.write(secrets.token_urlsafe(_SECRET_BYTES) + "\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        path.hardlink_to(fresh)
    except FileExistsError:
        pass  # Another process was first: its secret holds.
    finally:
        fresh.unlink()
