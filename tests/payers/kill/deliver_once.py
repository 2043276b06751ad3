"""A process of its own that delivers one batch, as a worker would; killed by the step that PRACTICE_KILL_AT names.

Usage: python -m tests.payers.kill.deliver_once INTERCHANGE_ID
"""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from config.shared import clock
    from payers.services.deliver_interchange import deliver_interchange

    print(deliver_interchange(int(sys.argv[1]), at=clock.now()))


if __name__ == "__main__":
    main()
