"""Stop a command when a signal arrives; signals are handled nowhere else.

A thread waits for the signal. It ends all processes that the command started, removes its temporary
files and ends the command with 128 and the signal's number. No exception is raised in the work,
where a library could take it for a failure of its own: the main thread halts where it is. As every
output takes its place by renaming, the work can end anywhere.
"""

import os
import signal
import threading
import time

SIGNALS = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)
# More than killed processes take to end.
LAST_SECONDS = 20
# Whether to stop, and whether the main thread is to halt. An event would need a lock, which a
# second signal finds taken by the first.
_stopping = _halt = False
_words = "report: stopped; what was there before is untouched"
_codes: dict[int, int] = {}


def handle_signals() -> None:
    """Stop this process as described above from now on.

    A signal that the caller has chosen to ignore, as `nohup` does, stays ignored.
    """
    reader, writer = os.pipe()
    os.set_blocking(writer, False)

    def note(number: int, frame: object) -> None:
        global _stopping  # noqa: PLW0603
        _stopping = True
        try:  # noqa: SIM105 - contextlib would double the time until signals are handled
            os.write(writer, bytes([number]))
        except OSError:
            pass
        if _halt:
            wait_if_stopping()

    for number in SIGNALS:
        if signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, note)
    # The number arrives here at once, even while the main thread is deep in a library.
    signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
    threading.Thread(target=_wait, args=(reader,), daemon=True).start()


def end_with(words: str, *, codes: dict[int, int]) -> None:
    """Set the message and the exit codes, by signal, of a command that is stopped."""
    global _words  # noqa: PLW0603
    _words = words
    _codes.update(codes)


def wait_if_stopping() -> None:
    """Wait for the thread that is about to stop the process."""
    while _stopping:
        time.sleep(1)


def _wait(reader: int) -> None:
    global _stopping, _halt  # noqa: PLW0603
    number = 0
    while number not in SIGNALS:
        number = os.read(reader, 1)[0]
    _stopping = True
    # Whatever the end of a child makes the main thread say is no news.
    _fall_silent()
    try:
        from helpers.system.processes import end_children
        from helpers.system.scratch import clear

        # From now on the main thread would only be in the way; not before, as it may be in the
        # middle of an import that is needed here. It may hold any lock where it halts, so nothing
        # below may need one; should that fail, the alarm ends the process.
        if hasattr(signal, "alarm"):
            signal.alarm(LAST_SECONDS)
            _halt = True
            signal.pthread_kill(threading.main_thread().ident or 0, number)
        end_children()
        clear()
    finally:
        os._exit(_codes.get(number, 128 + number))


def _fall_silent() -> None:
    """Write that the command is stopped, and discard all later output."""
    try:
        # A progress display hides the cursor.
        cursor = b"\x1b[?25h\n" if os.isatty(2) else b""
        os.write(2, cursor + f"{_words}\n".encode())
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 1)
        os.dup2(silence, 2)
    except OSError:
        # Whoever listened has gone.
        return
