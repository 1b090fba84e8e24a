"""Returned mail read from a real IMAP server: Dovecot, as Debian installs it. Skipped, visibly, where there is none."""

import imaplib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from publications.models import Bounce, MailboxPosition
from publications.services.returns import reading
from tests.waiting import wait_until

from .sink import free_port
from .test_returns import delivery, mail_about

__all__ = ["delivery"]

DOVECOT = shutil.which("dovecot", path=f"{os.environ['PATH']}:/usr/sbin")
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not DOVECOT or os.geteuid() != 0, reason="needs Debian's dovecot-imapd, and root to start it"),
]
FOREIGN = b"From: a@example.org\r\nTo: office@example.edu.cn\r\nSubject: lunch?\r\n\r\nAt noon.\r\n"
CONFIGURATION = """
base_dir = {home}/run
state_dir = {home}/state
log_path = {home}/log
protocols = imap
ssl = no
disable_plaintext_auth = no
listen = 127.0.0.1
mail_location = maildir:{home}/mail
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
passdb {{
  driver = static
  args = password=p@ss
}}
userdb {{
  driver = static
  args = uid=nobody gid=nogroup home={home}/mail
}}
"""


class Server:
    def __init__(self, home: Path):
        self.home, self.port = home, free_port()
        file = home / "dovecot.conf"
        file.write_text(CONFIGURATION.format(home=home, port=self.port))
        for each in ("cur", "new", "tmp"):
            (home / "mail" / each).mkdir(parents=True)
        self._hand_over()
        self.process = subprocess.Popen([DOVECOT, "-F", "-c", str(file)], stdout=subprocess.DEVNULL)

    def _hand_over(self):
        for each in [self.home / "mail", *(self.home / "mail").rglob("*")]:
            shutil.chown(each, "nobody", "nogroup")

    def deliver(self, name: str, raw: bytes):
        (self.home / "mail" / "new" / name).write_bytes(raw)
        self._hand_over()

    def connected(self) -> imaplib.IMAP4:
        def signed_in():
            assert self.process.poll() is None, (self.home / "log").read_text()
            try:
                server = imaplib.IMAP4("127.0.0.1", self.port, timeout=10)
                server.login("returns", "p@ss")
            except (OSError, imaplib.IMAP4.error):
                return None
            return server

        return wait_until(signed_in, "the server lets us in")

    def flags(self) -> list[bytes]:
        server = self.connected()
        server.select("INBOX", readonly=True)
        _said, data = server.fetch("1:*", "(FLAGS)")
        server.shutdown()
        return data


@pytest.fixture
def dovecot():
    home = Path(tempfile.mkdtemp(prefix="imap", dir="/tmp"))  # the paths of sockets must be short
    home.chmod(0o755)
    server = Server(home)
    server.connected().shutdown()
    yield server
    server.process.terminate()
    server.process.wait(timeout=10)
    shutil.rmtree(home)


def test_a_real_imap_server_is_read_once_and_left_as_it_was(dovecot, delivery, settings):
    settings.MAIL_RETURNS_URL = f"imap://returns:p%40ss@127.0.0.1:{dovecot.port}/INBOX"
    dovecot.deliver("1.foreign", FOREIGN)
    dovecot.deliver("2.ours", mail_about(delivery).replace(b"\r\n", b"\n"))
    assert reading.read_new() == 1
    bounce = Bounce.objects.get()
    assert (bounce.kind, bounce.delivery) == ("hard", delivery)
    assert len(dovecot.flags()) == 2
    assert not any(b"Seen" in each or b"Deleted" in each for each in dovecot.flags())

    assert reading.read_new() == 0
    dovecot.deliver("3.foreign", FOREIGN)
    assert reading.read_new() == 0
    assert MailboxPosition.objects.get().last_uid == 3
    assert Bounce.objects.count() == 1


def test_a_wrong_password_reads_nothing_and_moves_no_mark(dovecot, delivery, settings):
    settings.MAIL_RETURNS_URL = f"imap://returns:wrong@127.0.0.1:{dovecot.port}/INBOX"
    dovecot.deliver("1.ours", mail_about(delivery))
    with pytest.raises(imaplib.IMAP4.error):
        reading.read_new()
    assert not Bounce.objects.exists()
    assert MailboxPosition.objects.get().last_uid == 0
