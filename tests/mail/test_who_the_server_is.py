"""Passwords and letters are given to a server only that proves by a certificate to be the one that was named."""

import socket
import ssl
import threading
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from alumni_office.mail.transport import Line
from publications.services.returns import reading


@pytest.fixture(scope="module")
def forged(tmp_path_factory):
    """A certificate that somebody in between made for himself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    made = made.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
    file = tmp_path_factory.mktemp("forged") / "both.pem"
    plain = serialization.NoEncryption()
    encoding, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    file.write_bytes(made.sign(key, hashes.SHA256()).public_bytes(encoding) + key.private_bytes(encoding, form, plain))
    return file


@pytest.fixture
def in_between(forged):
    """Serves one client; `heard` is what it was told in the secret part."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(forged)
    server = socket.create_server(("127.0.0.1", 0))
    heard = []

    def serve(before, greeting):
        client, _address = server.accept()
        with client:
            for line in before:
                client.sendall(line)
                if line.startswith(b"250"):
                    client.recv(100)  # STARTTLS
                elif line.startswith(b"220 plain"):
                    client.recv(100)  # EHLO
            try:
                with context.wrap_socket(client, server_side=True) as secret:
                    secret.sendall(greeting)
                    heard.append(secret.recv(1000))
            except OSError:
                return

    def start(*, before=(), greeting=b"220 tls\r\n"):
        thread = threading.Thread(target=serve, args=[before, greeting], daemon=True)
        thread.start()
        return server.getsockname()[1], thread, heard

    yield start
    server.close()


@pytest.mark.parametrize("how", ["tls from the start", "STARTTLS"])
def test_a_mail_server_with_a_certificate_of_its_own_making_gets_no_password(settings, in_between, how):
    begun = how == "STARTTLS"
    before = [b"220 plain\r\n", b"250-mx\r\n250 STARTTLS\r\n", b"220 go on\r\n"] if begun else []
    port, thread, heard = in_between(before=before)
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "localhost", port, 10
    settings.EMAIL_USE_TLS, settings.EMAIL_USE_SSL = begun, not begun
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "office", "secret"
    answer = Line().open()
    assert (answer.stage, answer.code) == ("connect", 0)
    assert "Verification" in answer.text
    thread.join(10)
    assert heard == []


@pytest.mark.django_db
def test_a_mailbox_with_a_certificate_of_its_own_making_gets_no_password(settings, in_between):
    port, thread, heard = in_between(greeting=b"* OK imap\r\n")
    settings.MAIL_RETURNS_URL = f"imaps://returns:secret@localhost:{port}/INBOX"
    with pytest.raises(ssl.SSLCertVerificationError):
        reading.read_new()
    thread.join(10)
    assert heard == []
