"""Constructions of reported speech, each in a sentence or two that no article contains."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.corpus.settings import DEFAULTS, read_settings
from helpers.corpus.voices.actors import Actors
from helpers.corpus.voices.attribution import COLUMNS, attribute
from helpers.corpus.voices.speech import Speech

SPEECH = read_settings(DEFAULTS / "speech.yml", Speech)
EXPERT = {"official": "russia_official", "expert": "russia_expert", "media": "russia_media"}
ACTORS = Actors.model_validate(
    {
        "persons": [
            {
                "name": "Ivanov",
                "given": "Sergei",
                "nation": "russia",
                "bloc": "russia_official",
                "gender": "m",
                "offices": ["Russian president", "head of the Kremlin"],
            },
            {
                "name": "Miller",
                "given": "Anna",
                "nation": "united_states",
                "bloc": "us_official",
                "gender": "f",
                "offices": ["US Secretary of State"],
            },
        ],
        "institutions": [
            {"name": "Moscow", "nation": "russia", "bloc": "russia_official"},
            {"name": "Kremlin", "nation": "russia", "bloc": "russia_official"},
            {"name": "Pentagon", "nation": "united_states", "bloc": "us_official"},
            {
                "name": "Foreign Ministry",
                "nation": "russia",
                "bloc": "russia_official",
                "aliases": ["Russian Foreign Ministry"],
            },
            {"name": "TASS", "nation": "russia", "bloc": "russia_media"},
        ],
        "homes": {"russia": ["RAS"], "united_states": ["MIT"]},
        "blocs": [
            {"nations": ["russia"], **EXPERT},
            {
                "nations": ["united_states"],
                "official": "us_official",
                "expert": "foreign_expert",
                "media": "foreign_expert",
            },
            {
                "nations": ["austria"],
                "official": "west_official",
                "expert": "foreign_expert",
                "media": "foreign_expert",
            },
        ],
        "unknown": {"expert": "foreign_expert", "media": "foreign_expert"},
        "unnamed": {"expert": "russia_expert", "source": "russia_official"},
    }
)
IVANOV = ("Ivanov", "russia_official")
MILLER = ("Miller", "us_official")


def table(*paragraphs: str, kind: str = "body", document: str = "d") -> pl.DataFrame:
    """A document whose paragraphs are given, their sentences parted by `|`."""
    rows = []
    start = 0
    for number, paragraph in enumerate(paragraphs):
        for text in paragraph.split("|"):
            rows.append((document, len(rows), start, start + len(text), text, kind, number))
            start += len(text) + 1
    columns = ["document", "sentence", "start", "end", "text", "kind", "paragraph"]
    return pl.DataFrame(rows, schema=columns, orient="row")


def codes(*paragraphs: str) -> list[tuple[str, str | None, str]]:
    result = attribute(table(*paragraphs), ACTORS, SPEECH)
    return result.select("voice", "speaker", "bloc").rows()


def test_the_columns_are_added_and_nothing_else_changes() -> None:
    sentences = table("Ivanov said that it rained.|It was cold.")
    before = sentences.clone()
    result = attribute(sentences, ACTORS, SPEECH)
    assert sentences.equals(before)
    assert result.columns == [*sentences.columns, *COLUMNS]
    assert result.drop(COLUMNS).equals(sentences)
    assert result.row(0, named=True)["verb"] == "say"
    assert result.row(0, named=True)["verb_class"] == "neutral"
    assert result.select(COLUMNS).row(1) == ("narrator", None, "none", None, None, None)


@pytest.mark.parametrize(
    ("sentence", "speaker", "verb"),
    [
        # subject and verb, with what may stand between them
        ("Ivanov said that the bridge was closed.", IVANOV, "say"),
        ("Sergei Ivanov has repeatedly denied the report.", IVANOV, "deny"),
        ("Ivanov at a meeting on Tuesday promised more roads.", IVANOV, "promise"),
        ("Ivanov, speaking to reporters in May, warned of floods.", IVANOV, "warn"),
        ("Ivanov, who was born in Omsk, later added that he was tired.", IVANOV, "add"),
        ("Ivanov did not rule out a new tunnel.", IVANOV, "rule out"),
        ("Ivanov drew the attention of his guests to the old bridge.", IVANOV, "draw attention"),
        ("In turn, the Russian Foreign Ministry stressed the need for talks.",
         ("Foreign Ministry", "russia_official"), "stress"),
        ("Moscow emphasized that the bridge was old.", ("Moscow", "russia_official"), "emphasize"),
        ("The Kremlin's press service announced a visit.",
         ("Kremlin", "russia_official"), "announce"),
        ("Meanwhile, Pentagon spokesman Ray Mills said that the road was open.",
         ("Mills", "us_official"), "say"),
        # inverted
        ("The bridge will stay closed, said Ivanov.", IVANOV, "say"),
        ("The bridge will stay closed, said Austrian Transport Minister Karl Huber.",
         ("Huber", "west_official"), "say"),
        ("The bridge is old, believes Pavel Orlov, a researcher at RAS.",
         ("Orlov", "russia_expert"), "believe"),
        # passive
        ("As noted, in turn, by the president of Russia Sergei Ivanov, the bridge is old.",
         IVANOV, "note"),
        ("The closure was confirmed by US Secretary of State Anna Miller.", MILLER, "confirm"),
        ("The closure was also announced in a message on the website of the Foreign Ministry.",
         ("Foreign Ministry", "russia_official"), "announce"),
        # phrases
        ("According to Ivanov, the bridge is old.", IVANOV, None),
        ("The bridge is old, according to the US Secretary of State.", MILLER, None),
        ("In Ivanov's opinion, the bridge is old.", IVANOV, None),
        # at the end of the sentence
        ("The bridge is old, experts believe.", ("experts", "russia_expert"), "believe"),
        ("The bridge, the Russian president stressed, is old.", IVANOV, "stress"),
        # apposition on either side, with the description's commas
        ("Greg Boyle, head of the Center for Roads, Rivers and Rails at MIT, argued for repair.",
         ("Boyle", "foreign_expert"), "argue for"),
        ("Spokesman for the Russian Foreign Ministry, Oleg Titov, later said that it rained.",
         ("Titov", "russia_official"), "say"),
        ("Jane Hill of MIT told the paper that the bridge was safe.",
         ("Hill", "foreign_expert"), "tell"),
        # a predicate that shares its subject, and a participle
        ("Ivanov opened the bridge and said that it was safe.", IVANOV, "say"),
        ("Ivanov inspected the bridge, noting that it was old.", IVANOV, "note"),
        ("The Foreign Ministry published a reply, which stated that the bridge was old.",
         ("Foreign Ministry", "russia_official"), "state"),
        # unnamed
        ("A source close to the builders told TASS that the bridge was old.",
         ("source", "russia_official"), "tell"),
        ("Many analysts say the bridge is old.", ("experts", "russia_expert"), "say"),
        # a role that nobody listed or introduced holds
        ("The mayor promised a new bridge.", ("mayor", "none"), "promise"),
    ],
)  # fmt: skip
def test_a_paraphrase_has_its_source(
    sentence: str, speaker: tuple[str, str], verb: str | None
) -> None:
    row = attribute(table(sentence), ACTORS, SPEECH).row(0, named=True)
    assert (row["voice"], row["speaker"], row["bloc"]) == ("indirect", *speaker)
    assert row["verb"] == verb


@pytest.mark.parametrize(
    "sentence",
    [
        "The bridge is old.",
        "Ivanov opened the bridge in May.",
        "Ivanov explained what the bridge had cost.",
        "Ivanov declined to say whether the bridge was safe.",
        "Miller avoided the question of whether Moscow considers the bridge safe.",
        "Ivanov did not say that the bridge was safe.",
        "The ministers' claims about the bridge are many.",
        "The report follows US media reports suggesting that the bridge is old.",
        "These documents concern the bridge and the road.",
        "Judging by what Ivanov said, the bridge is old.",
        "Ivanov could say more about the bridge.",
    ],
)
def test_the_narrator_needs_no_source(sentence: str) -> None:
    assert codes(sentence) == [("narrator", None, "none")]


@pytest.mark.parametrize(
    ("paragraphs", "voices"),
    [
        (("“The bridge is old,” Ivanov said.",), ["quote"]),
        (("Ivanov said: “The bridge is old.”",), ["quote"]),
        (("“The bridge,” Ivanov said, “is old and must be closed.”",), ["quote"]),
        # one quotation over several paragraphs, closed in the last
        (("“The bridge is old.", "It must close.", "It will fall, ”Ivanov said."), ["quote"] * 3),
        # each paragraph opened anew
        (("“The bridge is old.", "“It must close,” Ivanov said."), ["quote"] * 2),
        # the speaker named in the first sentence, the quotation going on
        (("“The bridge is old,” said Ivanov.|“It must close.|It will fall.”",), ["quote"] * 3),
        # opening mark of one kind, closing mark of another, or none
        (('“The bridge is old. "Ivanov said.',), ["quote"]),
        (("“The bridge is old.|It is the \"red line,\" Ivanov said.",), ["quote"] * 2),
        (("“The bridge is old.", "It must close, Ivanov said."), ["quote"] * 2),
        (('"The bridge is old. "', "Ivanov was tired."), ["quote", "narrator"]),
        (("The bridge is old,” Ivanov said.",), ["quote"]),
        (("«The bridge is old», Ivanov said.",), ["quote"]),
        (("'The bridge isn't new,' said Ivanov.",), ["quote"]),
        # a mark that lost the blank before it
        (('Rain fell."|It was the worst rain," Ivanov said.',), ["narrator", "quote"]),
        # quotations within quotations
        (("“They call it a “threat” to the town, ”Ivanov said.",), ["quote"]),
        # the larger part of what is reported decides
        (('Ivanov noted that "the bridge is old and unsafe."',), ["quote"]),
        (("Ivanov noted that the bridge, the road and the tunnel are “old.”",), ["indirect"]),
        (('Ivanov assured that the bridge and the road "are quite safe."',), ["indirect"]),
        # reporting clause after a question mark, cut off by the splitter
        (("“Is the bridge old?”|Ivanov asked.",), ["quote", "quote"]),
        # attribution in the sentence after
        (("“The bridge is old.”", "This opinion was expressed by Ivanov."), ["quote", "indirect"]),
    ],
)  # fmt: skip
def test_quotations(paragraphs: tuple[str, ...], voices: list[str]) -> None:
    result = codes(*paragraphs)
    assert [voice for voice, _, _ in result] == voices
    speakers = {speaker for voice, speaker, _ in result if voice != "narrator"}
    assert speakers <= {"Ivanov", "source"}
    if '"The bridge is old. "' not in paragraphs:
        assert speakers == {"Ivanov"}


def test_a_quotation_nobody_claims_has_an_unnamed_source() -> None:
    assert codes("“The bridge is very old indeed.”") == [("quote", "source", "russia_official")]


@pytest.mark.parametrize(
    ("second", "speaker"),
    [
        ("He added that it was safe.", "Ivanov"),
        ("She added that it was safe.", "Miller"),
        ("According to him, it is safe.", "Ivanov"),
        ("According to her, it is safe.", "Miller"),
        ("In his opinion, it is safe.", "Ivanov"),
        ("It is, he stressed, safe.", "Ivanov"),
        ("The analyst concluded that it was safe.", "Orlov"),
        ("The expert noted that it was safe.", "Orlov"),
        ("The interlocutor of TASS believes that it is safe.", "Orlov"),
        ("The journalist believes that it is safe.", "Weber"),
        ("The president said that it was safe.", "Ivanov"),
        ("The Russian leader said that it was safe.", "Ivanov"),
        ("The head of the Kremlin said that it was safe.", "Ivanov"),
        ("The American diplomat said that it was safe.", "Miller"),
        ("The Secretary of State said that it was safe.", "Miller"),
        ("Orlov said that it was safe.", "Orlov"),
        ("Experts said that it was safe.", "experts"),
        ("An expert said that it was safe.", "experts"),
    ],
)
def test_who_is_meant_by_a_later_mention(second: str, speaker: str) -> None:
    introduced = (
        "AP correspondent Tom Weber said that the bridge was old.",
        "Pavel Orlov, a political scientist at RAS, said that it was closed.",
        "US Secretary of State Anna Miller said that it was open.",
        "Russian President Sergei Ivanov said that it was new.",
    )
    assert codes(*introduced, second)[-1][1] == speaker


def test_a_pronoun_can_mean_the_subject_of_a_narrated_sentence() -> None:
    result = codes(
        "Miller said that it rained.",
        "Meanwhile, Sergei Ivanov, speaking in Omsk.",
        "In his opinion, it snowed.",
    )
    assert [speaker for _, speaker, _ in result] == ["Miller", None, "Ivanov"]


def test_whom_an_unresolved_pronoun_means_is_not_guessed() -> None:
    assert codes("He said that it rained.") == [("indirect", "source", "russia_official")]


def test_spellings_of_one_name_are_one_speaker() -> None:
    result = codes(
        "Vladimir Batyuk, a researcher at RAS, said that it rained.",
        "“It snowed, ”Batiuk believes.",
        "Sergey Ivanov said that it was cold.",
    )
    assert result == [
        ("indirect", "Batyuk", "russia_expert"),
        ("quote", "Batyuk", "russia_expert"),
        ("indirect", "Ivanov", "russia_official"),
    ]


def test_another_first_name_is_another_person() -> None:
    result = codes("Peter Miller, a farmer, said that it rained.")
    assert result == [("indirect", "Miller", "none")]


@pytest.mark.parametrize(
    ("sentence", "speaker", "bloc"),
    [
        ("Russian political scientist John Bell said it.", "Bell", "russia_expert"),
        ("Ivan Zotov, a US-based analyst, said it.", "Zotov", "foreign_expert"),
        ("Ivan Zotov, head of the Institute for the United States, said it.",
         "Zotov", "russia_expert"),
        ("Ann Reed, a Russian affairs analyst, said it.", "Reed", "foreign_expert"),
        ("Ann Reed, Russia correspondent for a Boston paper, said it.", "Reed", "foreign_expert"),
        ("Tito Conti, President of the International Institute for Peace, said it.",
         "Conti", "foreign_expert"),
        ("Austrian Foreign Minister Eva Lang said it.", "Lang", "west_official"),
        ("Pentagon spokesman Eva Lang said it.", "Lang", "us_official"),
    ],
)  # fmt: skip
def test_blocs_follow_from_descriptions(sentence: str, speaker: str, bloc: str) -> None:
    assert codes(sentence) == [("indirect", speaker, bloc)]


def test_interview() -> None:
    result = codes(
        "Political scientist Pavel Orlov noted that the bridge was old.",
        "– It has no rail.|We all know it.",
        "“SP”: – Ivanov said that it was safe.|Is it?",
        "– No.|As Ivanov said, it will fall.",
        "A second paragraph of the answer says nothing new.",
        "“SP”: – When?",
        "– Soon.",
        "Engineer Oleg Titov believes that the bridge is safe.",
        "– It stands well.",
    )
    assert [(voice, speaker) for voice, speaker, _ in result] == [
        ("indirect", "Orlov"),
        ("quote", "Orlov"),
        ("quote", "Orlov"),
        ("narrator", None),
        ("narrator", None),
        ("quote", "Orlov"),
        ("quote", "Orlov"),
        ("quote", "Orlov"),
        ("narrator", None),
        ("quote", "Orlov"),
        ("indirect", "Titov"),
        ("quote", "Titov"),
    ]


def test_speech_after_a_dash_as_russian_texts_set_it() -> None:
    result = codes("It rained.", "– The bridge is old, – said Sergei Ivanov.", "It rained on.")
    assert [(voice, speaker) for voice, speaker, _ in result] == [
        ("narrator", None),
        ("quote", "Ivanov"),
        ("narrator", None),
    ]


def test_a_dash_alone_makes_no_interview() -> None:
    assert (
        codes("The shop sells three things.", "– bread", "– milk")
        == [("narrator", None, "none")] * 3
    )


def test_headings_are_nobodys_even_when_quoted() -> None:
    heading = table("“Ivanov said that it rained”", kind="heading")
    result = attribute(heading, ACTORS, SPEECH)
    assert result.select(COLUMNS).rows() == [("narrator", None, "none", None, None, None)]


def test_boilerplate_cuts_no_quotation() -> None:
    rows = table('"He (Miller. -', "RT", ') is right about the bridge," Ivanov said.')
    rows = rows.with_columns(kind=pl.Series(["body", "boilerplate", "body"]))
    result = attribute(rows, ACTORS, SPEECH).select("voice", "speaker").rows()
    assert result == [("quote", "Ivanov"), (None, None), ("quote", "Ivanov")]


def test_the_rest_of_a_cut_sentence_goes_with_it() -> None:
    assert codes("Ivanov said that it rained in Omsk.|and Tomsk.")[1][:2] == ("indirect", "Ivanov")


def test_an_empty_table_gets_empty_columns() -> None:
    result = attribute(table("x").head(0), ACTORS, SPEECH)
    assert result.height == 0
    assert [result.schema[name] for name in COLUMNS] == [pl.String] * len(COLUMNS)


PIECES = st.lists(
    st.one_of(
        st.text(max_size=40),
        st.sampled_from(
            ["“It rains,", "” Ivanov said.", '"', "“", "”", "– ", "“SP”: – Why?", "According to ",
             "He said", " that ", ", who", "the expert", "said", ",", "Anna Miller", "'s opinion"]
        ),
    ),
    max_size=8,
)  # fmt: skip
KINDS = st.sampled_from(["body", "body", "heading", "boilerplate"])


@settings(max_examples=150)
@given(st.lists(st.tuples(PIECES, KINDS, st.booleans()), max_size=8))
def test_any_text_gets_a_code(document: list[tuple[list[str], str, bool]]) -> None:
    rows, start, paragraph = [], 0, 0
    for pieces, kind, breaks in document:
        text = " ".join(pieces) or "x"
        paragraph += breaks
        rows.append(("d", len(rows), start, start + len(text), text, kind, paragraph))
        start += len(text) + 1
    columns = ["document", "sentence", "start", "end", "text", "kind", "paragraph"]
    types = [pl.String, pl.Int64, pl.Int64, pl.Int64, pl.String, pl.String, pl.Int64]
    schema = dict(zip(columns, types, strict=True))
    sentences = pl.DataFrame(rows, schema=schema, orient="row")
    result = attribute(sentences, ACTORS, SPEECH)
    assert result.height == sentences.height
    for row in result.iter_rows(named=True):
        if row["kind"] == "boilerplate":
            assert all(row[name] is None for name in COLUMNS)
        elif row["voice"] == "narrator":
            assert row["speaker"] is None
            assert row["bloc"] == "none"
        else:
            assert row["kind"] == "body"
            assert row["voice"] in ("quote", "indirect")
            assert row["speaker"]
        assert (row["verb"] is None) == (row["verb_class"] is None)


def test_other_documents_and_the_order_of_rows_change_nothing() -> None:
    first = table("Ivanov said that it rained.", "“It snows.", "It hails, ”he added.")
    other = table("Miller said that it was dry.", "“Never.", document="e")
    alone = attribute(first, ACTORS, SPEECH)
    both = attribute(pl.concat([other, first]).reverse(), ACTORS, SPEECH)
    assert both.filter(pl.col("document") == "d").sort("start").equals(alone)


@pytest.mark.parametrize(
    ("sentence", "voice", "speaker"),
    [
        # what follows a reporting clause at the end
        ("Talks failed, the AP reported Tuesday.", "indirect", "AP"),
        ("Talks failed, the Associated Press reported.", "indirect", "Associated Press"),
        # any noun whose verb is sure to report
        ("A bartender said that she left.", "indirect", "bartender"),
        ("The researchers found that wells were dry.", "indirect", "experts"),
        ("Polls show that the senator leads.", "indirect", "polls"),
        ("According to documents, talks failed.", "indirect", "documents"),
        # nobody by name
        ("Some say that prices rose.", "indirect", "source"),
        ("Another said that it was late.", "indirect", "source"),
        ("Most of the swimmers said that it was cold.", "indirect", "swimmers"),
        # nouns that report, and "with"
        ("Joan Hurley issued a statement saying that talks failed.", "indirect", "Hurley"),
        ("Prices rose, with analysts saying that worse would come.", "indirect", "experts"),
        ("Prices rose, with Joan Hurley blaming the drought.", "indirect", "Hurley"),
        ("Two hikers who were found on Tuesday said that it snowed.", "indirect", "hikers"),
        ("Pensioners interviewed at the market said that it was cold.", "indirect", "pensioners"),
        ("Dentists are warning that sweets are sticky.", "indirect", "dentists"),
        ("A report examining the wells and the pumps found that they were dry.",
         "indirect", "report"),
        # the subject of the main clause, not of the one before it
        ("Asked whether she would stay, Joan Hurley laughed and said that it was late.",
         "indirect", "Hurley"),
        # nobody named so far
        ("They said that it rained.", "indirect", "source"),
        ("It said that prices rose.", "indirect", "source"),
        # insertions and trailing phrases
        ("Joan Hurley, a 38-year-old baker, thinks that it is late.", "indirect", "Hurley"),
        ("Sponsors of the plan believe that it would help.", "indirect", "sponsors"),
        ("As the Washington Post noted, it rained.", "indirect", "Washington Post"),
        ("The ministry, however, claims that the bridge stands.", "indirect", "ministry"),
        ("The institute and the army have both said in recent days that the front is quiet.",
         "indirect", "institute"),
        ("The survey, which collects views, said growth slowed.", "indirect", "survey"),
        # the subject, not the noun next to the verb
        ("Joan Hurley in her meeting with party leaders accused the press.",
         "indirect", "Hurley"),
        # a clause without "that", what a hearer is to do, what a thing is seen as
        ("Joan Hurley found the wells were dry.", "indirect", "Hurley"),
        ("Joan Hurley advised the guests to leave.", "indirect", "Hurley"),
        ("Joan Hurley described the wells as dry.", "indirect", "Hurley"),
        # a relative clause takes no quotation along
        ("“It is low,” said Joan Hurley, a scholar who describes it as “bad.”",
         "quote", "Hurley"),
        ("“It is low,” said Joan Hurley, 71, after the race.", "quote", "Hurley"),
        ("“It is low,” she emailed.", "quote", "source"),
        # words that are not what they look like: party and state, months, contractions, acronyms
        ("Sen. Joan Hurley, R-Miss., said that it was late.", "indirect", "Hurley"),
        ("“It is low,” said June Hurley, 71, who swims daily.", "quote", "Hurley"),
        ("They’ve warned that prices rose.", "indirect", "source"),
        ("He's even suggested that prices rose.", "indirect", "source"),
        ("Joan Hurley Jr., for instance, criticized the press.", "indirect", "Hurley"),
        # questions, passives of nobody, what is expected, what a statement does
        ("Joan Hurley asked whether it was late.", "indirect", "Hurley"),
        ("It was reported on Tuesday that prices rose.", "indirect", "source"),
        ("Joan Hurley expects prices to rise.", "indirect", "Hurley"),
        ("Joan Hurley goes on to suggest that prices rose.", "indirect", "Hurley"),
        ("Joan Hurley issued a statement condemning the attack.", "indirect", "Hurley"),
        ("Joan Hurley wrote to the mayor, “It is much too low for us.”", "quote", "Hurley"),
        ("It rained, as Joan Hurley reported in March.", "indirect", "Hurley"),
        ("The wells are dry, says the report.", "indirect", "report"),
        ("The wells are dry, according to a leak.", "indirect", "leak"),
        ("The wells are dry, according to 2015 data.", "indirect", "data"),
        ("Theresa May said that it was late.", "indirect", "May"),
        ("Joan Hurley began blaming the weather.", "indirect", "Hurley"),
        ("The seas are rising, a climate task force warned.", "indirect", "force"),
        # the outer one of two reports
        ("Moscow insists that talks go on, said Joan Hurley.", "indirect", "Hurley"),
        # the subject behind descriptions, dashes and places
        ("Joan Hurley, whose term ends in May, insists it was late.", "indirect", "Hurley"),
        ("Joan Hurley, who fled on foot, said soldiers had seen her.", "indirect", "Hurley"),
        ("Joan Hurley, a doctor at MIT told the paper that it was late.",
         "indirect", "Hurley"),
        ("Joan Hurley—a former baker—said that it was late.", "indirect", "Hurley"),
        ("Joan Hurley with the Sailing Club said that it was late.", "indirect", "Hurley"),
        ("The owner, Professor Joan Hurley, said that it was late.", "indirect", "Hurley"),
        ("Hurley manager Max Bell wrote that it was late and said it rained.",
         "indirect", "Bell"),
        ("The study, led by Joan Hurley, a historian, found that wells were dry.",
         "indirect", "study"),
        ("The results of the survey published this week, revealed that wells were dry.",
         "indirect", "results"),
        ("A study published in Nature concluded that wells were dry.", "indirect", "study"),
        ("The ministry, citing two doctors, reported that it rained.", "indirect", "ministry"),
        ("Divers across the Kremlin said that it was late.", "indirect", "divers"),
        ("The clerks, meanwhile, slammed Hurley, saying that it was late.",
         "indirect", "clerks"),
    ],
)  # fmt: skip
def test_ordinary_news(sentence: str, voice: str, speaker: str) -> None:
    assert codes(sentence)[0][:2] == (voice, speaker)


@pytest.mark.parametrize(
    "sentence",
    [
        "So far, experts are skeptical.",
        "Missiles hit the town hours after the president announced new aid.",
        "The rockets that the army says it needs are late.",
        "The prices, which experts say are high, fell.",
        "The condition described by doctors is rare.",
        "The fires, many thought to be arson, went out.",
        "Many states are dry.",
        "The council called a meeting for May.",
        "The cycle will go on and prices continue to rise, that much is clear.",
        "Farmers added salt to the water.",
        "The talk shows on television ended early.",
        "Joan Hurley found a boat that was empty.",
        "Under the accord, countries agreed in May to work less.",
        "It grew cold and the cycle continues.",
        "Visitors come according to the needs of the season.",
        # a gap: what is reported stands before
        "The swimmers drank what doctors say is water.",
        "The drought doctors say will last is over.",
        "The factors it considered were few.",
        # a clause about the subject
        "Joan Hurley, who said that it rained, left.",
        "Joan Hurley — who called it “a hoax” — left.",
        # names, and what nobody hears
        "A group called the Owls met on Tuesday.",
        "The bill, called Initiative 12, is long.",
        "The crowd told itself that it was late.",
        "One thing is certain: it rained.",
        "Clerks are responding with a plan, hoping to sell it.",
        "This meeting in Moscow signals the start.",
        "The lawsuit announced by Joan Hurley is long.",
        "It is not believed that prices rose.",
        "The chair, given to writers who are praised by the press, is old.",
        "The motive behind Joan Hurley's alleged theft is clear.",
        "They are worlds apart when it comes to their opinion of the weather.",
    ],
)
def test_these_reports_are_none_of_the_sentence(sentence: str) -> None:
    assert codes(sentence) == [("narrator", None, "none")]


@pytest.mark.parametrize(
    ("paragraphs", "speaker"),
    [
        # a pronoun is the subject's before it, and tells whom the next one does not mean
        (("Ivanov left.|The owner, Lisa Berg, will stay, she said.",), "Berg"),
        (("Lisa Berg said that it rained.|Max Bell said that it snowed.|It was late, she said.",),
         "Berg"),
        (("Mr. Bell said that it rained.|Ms. Berg said that it snowed.|It was late, he said.",),
         "Bell"),
        (("Robin Bell said that it rained.|He said it was late.|Kelly Berg said that it snowed."
          "|Bell said that it was cold.|She said it was late.",), "Berg"),
        # a description means whoever was named with it, also where nobody spoke
        (("Mayor Lisa Berg and Governor Max Bell met.|The governor said that it rained.",), "Bell"),
        (("Max Bell, the Austrian governor, met Lisa Berg.|The governor said that it rained.",),
         "Bell"),
        (("Max Bell said that it rained.|The 34-year-old said that it was late.",), "Bell"),
        # a sentence that a colon ends hands the quotation over
        (("Lisa Berg said that it rained.", "Max Bell used his own account:",
          "“It is much too late for us.”"), "Bell"),
        (("Lisa Berg said that it rained.|Max Bell was glad: “It is much too late for us.”",),
         "Bell"),
    ],
)  # fmt: skip
def test_whom_the_last_sentence_means(paragraphs: tuple[str, ...], speaker: str) -> None:
    assert codes(*paragraphs)[-1][1] == speaker


@pytest.mark.parametrize(
    "before", ["Austrian Governor Max Bell left.", "The aide to the governor Max Bell left."]
)
def test_a_description_of_somebody_else_means_nobody_named(before: str) -> None:
    result = codes(f"{before}|The Russian governor said that it rained.")
    assert result[-1][1] == "governor"


def test_a_clause_of_time_gives_a_warning_that_it_states() -> None:
    result = codes("It rains at a time when experts warn that floods will come.")
    assert result[0][:2] == ("indirect", "experts")


def test_all_sentences_of_a_quotation_are_the_described_persons() -> None:
    result = codes(
        "Paul Reed, a key adviser to the president, Oleg Titov, tweeted: “It is over.|We tried.”"
    )
    assert [code[:2] for code in result] == [("quote", "Reed")] * 2


@pytest.mark.parametrize(
    ("sentence", "speaker", "bloc"),
    [
        ("President Xi Jinping said that it rained.", "Xi", "none"),
        ("Kim Jong-un said that it rained.", "Kim", "none"),
        ("Kim Hill said that it rained.", "Hill", "none"),
        ("Belgorod Governor Oleg Titov said that it rained.", "Titov", "russia_official"),
        ("Jane Roe, the mayor of New York, said that it rained.", "Roe", "us_official"),
        ("The governor of Texas said that it rained.", "governor", "us_official"),
    ],
)
def test_family_names_that_stand_first_and_the_nation_of_regions(
    sentence: str, speaker: str, bloc: str
) -> None:
    assert codes(sentence) == [("indirect", speaker, bloc)]


def test_an_interview_without_marks_is_the_introduced_persons() -> None:
    result = codes(
        "Pavel Orlov, a researcher at RAS, has spent ten years on the river.",
        "When did it start?",
        "I was ten.|It rained all summer.",
        "We had to leave.",
        "Who helped you?",
        "My aunt did.",
        "And now?",
        "I teach.",
    )
    orlov, nobody = ("quote", "Orlov", "russia_expert"), ("narrator", None, "none")
    assert result == [nobody, nobody, *[orlov] * 3, nobody, orlov, nobody, orlov]


def test_an_embedded_post_is_its_authors() -> None:
    result = codes(
        "It rained.", "Snow!|At last! — Anna Miller (@amiller) May 3, 2019", "It rained on."
    )
    miller, nobody = ("quote", "Miller", "us_official"), ("narrator", None, "none")
    assert result == [nobody, miller, miller, nobody]
