"""Where the embedded servers keep their files, and under whose name they run."""

import hashlib
import os
import pwd
import shutil
import stat
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

POSTGRES_USER = "embedded_postgres"
LONGEST_SOCKET_PATH = 100  # the kernels' limits are 104 to 108 bytes
UNFIT = '$"`\\'
LEAST_FREE_BYTES = 200 * 1024 * 1024


class Trouble(Exception):
    """Something that a person must put right; the message says what to do."""


@dataclass(frozen=True)
class Place:
    """One VAR_DIR. `durable=False` is for clusters of tests, which may lose everything."""

    var: Path
    durable: bool = True

    @property
    def pgdata(self) -> Path:
        return self.var / "postgres"

    @property
    def logs(self) -> Path:
        return self.var / "log"

    @property
    def sockets(self) -> Path:
        """The directory of both sockets: in VAR_DIR, or in the temporary directory when that path is too long."""
        near = self.var / "run"
        if len(os.fsencode(near / ".s.PGSQL.5432")) <= LONGEST_SOCKET_PATH:
            return near
        digest = hashlib.sha256(os.fsencode(self.var)).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"alumni-office-{os.geteuid()}-{digest}"

    @property
    def redis_socket(self) -> Path:
        return self.sockets / "redis.sock"

    def prepare(self) -> None:
        """Make the directories. Raises Trouble where they cannot be made or the disk is full."""
        if set(UNFIT) & set(str(self.var)):  # pg_ctl hands the path to a shell
            raise Trouble(f"{self.var}: PostgreSQL takes no directory with one of {UNFIT} in its name: choose another.")
        try:
            self.var.mkdir(parents=True, exist_ok=True)
            if server_account():
                self.var.chmod(0o711)  # PostgreSQL's own account passes through, and sees nothing
            self.logs.mkdir(mode=0o700, exist_ok=True)
            self._prepare_sockets()
            probe = self.var / ".probe"
            probe.write_bytes(b"x")
            probe.unlink()
        except PermissionError as error:
            raise Trouble(
                f"{error.filename or self.var} cannot be written by this user: "
                f"give it to this user, or choose another directory with VAR_DIR=..."
            ) from error
        except (FileExistsError, NotADirectoryError) as error:
            raise Trouble(
                f"{error.filename or self.var} is not a directory: move it away, or choose another with VAR_DIR=..."
            ) from error
        except OSError as error:
            raise Trouble(
                f"{self.var} cannot be used ({error.strerror}): free some space or choose another with VAR_DIR=..."
            ) from error
        self._require_space()

    def _prepare_sockets(self) -> None:
        self.sockets.mkdir(mode=0o700, exist_ok=True)
        found = self.sockets.lstat()
        owners = {os.geteuid(), (server_account() or pwd.getpwuid(os.geteuid())).pw_uid}
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in owners:
            raise Trouble(f"{self.sockets} belongs to somebody else: remove it, or choose a shorter VAR_DIR.")
        if account := server_account():
            os.chown(self.sockets, account.pw_uid, account.pw_gid)

    def _require_space(self) -> None:
        free = shutil.disk_usage(self.var).free
        if free < LEAST_FREE_BYTES:
            raise Trouble(
                f"The disk of {self.var} is full ({free // 2**20} MB free, {LEAST_FREE_BYTES // 2**20} MB needed): "
                "free some space, or choose another disk with VAR_DIR=..."
            )


def server_account() -> pwd.struct_passwd | None:
    """The account PostgreSQL runs under when we are root, which it refuses to be; None for ordinary users."""
    if os.geteuid() != 0:
        return None
    for name in (POSTGRES_USER, "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            _add_account(name)
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise Trouble("PostgreSQL may not run as root and no other account can be made: start this as an ordinary user.")


def _add_account(name: str) -> None:
    for directory in ("/usr/sbin", "/sbin", "/usr/bin"):
        if (useradd := Path(directory, "useradd")).exists():
            command = [str(useradd), "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", name]
            subprocess.run(command, capture_output=True, check=False)
            return


def open_path(path: Path, account: pwd.struct_passwd) -> list[Path]:
    """Let `account` pass through the directories above `path`; return those that had to be opened.

    Only the right to pass is given (o+x), not to list: a checkout in root's home must be reachable
    for the database server's own account.
    """
    opened = []
    for directory in reversed(path.resolve().parents):
        found = directory.stat()
        if found.st_uid != account.pw_uid and not found.st_mode & stat.S_IXOTH:
            try:
                directory.chmod(found.st_mode | stat.S_IXOTH)
            except OSError as error:
                raise Trouble(
                    f"PostgreSQL runs as {account.pw_name} and cannot pass through {directory}: "
                    f"chmod o+x {directory}, or start this as an ordinary user."
                ) from error
            opened.append(directory)
    return opened
