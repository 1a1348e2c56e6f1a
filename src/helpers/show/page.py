"""The page that a notebook fills: figures, tables, findings, quotations, each shown and kept."""

import base64
import json
import struct
from collections.abc import Collection, Mapping, Sequence
from functools import partial
from typing import Any

import polars as pl
from markupsafe import Markup

from helpers.corpus.text.offsets import in_files
from helpers.findings.choice_names import name_options
from helpers.findings.claim import Claim
from helpers.findings.every_finding import specifications_name
from helpers.findings.finding import Finding, write_findings
from helpers.findings.how_made import how_made
from helpers.findings.languages import of_table, why_nothing
from helpers.findings.wording import listing
from helpers.page.palette import NARROW, WIDE, colours_of
from helpers.page.template import fill
from helpers.show.concordance import show_lines
from helpers.show.display import Display
from helpers.show.entries import Entries, show_entries
from helpers.show.findings import as_book, as_markdown
from helpers.show.links import Links, frame_address, sentence_number
from helpers.show.markdown import escape
from helpers.show.marks.dots import Dots
from helpers.show.marks.mark import Mark
from helpers.show.marks.stacked import Stacked
from helpers.show.marks.tiles import Tiles
from helpers.show.passages import show_passages
from helpers.show.tables import Address, Format, Layout, show_table
from helpers.show.texts import show_markdown, show_verbatim
from helpers.study.data_files import CAPTIONS
from helpers.study.languages import Reading
from helpers.study.opening import Study
from helpers.study.parameters import parameter_table
from helpers.study.tables import write_both
from helpers.study.voices import SOURCE_NAMES

NOTHING = "There is nothing to show here: no sentence of this selection meets the condition."
# Sentences that a cell links to.
PLACES = 5


