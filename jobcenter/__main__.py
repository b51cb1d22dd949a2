"""The `jobcenter` command. Commands that run services patch the process before anything else."""

import os
import sys
import warnings

os.environ["PSYCOPG_WAIT_FUNC"] = "wait_selector"
os.environ.setdefault("EVENTLET_NO_GREENDNS", "yes")  # nothing here looks names up in a hurry
if len(sys.argv) > 1 and sys.argv[1] in {"up", "serve"}:
    warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")
    import eventlet

    eventlet.monkey_patch()


def main() -> None:
    """Run the command and turn known trouble into plain words."""
    from jobcenter.cli import run  # noqa: PLC0415 - nothing may be imported before the patch

    sys.exit(run())


if __name__ == "__main__":
    main()
