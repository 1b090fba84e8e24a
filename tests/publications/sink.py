"""A mail server for tests that writes down what it takes before it says so. Counted here, never from our own rows.

In a process of its own: `python tests/publications/sink.py DIRECTORY` writes its port to DIRECTORY/port and a line for
each mail, recipient and Message-ID, to DIRECTORY/log."""

import os
import re
import socket
import sys
import threading
import time

USUAL = {"connect": "220 sink", "mail": "250 ok", "rcpt": "250 ok", "data": "354 go on", "dot": "250 2.0.0 stored"}


class Sink:
    """`answers` maps a stage to an answer, to "drop", to a number of seconds to wait, or to a function of the recipient
    that returns one of these or None."""

    def __init__(self, *, log=None, pipelining=True, port=0, **answers):
        self.answers, self.log, self.pipelining = answers, log, pipelining
        self.stored: list[tuple[str, str, bytes]] = []  # recipient, Message-ID, the whole mail
        self.times: list[float] = []
        self.connections = 0
        self.lock = threading.Lock()
        self.server = socket.create_server(("127.0.0.1", port))
        self.port = self.server.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self):
        self.server.close()

    @property
    def recipients(self) -> list[str]:
        return [recipient for recipient, _number, _mail in self.stored]

    def _serve(self):
        while True:
            try:
                client, _address = self.server.accept()
            except OSError:
                return
            client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.connections += 1
            threading.Thread(target=self._talk_safely, args=[client], daemon=True).start()

    def _talk_safely(self, client):
        with client:
            try:
                self._talk(client, client.makefile("rb"))
            except OSError:
                return

    def _talk(self, client, lines):
        sender = recipient = ""
        if not self._answer(client, "connect", ""):
            return
        for line in lines:
            verb = line[:4].strip().lower().decode()
            if verb == "quit":
                client.sendall(b"221 bye\r\n")
                return
            if verb == "ehlo":
                client.sendall(b"250-sink\r\n250-PIPELINING\r\n250 SIZE\r\n" if self.pipelining else b"250 sink\r\n")
                continue
            if verb in ("helo", "rset"):
                client.sendall(b"250 ok\r\n")
                continue
            if verb == "mail":
                sender = _inside(line)
            if verb == "rcpt":
                recipient = _inside(line)
            said = self._said(verb, recipient)
            if verb == "data" and not recipient:
                said = "503 no recipient"
            if not self._say(client, said):
                return
            if verb == "rcpt" and not str(said).startswith("2"):
                recipient = ""
            if verb == "data" and str(said).startswith("354"):
                if not self._take(client, lines, sender, recipient):
                    return
                sender = recipient = ""

    def _take(self, client, lines, sender, recipient):
        text = []
        for part in lines:
            if part == b".\r\n":
                break
            text.append(part[1:] if part.startswith(b".") else part)
        else:
            return False  # the other side went away in the middle: nothing was taken
        said = self._said("dot", recipient)
        if not str(said).startswith(("4", "5")) and said != "drop unstored":
            self._store(sender, recipient, b"".join(text))
        return self._say(client, "drop" if said == "drop unstored" else said)

    def _store(self, sender, recipient, mail):
        found = re.search(rb"(?im)^Message-ID: (\S+)", mail)
        number = found[1].decode() if found else ""
        with self.lock:
            self.times.append(time.time())
            self.stored.append((recipient, number, mail if self.log is None else b""))
            if self.log is not None:
                os.write(self.log, f"{recipient} {number} {sender}\n".encode())

    def _answer(self, client, stage, recipient):
        return self._say(client, self._said(stage, recipient))

    def _said(self, stage, recipient):
        said = self.answers.get(stage)
        if callable(said):
            said = said(recipient)
        return USUAL.get(stage, "500 what?") if said is None else said

    def _say(self, client, said):
        if isinstance(said, (int, float)):
            time.sleep(said)
            return False
        if said == "drop":
            return False
        client.sendall(said.encode() + b"\r\n")
        return True


def _inside(line: bytes) -> str:
    found = re.search(rb"<([^>]*)>", line)
    return found[1].decode() if found else ""


if __name__ == "__main__":
    directory = sys.argv[1]
    log = os.open(os.path.join(directory, "log"), os.O_CREAT | os.O_APPEND | os.O_WRONLY)
    sink = Sink(log=log)
    with open(os.path.join(directory, "port.new"), "w") as file:
        file.write(str(sink.port))
    os.rename(os.path.join(directory, "port.new"), os.path.join(directory, "port"))
    while os.getppid() != 1:
        time.sleep(0.5)
