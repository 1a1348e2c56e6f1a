"""Messages for errors of the operating system."""

import errno

from helpers.corpus.problems import Problem

_MENDS = {
    errno.ENOSPC: "free some space, or choose a place on another disk",
    errno.EDQUOT: "free some space, or choose a place on another disk",
    errno.EACCES: "change its permissions, or choose another place",
    errno.EPERM: "change its permissions, or choose another place",
    errno.EROFS: "choose a place that can be written to",
    errno.EEXIST: "a file is where a folder should be; correct the path",
    errno.ENOENT: "correct the path",
    errno.ENOTDIR: "a file is where a folder should be; correct the path",
    errno.EISDIR: "a folder is where a file should be; correct the path",
    errno.ENAMETOOLONG: "give it a shorter name",
    errno.ELOOP: "its links form a circle; correct them",
}


def problem_of(error: OSError) -> Problem:
    """Return the problem that an error of the operating system stands for.

    Examples
    --------
    >>> str(problem_of(OSError(errno.ENOSPC, "No space left on device", "/data/out.csv")))
    '/data/out.csv: no space left on device; free some space, or choose a place on another disk'
    """
    where = error.filename if error.filename is not None else "this machine"
    what = (error.strerror or str(error) or "cannot be read or written").lower()
    mend = _MENDS.get(error.errno or 0, "correct the path, or choose another place")
    return Problem(str(where), what, mend)
