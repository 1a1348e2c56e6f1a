"""Read foreign JSON files."""

import json
from pathlib import Path
from typing import Any

from helpers.corpus.files.decoding import not_utf8
from helpers.corpus.parser_limits import MAX_DEPTH, json_too_deep
from helpers.corpus.problems import InputError
from helpers.corpus.untrusted_files import read_bytes

# The findings of a large book have some megabytes.
MAX_BYTES = 200_000_000


def read_json(path: Path, *, max_bytes: int = MAX_BYTES) -> Any:
    r"""Read a JSON file.

    Parameters
    ----------
    path : Path
        In UTF-8.
    max_bytes : int
        A larger file is refused.

    Raises
    ------
    InputError
        Where the file cannot be read, is too large, not UTF-8, not JSON or nested too deep.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "a.json")
    ...     _ = path.write_text('{"a": [1]}')
    ...     read_json(path)
    {'a': [1]}
    """
    mend = "use the file that the program wrote"
    content = read_bytes(path, max_bytes=max_bytes, mend=mend)
    if json_too_deep(content):
        what = f"nested more than {MAX_DEPTH} levels deep"
        raise InputError.of(path, what, mend)
    try:
        # Not the bytes: for them the parser would guess among other encodings.
        value = json.loads(content.decode("utf-8"))
        if b"\\ud" in content.lower():
            # Half of a surrogate pair cannot be written again.
            json.dumps(value, ensure_ascii=False).encode()
        return value
    except UnicodeEncodeError:
        what = "half of a surrogate pair"
        raise InputError.of(path, what, mend) from None
    except UnicodeDecodeError:
        raise InputError([not_utf8(path)]) from None
    except json.JSONDecodeError as error:
        where = f"{path}:{error.lineno}"
        raise InputError.of(where, f"not JSON: {error.msg}", mend) from None
    # Python reads no integer of more than 4300 digits.
    except ValueError as error:
        raise InputError.of(path, f"not JSON: {error}", mend) from None
