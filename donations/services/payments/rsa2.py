"""RSA2 of Alipay: RSASSA-PKCS1-v1_5 with SHA-256 over the sorted parameters.

Alipay's own SDK is not used: it is a wheel of 33 MB whose signatures are computed in pure Python. What is needed of it
is these functions over the pinned `cryptography`.
"""

import base64
import binascii
import textwrap
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

LEAST_BITS = 2048


def text_to_sign(parameters: Mapping[str, str], without: tuple[str, ...] = ("sign",)) -> str:
    return "&".join(f"{name}={value}" for name, value in sorted(parameters.items()) if name not in without)


def sign(text: str, key: rsa.RSAPrivateKey) -> str:
    return base64.b64encode(key.sign(text.encode(), padding.PKCS1v15(), hashes.SHA256())).decode()


def fits(text: str, signature: str, key: rsa.RSAPublicKey) -> bool:
    try:
        given = base64.b64decode(signature.encode("ascii"), validate=True)
        key.verify(given, text.encode(), padding.PKCS1v15(), hashes.SHA256())
    except (InvalidSignature, ValueError, binascii.Error):
        return False
    return True


@lru_cache(maxsize=8)
def private_key(path: str) -> rsa.RSAPrivateKey:
    """Raises OSError, ValueError."""
    key = serialization.load_pem_private_key(_pem(path, "PRIVATE KEY"), password=None)
    if not isinstance(key, rsa.RSAPrivateKey) or key.key_size < LEAST_BITS:
        raise ValueError(path)
    return key


@lru_cache(maxsize=8)
def public_key(path: str) -> rsa.RSAPublicKey:
    """Raises OSError, ValueError."""
    key = serialization.load_pem_public_key(_pem(path, "PUBLIC KEY"))
    if not isinstance(key, rsa.RSAPublicKey) or key.key_size < LEAST_BITS:
        raise ValueError(path)
    return key


def _pem(path: str, label: str) -> bytes:
    """A key as PEM, or as the bare base64 that Alipay's console and tool give."""
    text = Path(path).read_text("ascii").strip()
    if text.startswith("-----"):
        return text.encode()
    body = "\n".join(textwrap.wrap("".join(text.split()), 64))
    return f"-----BEGIN {label}-----\n{body}\n-----END {label}-----\n".encode()
