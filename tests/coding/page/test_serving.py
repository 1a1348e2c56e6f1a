"""What opens a page and what is refused, in one line."""

import socket
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner
from climate import climate_corpus
from coded_sample import code, sampled_corpus

from helpers.coding.handing_out import hand_out
from helpers.coding.page.serving import open_coding, open_settling
from helpers.commands.cli import cli
from helpers.corpus.coding.folder import SAMPLE, SENTENCES, coder_file
from helpers.corpus.problems import InputError


def said(*arguments: str | Path) -> list[str]:
    result = CliRunner().invoke(cli, ["code", *map(str, arguments)])
    assert result.exit_code == 2
    return result.stderr.splitlines()


def test_without_a_sample_it_says_to_draw(tmp_path: Path) -> None:
    corpus = climate_corpus(tmp_path)
    assert said(corpus, "--coder", "ann") == [
        f"report: {corpus / SAMPLE}: no sentences were drawn; draw some first: "
        f"report code draw {corpus} --n 200"
    ]


@pytest.mark.parametrize("name", ["../ann", "a/b", "settled", "Settled", ".ann", "a b", "a" * 41])
def test_a_name_that_is_no_file_is_refused(tmp_path: Path, name: str) -> None:
    (line,) = said(sampled_corpus(tmp_path), "--coder", name)
    assert line.startswith(f"report: --coder: '{name}' ")


def test_unknown_fields_and_taken_ports_are_named(tmp_path: Path) -> None:
    corpus = sampled_corpus(tmp_path)
    (line,) = said(corpus, "--coder", "ann", "--fields", "tone,voise")
    assert line.startswith("report: --fields: there is no field 'voise'; write \"voice\"")
    (line,) = said(corpus, "--coder", "ann", "--fields", "tone,stance_west")
    assert line.endswith("does not ask for stance_west; use report code sheet, which does")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        (line,) = said(corpus, "--coder", "ann", "--port", str(port))
        assert line.startswith(f"report: --port: port {port} is in use")
    assert not coder_file(corpus, "ann").exists()


def test_a_link_out_of_the_corpus_is_not_written_to(tmp_path: Path) -> None:
    corpus = sampled_corpus(tmp_path)
    path = coder_file(corpus, "ann")
    path.parent.mkdir()
    (tmp_path / "outside.csv").touch()
    path.symlink_to(tmp_path / "outside.csv")
    with pytest.raises(InputError, match="a link that leads out of the folder"):
        open_coding(corpus, coder="ann")


def test_a_coder_of_the_common_table_gets_no_second_file(tmp_path: Path) -> None:
    corpus = sampled_corpus(tmp_path)
    table = "document,start,end,coder,tone\nnorth,0,9,ann,1\n"
    (corpus / SENTENCES).write_text(table, encoding="utf-8")
    sheet = tmp_path / "ann.csv"
    sheet.write_text("text,tone\nTom Holt said Brussels costs us dearly.,0\n", encoding="utf-8")
    for words in ("", "sheet", f"read {sheet} --corpus"):
        (line,) = said(*words.split(), corpus, "--coder", "ann")
        assert line == (
            f"report: --coder: {corpus / SENTENCES} holds codes by ann already; choose another name"
        )
    assert not coder_file(corpus, "ann").exists()
    assert open_coding(corpus, coder="ben").items


def test_each_coder_has_an_order_that_stays(tmp_path: Path) -> None:
    corpus = sampled_corpus(tmp_path)

    def order(coder: str) -> list[str]:
        return [item.passage.place.id for item in open_coding(corpus, coder=coder).items]

    assert order("ann") == order("ann")
    assert sorted(order("ann")) == sorted(order("ben"))
    assert len({tuple(order(name)) for name in ("ann", "ben", "eve")}) > 1


def test_page_and_sheet_show_a_coder_the_same_order(tmp_path: Path) -> None:
    corpus, sheet = sampled_corpus(tmp_path), tmp_path / "ann.csv"
    hand_out(corpus, coder="ann", path=sheet)
    shown = [item.passage.place.id for item in open_coding(corpus, coder="ann").items]
    assert pl.read_csv(sheet)["id"].to_list() == shown


def test_what_was_not_drawn_is_settled_in_its_context(tmp_path: Path) -> None:
    corpus = sampled_corpus(tmp_path)
    first = "Scientists call it climate change."
    rows = [f"south,0,{len(first)},ann,1", f"south,0,{len(first)},ben,0"]
    table = "\n".join(["document,start,end,coder,tone", *rows])
    (corpus / SENTENCES).write_text(table, encoding="utf-8")
    (corpus / SAMPLE).unlink()
    (item,) = open_settling(corpus).items
    assert (item.passage.before, item.passage.after) == (
        "",
        "Anna Berg said the climate crisis is a disaster.",
    )


def test_names_of_the_article_are_suggested(tmp_path: Path) -> None:
    corpus = sampled_corpus(tmp_path)
    items = open_coding(corpus, coder="ann", fields=["speaker"]).items
    names = {item.passage.text: item.passage.names for item in items}
    assert names["Tom Holt said Brussels costs us dearly."][:2] == ("Berg", "Holt")
    assert "Brussels" in names["Tom Holt said Brussels costs us dearly."]


def test_nothing_to_settle_is_said_and_ends(tmp_path: Path) -> None:
    corpus = sampled_corpus(tmp_path)
    for _ in range(2):
        result = CliRunner().invoke(cli, ["code", "settle", str(corpus)])
        assert result.exit_code == 0
        assert "nothing to settle: no two coders differ, and none is unsure" in result.stderr
        code(corpus, "ann", {"tone": "1"}, {"tone": "0"})
        code(corpus, "ben", {"tone": "1"})
    assert not open_settling(corpus).items
