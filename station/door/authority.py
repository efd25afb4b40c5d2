"""The station's own certificate authority and the certificate of its door; files only, no sockets."""

from __future__ import annotations

import ipaddress
import os
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

AUTHORITY = "authority.pem"
AUTHORITY_DAYS = 3650
LEAF_DAYS = 397
"""The longest that phones accept."""
RENEW_DAYS = 60
PRIVATE = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16", "127.0.0.0/8")
"""The only addresses that this authority can speak for: whoever trusts it trusts it with nothing else."""


@dataclass(frozen=True)
class Door:
    """The files of the door's identity."""

    authority: Path
    """The authority's certificate (PEM), to be put on phones once; public."""
    certificate: Path
    """The door's own certificate followed by the authority's."""
    key: Path
    """The door's private key, mode 0600."""
    fingerprint: str
    """SHA-256 of the authority's certificate in pairs, to be compared by eye."""

    def context(self) -> ssl.SSLContext:
        """What a listening socket needs."""
        made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        made.minimum_version = ssl.TLSVersion.TLSv1_2
        made.load_cert_chain(self.certificate, self.key)
        return made


def folder_of(key_file: Path) -> Path:
    """Where the door's files lie: beside the record's key, so that a copied data folder opens nothing."""
    return key_file.with_suffix(".door")


def door(folder: Path, names: Sequence[str], addresses: Sequence[str], now: datetime | None = None) -> Door:
    """The door's identity in ``folder``, made or renewed when missing, old, or for other names and addresses."""
    moment = now or datetime.now(UTC)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    authority_key, authority = _authority(folder, names, moment)
    wanted = {*_allowed(authority, names), "localhost", *filter(_is_private, addresses), "127.0.0.1"}
    certificate, key = folder / "door.pem", folder / "door.key"
    if not _still_good(certificate, key, authority, wanted, moment):
        _issue(certificate, key, authority_key, authority, sorted(wanted), moment)
    pairs = authority.fingerprint(hashes.SHA256()).hex(":").upper()
    return Door(folder / AUTHORITY, certificate, key, pairs)


def _authority(
    folder: Path, names: Sequence[str], now: datetime
) -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    key_file, file = folder / "authority.key", folder / AUTHORITY
    if key_file.exists() and file.exists():
        key = serialization.load_pem_private_key(key_file.read_bytes(), None)
        assert isinstance(key, ec.EllipticCurvePrivateKey)  # noqa: S101 - we wrote it
        return key, x509.load_pem_x509_certificate(file.read_bytes())
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Xiangban 乡伴 station")])
    permitted: list[x509.GeneralName] = [x509.IPAddress(ipaddress.ip_network(each)) for each in PRIVATE]
    permitted += [x509.DNSName(each) for each in dict.fromkeys(("local", "localhost", *names))]
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=AUTHORITY_DAYS))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs=True), critical=True)
        .add_extension(x509.NameConstraints(permitted, None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    _write(key_file, _pem(key), secret=True)
    _write(file, made.public_bytes(serialization.Encoding.PEM))
    return key, made


def _is_private(address: str) -> bool:
    return any(ipaddress.ip_address(address) in ipaddress.ip_network(each) for each in PRIVATE)


def _allowed(authority: x509.Certificate, names: Sequence[str]) -> list[str]:
    """Those names for which the authority can speak; a box that was renamed is reached by address or .local name."""
    told = authority.extensions.get_extension_for_class(x509.NameConstraints).value.permitted_subtrees or []
    permitted = {each.value for each in told if isinstance(each, x509.DNSName)}
    return [each for each in names if each in permitted or each.endswith(".local")]


def _issue(
    file: Path,
    key_file: Path,
    authority_key: ec.EllipticCurvePrivateKey,
    authority: x509.Certificate,
    names: Sequence[str],
    now: datetime,
) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    made = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0])]))
        .issuer_name(authority.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=LEAF_DAYS - 1))
        .add_extension(x509.SubjectAlternativeName([_general(each) for each in names]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key.public_key()), critical=False)
        .sign(authority_key, hashes.SHA256())
    )
    both = made.public_bytes(serialization.Encoding.PEM) + authority.public_bytes(serialization.Encoding.PEM)
    _write(key_file, _pem(key), secret=True)
    _write(file, both)


def _still_good(file: Path, key_file: Path, authority: x509.Certificate, wanted: set[str], now: datetime) -> bool:
    if not file.exists() or not key_file.exists():
        return False
    made = x509.load_pem_x509_certificate(file.read_bytes())
    told = made.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    names = {*told.get_values_for_type(x509.DNSName), *map(str, told.get_values_for_type(x509.IPAddress))}
    fresh = made.not_valid_before_utc <= now <= made.not_valid_after_utc - timedelta(days=RENEW_DAYS)
    return fresh and names == wanted and made.issuer == authority.subject


def _general(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _usage(*, signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        key_cert_sign=signs,
        crl_sign=signs,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _write(path: Path, told: bytes, *, secret: bool = False) -> None:
    """Whole or not at all; a secret is never readable by others, not even for a moment."""
    fresh = path.with_name(path.name + ".new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600 if secret else 0o644), "wb") as file:
        file.write(told)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
