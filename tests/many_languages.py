"""Articles in several languages, made up, each long enough to tell its language."""

import csv
from collections.abc import Mapping
from pathlib import Path

from helpers.corpus.files.importing import import_corpus

ENGLISH = {
    "en-talks": "The talks failed, Minister Anna Berg said on Monday. “The war is terrible,” she "
    "added. Nobody knows who is to blame for the crisis.",
    "en-gas": "Gas prices rose by ten percent in one week. Analysts said the sanctions hurt the "
    "economy. The government promises to help families.",
}
RUSSIAN = {
    "ru-talks": "Переговоры в Женеве завершились без результата. «Мы ждём письменного ответа», — "
    "сказал министр журналистам. Позиции сторон остаются далёкими друг от друга. Двери НАТО "
    "открыты, ответил представитель альянса.",
    "ru-gas": "Цены на газ в Европе выросли за одну неделю. Аналитики объясняют это тем, что "
    "поставки сократились. Правительство обещает помочь семьям. Зима будет трудной.",
    "ru-calls": "Президент обсудил безопасность с лидерами трёх стран. Стороны договорились "
    "продолжить контакты. Вопрос о расширении НАТО остаётся главным для Москвы.",
    "ru-drills": "Армия начала учения вблизи западной границы страны. Соседние страны просят "
    "объяснений. Жители сёл слышат взрывы почти каждый день, сказал министр.",
}
OTHERS = {
    "de": "Die Bundesregierung hat am Montag ihre Haltung bekräftigt. Der Kanzler sagte, man werde "
    "weiter auf Diplomatie setzen. Die Kritik kam von der Opposition.",
    "fr": "Le président français a déclaré lundi que le dialogue restait possible. Selon lui, la "
    "sécurité de l’Europe ne peut pas être garantie sans un traité.",
    "es": "El ministro de Exteriores dijo el martes que la ampliación no es una amenaza para "
    "nadie. Según los expertos, las sanciones tendrán un coste elevado.",
    "uk": "Президент України заявив, що країна не відмовиться від свого курсу. Міністр оборони "
    "додав, що обстріли на сході тривають щодня.",
    "zh": "外交部发言人周二表示，北约东扩不会对任何国家构成威胁。"
    "专家认为，制裁将使欧洲经济付出代价。",
    "ja": "外務省の報道官は火曜日、東方拡大は誰にとっても脅威ではないと述べた。",
    "th": "โฆษกกระทรวงการต่างประเทศกล่าวเมื่อวันอังคารว่าการขยายตัวไม่เป็นภัยคุกคามต่อใคร",
    "el": "Ο υπουργός Εξωτερικών δήλωσε την Τρίτη ότι η διεύρυνση δεν απειλεί κανέναν.",
}


def corpus_of(folder: Path, texts: Mapping[str, str], **columns: Mapping[str, str]) -> Path:
    """Make a corpus folder of texts by their ids, dated and of two outlets.

    Parameters
    ----------
    folder
        Where to make it.
    texts
        Text of each article.
    columns
        Further columns: a value for some of the articles.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "articles.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "outlet", "date", *columns, "text"])
        for number, (name, text) in enumerate(texts.items()):
            more = [values.get(name, "") for values in columns.values()]
            day = f"2022-{2 * (number % 2) + 1:02}-11"
            writer.writerow([name, ("Post", "Times")[number % 2], day, *more, text])
    import_corpus(folder / "corpus", folder / "articles.csv")
    return folder / "corpus"
