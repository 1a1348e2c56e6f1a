from pathlib import Path
from typing import Literal

import pytest
from pydantic import BaseModel, ConfigDict, field_validator

from helpers.corpus import settings
from helpers.corpus.problems import InputError, Problem
from helpers.corpus.settings import find_settings, read_settings


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Frame(Strict):
    definition: str
    weight: float = 1.0
    patterns: tuple[str, ...] = ()
    side: Literal["west", "east", "none"] = "none"

    @field_validator("patterns")
    @classmethod
    def not_blank(cls, patterns: tuple[str, ...]) -> tuple[str, ...]:
        if any(not pattern.strip() for pattern in patterns):
            raise ValueError("a pattern is blank")
        return patterns


class Codebook(Strict):
    version: int = 1
    frames: dict[str, Frame] = {}
    extra: list[Frame] | None = None
    words: frozenset[str] = frozenset()


def test_reads_a_valid_file(tmp_path: Path) -> None:
    path = tmp_path / "codebook.yml"
    path.write_text("frames:\n  peace:\n    definition: talks\n    patterns: [no, on, null word]\n")
    book = read_settings(path, Codebook)
    assert book.frames["peace"].patterns == ("no", "on", "null word")


def test_dates_and_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "codebook.yml"
    path.write_bytes(b"\xef\xbb\xbfframes: {a: {definition: 2021-13-45}}")
    assert read_settings(path, Codebook).frames["a"].definition == "2021-13-45"


def test_empty_file_is_all_defaults(tmp_path: Path) -> None:
    path = tmp_path / "codebook.yml"
    path.write_text("# nothing yet\n")
    assert read_settings(path, Codebook) == Codebook()


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"frams: {}", [(1, 'unknown key "frams"', 'write "frames"')]),
        (
            b"frames:\n  a:\n    definition: x\n    paterns: [b]\n",
            [(4, 'unknown key "frames.a.paterns"', 'write "patterns"')],
        ),
        (
            b"frames:\n  a:\n    definition: x\n    side: wset\n",
            [(4, "frames.a.side is 'wset'", 'write "west"')],
        ),
        (
            b"extra:\n- definition: x\n  side: est\n",
            [(3, "extra.0.side is 'est'", 'write "east"')],
        ),
        (b"extra:\n- definition: x\n  xx: 1\n", [(3, 'unknown key "extra.0.xx"', "known: ")]),
        (b"frames:\n  a:\n    weight: 2\n", [(2, '"frames.a.definition" is missing', "add it")]),
        (
            b"version: 1\n\nframes:\n  a: {definition: x, weight: big}\n",
            [(4, "frames.a.weight is 'big'", "it should be a valid number")],
        ),
        (
            b"frames:\n  a: {definition: x}\n  b:\n    definition: y\n    patterns: [c, ' ']\n",
            [(5, "frames.b.patterns: a pattern is blank", "correct it")],
        ),
        (
            b"words: a\nframes:\n  a: {definition: x, patterns: b}\n",
            [
                (1, "words is 'a'", "it should be a valid list"),
                (3, "frames.a.patterns is 'b'", "it should be a valid list"),
            ],
        ),
        (b"words:\n- a\n- 1\n", [(3, "words.1 is 1", "it should be a valid string")]),
        (b"version: 1\nversion: 2\n", [(2, 'key "version" twice', "keep one")]),
        (
            b"frames:\n  a: {definition: x}\n  b: {definition: y}\n  a: {definition: z}\n",
            [(4, 'key "a" twice', "keep one")],
        ),
        (b"version: 1\nframes: [a\n", [(3, "not YAML", "correct the syntax")]),
        (b"version: 1\n\tframes: {}\n", [(2, "not YAML", "correct the syntax")]),
        (b"version: 1\n---\nversion: 2\n", [(2, "not YAML", "correct the syntax")]),
        (b"version: !!python/name:os.system x\n", [(1, "not YAML", "correct the syntax")]),
        (b"version: 1\n# caf\xe9\n", [(2, "not UTF-8", "save the file in UTF-8")]),
        (b"version: 1\n# \x00\n", [(2, "a character that YAML does not allow", "remove it")]),
        (b"- a\n- b\n", [(1, "the file is ['a', 'b']", "it should be a valid dictionary")]),
        (
            b"verson: 1\nframes:\n  a: {weight: x}\n",
            [
                (1, 'unknown key "verson"', 'write "version"'),
                (3, '"frames.a.definition" is missing', "add it"),
                (3, "frames.a.weight is 'x'", "it should be a valid number"),
            ],
        ),
    ],
)
def test_defects_name_line_and_remedy(
    tmp_path: Path, content: bytes, expected: list[tuple[int, str, str]]
) -> None:
    path = tmp_path / "codebook.yml"
    path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        read_settings(path, Codebook)
    problems = caught.value.problems
    assert [problem.where for problem in problems] == [f"{path}:{line}" for line, _, _ in expected]
    for problem, (_, what, mend) in zip(problems, expected, strict=True):
        assert problem.what.startswith(what)
        assert problem.mend.startswith(mend)
        assert "\n" not in str(problem)


def test_problems_come_in_the_order_of_lines(tmp_path: Path) -> None:
    path = tmp_path / "codebook.yml"
    path.write_text("\n".join(f"key{number}: 1" for number in range(12)))
    with pytest.raises(InputError) as caught:
        read_settings(path, Codebook)
    assert [problem.where for problem in caught.value.problems] == [
        f"{path}:{line}" for line in range(1, 13)
    ]


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_settings(tmp_path / "codebook.yml", Codebook)


def test_own_settings_come_before_the_defaults(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    defaults, folder = tmp_path / "defaults", tmp_path / "corpus"
    for place in (defaults, folder):
        place.mkdir()
        (place / "tone.yml").touch()
    (defaults / "speech.yml").touch()
    monkeypatch.setattr(settings, "DEFAULTS", defaults)
    assert find_settings(folder, "tone.yml") == folder / "tone.yml"
    assert find_settings(folder, "speech.yml") == defaults / "speech.yml"
    with pytest.raises(InputError, match=r'write "speech\.yml"'):
        find_settings(folder, "speach.yml")


def test_a_problem_is_an_error_unless_it_says_otherwise() -> None:
    assert Problem("a.csv:3", "no date", "add one").severity == "error"