class Page:
    """What a notebook shows of its study, numbered in order.

    Columns of codes (``voice``, ``bloc``, ``group``, ``frame``, ``document``, ``lexicon``,
    ``target``) are shown by their names and in their colours.

    Attributes
    ----------
    study
        Where names, parameters and sentences come from.
    links
        Addresses within the book.
    """

    def __init__(self, study: Study) -> None:
        self.study = study
        self.links = Links(pages=study.build is not None)
        self._numbers: dict[str, dict[str, int]] = {}
        self._captions: dict[str, str] = {}
        self._findings: dict[str, Finding] = {}

    def text(self, *paragraphs: str) -> Display:
        """Show computed paragraphs."""
        html = Markup("\n").join(Markup("<p>{}</p>").format(text) for text in paragraphs)
        return Display(
            {
                "text/markdown": "\n\n".join(map(escape, paragraphs)),
                "text/plain": "\n\n".join(paragraphs),
            },
            book=f'<div class="report-text">{html}</div>',
        )

    def finding(self, claim: Claim) -> Display:
        """Show a finding: answer, verdict with its reason, and folded how it was counted."""
        return self.findings([claim])

    def findings(self, claims: Sequence[Claim]) -> Display:
        """Show findings one below the other, and keep them and all their ways of counting."""
        findings = [claim.finding for claim in claims]
        self._findings |= {finding.id: finding for finding in findings}
        if self.study.results_folder is not None:
            write_findings(self._findings.values(), self.study.results_folder / "findings.json")
        for finding, specifications in claims:
            if specifications:
                table = specifications.table.select(pl.lit(finding.id).alias("finding"), pl.all())
                caption = f"{finding.title} Its value in every way of counting."
                self._keep(table, specifications_name(finding), caption)
        made = how_made(
            findings,
            parameters=self.study.parameters,
            parameter_names=self.study.parameter_names,
            published=self.study.build is not None,
        )
        level = self.study.parameters.confidence
        link = self._link_place
        return Display(
            {
                "text/markdown": "\n\n".join(as_markdown(f, level=level) for f in findings),
                "text/plain": "\n".join(finding.text for finding in findings),
            },
            book="\n".join(
                as_book(f, level=level, made=made.get(f.id), link=link) for f in findings
            ),
        )

    def dots(
        self,
        table: pl.DataFrame,
        *,
        label: str,
        value: str,
        low: str | None = None,
        high: str | None = None,
        series: str | None = None,
        share: bool = False,
        zero: bool = False,
        xlabel: str = "",
        title: str,
        note: str = "",
        name: str,
        keep: pl.DataFrame | None = None,
        reads: Collection[Reading] = (),
    ) -> Display:
        """Show labelled dots with intervals (see `helpers.show.marks.dots.Dots`)."""
        colours = self._colours(series, table) if series else {}
        mark = Dots(label, value, low, high, series, colours, share, zero, xlabel)
        return self.figure(mark, table, title=title, note=note, name=name, keep=keep, reads=reads)

    def stacked(
        self,
        table: pl.DataFrame,
        *,
        row: str,
        part: str,
        value: str,
        xlabel: str = "",
        title: str,
        note: str = "",
        name: str,
        keep: pl.DataFrame | None = None,
    ) -> Display:
        """Show bars cut into parts (see `helpers.show.marks.stacked.Stacked`)."""
        mark = Stacked(row, part, value, self._colours(part, table), xlabel)
        return self.figure(mark, table, title=title, note=note, name=name, keep=keep)

    def tiles(
        self,
        table: pl.DataFrame,
        *,
        row: str,
        column: str,
        value: str,
        title: str,
        note: str = "",
        name: str,
        keep: pl.DataFrame | None = None,
    ) -> Display:
        """Show a grid of shares (see `helpers.show.marks.tiles.Tiles`)."""
        return self.figure(
            Tiles(row, column, value), table, title=title, note=note, name=name, keep=keep
        )

    def figure(
        self,
        mark: Mark,
        table: pl.DataFrame,
        *,
        title: str,
        note: str = "",
        name: str,
        keep: pl.DataFrame | None = None,
        reads: Collection[Reading] = (),
    ) -> Display:
        """Show a table as a figure and keep the table; a build draws the book's own form alone.

        Parameters
        ----------
        mark
            How it is drawn.
        table
            What is drawn, in the order of the figure; without rows one standard sentence says so,
            or why nothing is known where an instrument does not know the language of any article.
        title
            What the figure shows, as a sentence that states the result.
        note
            What has to be known to read it.
        name
            Unique in the notebook: name of the file that is kept, and place in the page.
        keep
            What to keep in the table's stead, where it says more.
        reads
            What the table rests on beside what its columns and the chapter tell.
        """
        if unread := self._why_nothing(table, reads):
            return self.text(unread)
        if not table.height:
            return self.text(f"{title}{'' if title.endswith(('.', '?')) else '.'} {NOTHING}")
        # A page without figures need not wait for matplotlib.
        from helpers.show.drawing import draw_element, draw_files

        shown = self._with_names(table)
        alt, height = mark.describe(shown), mark.height(shown)
        draw = partial(mark.draw, table=shown)
        drawings = {
            form: Markup(draw_element(draw, name=f"{name}-{form}", width=width, height=height))
            for form, width in (("wide", WIDE), ("narrow", NARROW))
        }
        book = fill(
            "figure.html.j2",
            name=name,
            title=title,
            note=note,
            alt=alt,
            drawings=drawings,
            csv=self._keep(table if keep is None else keep, name, title),
            number=self._number("figure", name),
        )
        words = {"text/plain": f"{title} {note} {alt}"}
        if self.study.build is not None:
            # What the book does not show would be drawn for no one.
            return Display(words, book=book)
        png, svg = draw_files(draw, name=name, width=WIDE, height=height, title=title, alt=alt)
        size = struct.unpack(">II", png[16:24])
        natural = {"width": size[0] // 2, "height": size[1] // 2, "alt": f"{title} {alt}"}
        picture = base64.b64encode(png).decode()
        return Display(
            {
                # Before the pictures themselves: JupyterLab gives them no alternative text, and
                # nbconvert gives none to SVG.
                "text/html": fill("plain_figure.html.j2", picture=picture, note=note, **natural),
                "image/png": picture,
                "image/svg+xml": svg,
                **words,
            },
            book=book,
            metadata={"image/png": natural},
        )

    def table(
        self,
        table: pl.DataFrame,
        *,
        columns: Mapping[str, str],
        shares: Collection[str] = (),
        digits: Mapping[str, int] | None = None,
        formats: Mapping[str, Format] | None = None,
        intervals: Mapping[str, tuple[str, str]] | None = None,
        addresses: Mapping[str, Address] | None = None,
        rows: int | None = None,
        title: str,
        note: str = "",
        name: str,
        keep: pl.DataFrame | None = None,
        reads: Collection[Reading] = (),
    ) -> Display:
        """Show a table and keep it (see `helpers.show.tables.Layout`).

        A column ``sentence`` beside ``document`` leads to the sentence, ``document`` and ``title``
        to its article, ``frame`` (or ``label`` beside it) to its entry in the codebook,
        ``data_file`` to that file of the built book; a column ``places`` (list of
        "document#sentence") leads to each of its first ones.
        """
        if unread := self._why_nothing(table, reads):
            return self.text(unread)
        codes = [name for name in ("document", "frame") if name in table.columns]
        shown = self._with_names(table).with_columns(
            table[name].alias(f" {name}") for name in codes
        )
        layout = Layout(
            columns,
            shares,
            digits or {},
            dict(formats or {}) | {"places": self._places_text} | self._sentence_format(table),
            intervals or {},
            self._addresses(table) | dict(addresses or {}),
            {"places": self._link_places},
            rows,
        )
        csv = self._keep(table if keep is None else keep, name, title)
        return show_table(
            shown,
            layout,
            name=name,
            title=title,
            note=note,
            csv=csv,
            number=self._number("table", name),
        )

    def quotations(self, sentences: pl.DataFrame) -> Display:
        """Quote sentences with who says them and where.

        Parameters
        ----------
        sentences
            document, sentence, text, voice, speaker.
        """
        if not sentences.height:
            return self.text(self._why_nothing(sentences) or NOTHING)
        lines = [
            {
                "html": row["text"],
                "who": self.say_who(row),
                "address": self.links.sentence(row["document"], row["sentence"]),
                "where": self._where(row["document"], row["sentence"]),
            }
            for row in sentences.iter_rows(named=True)
        ]
        markdown = [
            f"> {escape(line['html'])}\n>\n> — {escape(line['who'])} {escape(line['where'])}"
            for line in lines
        ]
        return Display(
            {
                "text/markdown": "\n\n".join(markdown),
                "text/plain": "\n".join(f"{line['html']} ({line['where']})" for line in lines),
            },
            book=fill("quotations.html.j2", lines=lines),
        )

    def passages(self, sentences: pl.DataFrame, *, of: str, title: str, name: str) -> Display:
        """Show the sentences behind counts, folded by group, with the matched words marked.

        Parameters
        ----------
        sentences
            As `helpers.measures.framing.matches.matched_sentences` lists them; they are kept.
        of
            The column of codes that names the groups. Tables in the same page lead to them by
            `helpers.show.passages.to_passages`.
        title
            What the kept table is.
        name
            Unique in the notebook: name of the file that is kept.
        """
        if unread := self._why_nothing(sentences):
            return self.text(unread)
        return show_passages(
            sentences,
            of=of,
            names=self.study.names(of),
            who=self.say_who,
            where=self._where,
            link=self._link_place,
            csv=self._keep(sentences.drop("spans"), name, title),
        )

    def lines(
        self,
        table: pl.DataFrame,
        *,
        rows: int | None = None,
        of: int | None = None,
        title: str,
        note: str = "",
        name: str,
    ) -> Display:
        """Show lines of a concordance, the first ones of them, and keep all.

        Parameters
        ----------
        table
            document, sentence, left, match, right; with term and count, a group for each term.
        rows
            Show at most so many lines.
        of
            How many lines there are, where the table has the first of them alone.
        title, note, name
            As in `figure`.
        """
        if unread := self._why_nothing(table):
            return self.text(unread)
        shown = self._with_names(table.head(rows) if rows else table)
        every = table.height if of is None else of
        if shown.height < every:
            note = f"{note} {shown.height:,} of {every:,} lines.".strip()
        return show_lines(
            shown.with_columns(table["document"].head(shown.height)),
            name=name,
            title=title,
            note=note,
            csv=self._keep(table, name, title),
            where=self._where,
            link=self._link_place,
        )

    def articles(self, document: str, *, claims: Sequence[Claim] = ()) -> Display:
        """Set all articles out, one as a table (see `helpers.show.reader.articles`)."""
        from helpers.show.reader.articles import show_articles

        return show_articles(self.study, claims=claims, document=document)

    def entries(
        self,
        table: pl.DataFrame,
        *,
        head: str,
        anchor: str,
        note: str = "",
        lead: str = "",
        columns: Mapping[str, str] | None = None,
        folded: Mapping[str, str] | None = None,
        section: str = "",
    ) -> Display:
        """Show the rows of a table one below the other (see `helpers.show.entries.Entries`)."""
        layout = Entries(head, anchor, note, lead, columns or {}, folded or {}, section)
        return show_entries(table, layout) if table.height else self.text(NOTHING)

    def markdown(self, text: str, *, nothing: str = NOTHING) -> Display:
        """Show a Markdown text of others as it stands; an empty one is said in words."""
        return show_markdown(text) if text.strip() else self.text(nothing)

    def verbatim(self, text: str, *, label: str) -> Display:
        """Show a text to copy, letter by letter."""
        return show_verbatim(text, label=label)

    def ways(self, claim: Claim) -> Display:
        """Show which choices of method would change a finding's answer."""
        finding, specifications = claim
        if finding.value is None:
            return self.text(finding.text)
        if specifications is None:
            return self.text("There is only one way of counting this.")
        table = specifications.by_option(finding)
        return self.table(
            name_options(table, self.study.names("document")),
            columns={
                "choice": "Choice",
                "option": "Option",
                "ways": "Ways of counting",
                "same": "Same answer, %",
                "median": "Median value",
            },
            shares=["same"],
            digits={"median": finding.digits},
            title=f"{finding.title} The answer by each choice of method",
            note=f"Values in {finding.unit}.",
            name=f"ways-{finding.id}",
            keep=table,
        )

    def parameters(self) -> Display:
        """Show the parameters that differ from their defaults."""
        table = parameter_table(self.study.parameters, self.study.parameter_names)
        changed = table.filter(pl.col("value") != pl.col("default"))
        if not changed.height:
            return self.text("All settings are the defaults, which Reference lists.")
        pairs = [f"{name} = {value}" for name, value in changed.select("parameter", "value").rows()]
        return self.text(f"Parameters that differ from their defaults: {listing(pairs)}.")

    def _why_nothing(self, table: pl.DataFrame, reads: Collection[Reading] = ()) -> str:
        """Say why a table is empty, where no article is in a language that it is read in."""
        if table.height:
            return ""
        readings = of_table(chapter=self.study.chapter, columns=table.columns)
        return why_nothing(self.study, [*reads, *readings])

    def _keep(self, table: pl.DataFrame, name: str, title: str) -> str | None:
        folder = self.study.results_folder
        if folder is None:
            return None
        self._captions[name] = title
        (folder / "tables").mkdir(parents=True, exist_ok=True)
        text = json.dumps(self._captions, ensure_ascii=False, indent=1) + "\n"
        (folder / CAPTIONS).write_text(text, encoding="utf-8")
        write_both(in_files(table, self.study.tables.changes), folder / "tables" / name)
        return f"../data/{self.study.chapter}/{name}.csv" if self.study.build else None

    def _number(self, kind: str, name: str) -> int:
        """Count figures and tables in the order of the page; what is shown again keeps its number.

        The number of the chapter is no part of it: a chapter run alone does not know its place in
        the book, and moving it would change every page behind it.
        """
        numbers = self._numbers.setdefault(kind, {})
        return numbers.setdefault(name, len(numbers) + 1)

    def _with_names(self, table: pl.DataFrame) -> pl.DataFrame:
        columns = [
            pl.col(column).replace(names)
            for column, dtype in table.schema.items()
            if dtype == pl.String and (names := self.study.names(column))
        ]
        return table.with_columns(columns)

    def _colours(self, column: str, table: pl.DataFrame) -> dict[str, str]:
        names = self.study.names(column)
        codes = list(names) or table[column].cast(pl.String).unique(maintain_order=True).to_list()
        colours = colours_of(column, codes)
        return {names.get(code, code): colour for code, colour in colours.items()}

    def _addresses(self, table: pl.DataFrame) -> dict[str, Address]:
        addresses: dict[str, Address] = {}
        if "document" in table.columns:
            addresses["document"] = lambda row: self.links.article(row[" document"])
            addresses["title"] = addresses["document"]
            if "sentence" in table.columns:
                addresses["sentence"] = lambda row: self.links.sentence(
                    row[" document"], row["sentence"]
                )
        if "frame" in table.columns:
            # A frame's label is its name where frames of several sets stand side by side.
            for name in ("frame", "label"):
                addresses[name] = lambda row: frame_address(row[" frame"])
        if "data_file" in table.columns and self.study.build is not None:
            addresses["data_file"] = lambda row: f"../data/{row['data_file']}"
        return addresses

    @staticmethod
    def _sentence_format(table: pl.DataFrame) -> dict[str, Format]:
        if not {"document", "sentence"} <= set(table.columns):
            return {}
        return {"sentence": lambda number: str(sentence_number(number))}

    def _link_place(self, document: str, sentence: int) -> Markup:
        name = self.study.names("document").get(document, document)
        words = f"{name}, {sentence_number(sentence)}"
        return self.links.link_sentence(document, sentence, words)

    def _link_places(self, places: Sequence[str] | None) -> Markup:
        names = [place.rpartition("#") for place in list(places or [])[:PLACES]]
        return Markup("; ").join(self._link_place(name, int(place)) for name, _, place in names)

    def _places_text(self, places: Sequence[str] | None) -> str:
        articles = self.study.names("document")
        names = [place.rpartition("#") for place in list(places or [])[:PLACES]]
        words = (
            f"{articles.get(name, name)}, {sentence_number(int(place))}" for name, _, place in names
        )
        return "; ".join(words) or "–"

    def _where(self, document: str, sentence: int) -> str:
        return f"{self.study.names('document')[document]}, sentence {sentence_number(sentence)}"

    def say_who(self, row: Mapping[str, Any]) -> str:
        """Say whose words a sentence holds, and in what manner."""
        if row["voice"] == "narrator":
            return "Reporters’ own words."
        manner = SOURCE_NAMES.get(row["voice"], "")
        return f"{row['speaker'] or 'Speaker not named'}, {manner}."


def open_page(study: Study) -> Page:
    """Open the page that a notebook fills."""
    return Page(study)
