"""A process that has loaded the whole site, and for each line it is told forks a worker: so that a worker begins within
a millisecond and can be killed in the middle of anything. It says the worker's number, then how it ended."""

import json
import os
import sys
import traceback


def main():
    import django
    from django.conf import settings

    settings.DATABASES["default"]["NAME"] = sys.argv[1]
    django.setup()
    from tests.donations.killed import works

    print("ready", flush=True)
    for line in sys.stdin:
        said = json.loads(line)
        child = os.fork()
        if not child:
            settings.MEDIA_ROOT, settings.EMAIL_HOST, settings.EMAIL_PORT = said["media"], "127.0.0.1", said["port"]
            work(works.WORKS[said["what"]], said["given"])
        print("began", child, flush=True)
        print("ended", os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


def work(function, given):
    code = 1
    try:
        function(**given)
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


if __name__ == "__main__":
    main()
