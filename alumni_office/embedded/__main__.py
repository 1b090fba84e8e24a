"""python -m alumni_office.embedded COMMAND...: run a command while the embedded servers run."""

import signal
import subprocess
import sys

from . import Trouble, running


def main() -> int:
    try:
        with running():
            command = subprocess.Popen(sys.argv[1:])
            for number in (signal.SIGTERM, signal.SIGHUP):
                signal.signal(number, lambda number, _frame: command.send_signal(number))
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal sends it to the command as well
            return command.wait()
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
