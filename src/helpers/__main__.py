"""The entry of the command line."""

from helpers.system.signals import handle_signals, wait_if_stopping


def main() -> None:
    """Run the command line."""
    # Before anything that takes time to import: a signal can come at once.
    handle_signals()
    try:
        from helpers.commands.cli import run

        run()
    finally:
        wait_if_stopping()


if __name__ == "__main__":
    main()
