from io import StringIO

from rich.console import Console

from helpers.build.progress import progress


def test_a_log_says_only_now_and_then_how_far_a_step_is() -> None:
    out = StringIO()
    with progress(["tables"], console=Console(file=out, width=80)) as watch:
        watch("tables", "running")
        for done in (1, 2, 3):
            watch("tables", "running", f"{done} of 4 articles")
        watch("tables", "done")
    first, last = out.getvalue().splitlines()
    assert first == "  running tables 1 of 4 articles"
    assert last.startswith("     done tables 0.")
