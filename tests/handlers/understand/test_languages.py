"""Other languages: the language told, the names of countries, and the words that carry a question."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from db.archive import Archive
from db.names import fold
from db.queries.coverage import sessions
from db.queries.titles import load_titles
from db.records import Body, Position
from handlers.clerk import Clerk
from handlers.understand.dates import MONTHS
from handlers.understand.fold import folded
from handlers.understand.languages import in_english, language_of, note
from handlers.understand.slots import Slots, read_slots
from handlers.understand.tongues import table, tongues
from handlers.understand.vocabulary import Vocabulary, build

Read = Callable[[str], tuple[Slots, str]]
YES, NO, ABSTAIN, ABSENT = Position.YES, Position.NO, Position.ABSTAIN, Position.ABSENT


@pytest.fixture(scope="session")
async def vocabulary(archive: Archive) -> Vocabulary:
    known = build(archive)
    known.know(await load_titles(archive))
    return known


@pytest.fixture(scope="session")
def countries(archive: Archive) -> dict[str, str]:
    return {member.iso2: member.common for member in archive.roster.members.values() if member.iso2}


@pytest.fixture(scope="session")
async def read(archive: Archive, vocabulary: Vocabulary, countries: dict[str, str]) -> Read:
    known = await sessions(archive)

    def slots_of(text: str) -> tuple[Slots, str]:
        english, language = in_english(folded(text), vocabulary.lexicon, countries)
        return read_slots(english, vocabulary, date(2026, 11, 23), known), language

    return slots_of


def _members(slots: Slots) -> str:
    return " ".join(sorted({key for mention in [*slots.voters, *slots.places] for key in mention.keys}))


# text, language, members, positions
ASKED: list[tuple[str, str, str, list[Position]]] = [
    ("Comment la France a-t-elle voté sur la résolution ES-11/1 ?", "fr", "FRA", []),
    ("Qui a voté contre la résolution ES-11/7 ?", "fr", "", [NO]),
    ("Combien de pays se sont abstenus sur A/RES/ES-11/1 ?", "fr", "", [ABSTAIN]),
    ("Combien de fois les États-Unis ont-ils utilisé leur veto ?", "fr", "USA", []),
    ("Comment l'Allemagne et le Royaume-Uni ont voté en mars 2022", "fr", "DEU GBR", []),
    ("Quels pays ont voté pour la résolution 77/7 ?", "fr", "", [YES]),
    ("Guinée et Guinée-Bissau : qui a voté contre ?", "fr", "GIN GNB", [NO]),
    ("Le vote des Pays-Bas, de la Suède et du Tchad", "fr", "NLD SWE TCD", []),
    ("¿Cómo votó España en la resolución ES-11/1?", "es", "ESP", []),
    ("¿Quién se abstuvo en la resolución ES-11/1?", "es", "", [ABSTAIN]),
    ("¿Cuántas veces han usado el veto los Estados Unidos desde 2000?", "es", "USA", []),
    ("¿Qué países votaron en contra de la ES-11/7?", "es", "", [NO]),
    ("como voto mexico en la resolucion 77/7", "es", "MEX", []),
    ("¿Cómo votaron EE. UU. y los Países Bajos?", "es", "NLD USA", []),
    ("¿Quién votó a favor de la resolución 3379?", "es", "", [YES]),
    ("¿Qué votó el Níger y qué votó Nigeria en la 77/7?", "es", "NER NGA", []),
    ("Como votou o Brasil na resolução ES-11/1?", "pt", "BRA", []),
    ("Quem votou contra a resolução ES-11/7?", "pt", "", [NO]),
    ("Quantos países se abstiveram na ES-11/1?", "pt", "", [ABSTAIN]),
    ("Como a Índia votou sobre a Ucrânia?", "pt", "IND UKR", []),
    ("Como votou o Irã?", "pt", "IRN", []),
    ("Quem votou com os EUA e a Coreia do Sul?", "pt", "KOR USA", []),
    ("Como votaram a Polónia e o Vietname na 77/7?", "pt", "POL VNM", []),
    ("Wie hat Deutschland bei ES-11/1 gestimmt?", "de", "DEU", []),
    ("Wie hat die Schweiz über die Resolution 77/7 abgestimmt?", "de", "CHE", []),
    ("Wer hat sich bei ES-11/1 enthalten?", "de", "", [ABSTAIN]),
    ("Wie oft hat Russland im Sicherheitsrat ein Veto eingelegt?", "de", "RUS", []),
    ("Wie haben die Vereinigten Staaten und das Vereinigte Königreich gestimmt?", "de", "GBR USA", []),
    ("Welche Länder haben gegen ES-11/7 gestimmt?", "de", "", [NO]),
    ("Wie hat Island im Mai 2024 gestimmt?", "de", "ISL", []),
    ("Wie stimmten Oesterreich und die Tuerkei ab?", "de", "AUT TUR", []),
    ("Deutschlands Stimme und die von Ungarn", "de", "DEU HUN", []),
    ("Как Россия голосовала по резолюции ES-11/1?", "ru", "RUS", []),
    ("Как голосовали в России и во Франции?", "ru", "FRA RUS", []),
    ("Кто воздержался по резолюции ES-11/1?", "ru", "", [ABSTAIN]),
    ("Сколько раз США накладывали вето?", "ru", "USA", []),
    ("Какие страны голосовали против резолюции ES-11/7?", "ru", "", [NO]),
    ("Как голосовал Китай в Совете Безопасности в 2022 году", "ru", "CHN", []),
    ("голоса Индии, Египта и Саудовской Аравии в марте 2022", "ru", "EGY IND SAU", []),
    ("Как проголосовали Соединённые Штаты и Новая Зеландия", "ru", "NZL USA", []),
    ("кроме того, как голосовала Того", "ru", "TGO", []),
    ("Як голосувала Україна за резолюцію ES-11/1?", "uk", "UKR", []),
    ("Які країни утрималися? Польщі не було", "uk", "POL", [ABSTAIN]),
    ("كيف صوتت فرنسا على القرار ES-11/1؟", "ar", "FRA", []),
    ("من امتنع عن التصويت على ES-11/1؟", "ar", "", [ABSTAIN]),
    ("كم مرة استخدمت الولايات المتحدة حق النقض", "ar", "USA", []),
    ("كيف صوتت مصر والسعودية", "ar", "EGY SAU", []),
    ("هل صوتت للولايات المتحدة وبالهند واليمن", "ar", "IND USA YEM", []),
    ("من صوت ضد القرار ES-11/7", "ar", "", [NO]),
    ("تصويت الصين في ٢٠٢٢", "ar", "CHN", []),
    ("法国对ES-11/1怎么投票？", "zh", "FRA", []),
    ("哪些国家反对ES-11/7决议？", "zh", "", [NO]),
    ("美国在安理会投了多少次否决票", "zh", "USA", []),
    ("谁在2022年3月2日弃权", "zh", "", [ABSTAIN]),
    ("索马里和巴布亚新几内亚如何投票", "zh", "PNG SOM", []),
    ("發展中國家和法國", "zh", "FRA", []),
    ("印度尼西亚、印度和南苏丹赞成", "zh", "IDN IND SSD", [YES]),
    ("भारत ने ES-11/1 पर कैसे वोट किया?", "hi", "IND", []),
    ("ES-11/1 के खिलाफ किसने वोट किया?", "hi", "", [NO]),
    ("अमेरिका ने कितनी बार वीटो किया", "hi", "USA", []),
    ("किन देशों ने ES-11/1 पर मतदान से परहेज किया?", "hi", "", [ABSTAIN]),
    ("यूक्रेन के बारे में भारत और चीन ने कैसे वोट किया", "hi", "CHN IND UKR", []),
    ("रूस ने २०२२ में कैसे मतदान किया", "hi", "RUS", []),
    ("Come ha votato l'Italia sulla risoluzione ES-11/1?", "it", "ITA", []),
    ("Come ha votato CHE sulla 77/7?", "it", "CHE", []),
    ("Chi si è astenuto? La Cina o la Svezia?", "it", "CHN SWE", [ABSTAIN]),
    ("Hoe heeft Nederland gestemd over ES-11/1?", "nl", "NLD", []),
    ("Welke landen stemden tegen ES-11/7?", "nl", "", [NO]),
    ("Çin ve Rusya ES-11/1 kararında nasıl oy verdi?", "tr", "CHN RUS", []),
    ("Fas ve Ürdün'ün oyu nedir?", "tr", "JOR MAR", []),
    ("日本はES-11/1にどう投票しましたか", "ja", "JPN", []),
    ("フランスとインドネシアとアメリカは反対", "ja", "FRA IDN USA", [NO]),
    ("한국은 ES-11/1에 어떻게 투표했나요?", "ko", "KOR", []),
    ("España", "en", "ESP", []),
    ("la France", "en", "FRA", []),
    ("los Estados Unidos", "en", "USA", []),
    ("die Schweiz", "en", "CHE", []),
    ("how did los Estados Unidos vote", "en", "USA", []),
    ("США", "ru", "USA", []),
    ("法国", "zh", "FRA", []),
    ("भारत", "hi", "IND", []),
    ("فرنسا", "ar", "FRA", []),
    ("الولايات المتحدة", "ar", "USA", []),
    ("how did 法国 vote on ES-11/1", "en", "FRA", []),
    ("how did США vote on ES-11/7", "en", "USA", []),
    ("Hur röstade Sverige om ES-11/1", "en", "SWE", []),
    ("Jak głosowała Polska w sprawie ES-11/1", "en", "POL", []),
    ("ประเทศไทย ES-11/1", "th", "THA", []),
]

ENGLISH = [
    "how did the Côte d'Ivoire vote on ES-11/1",
    "did Türkiye vote with Azerbaijan in 2020",
    "Niger against Nigeria",
    "island states and the climate",
    "France under de Gaulle",
    "coup d'etat resolutions",
    "Ukraine war",
    "who abstained on the El Salvador resolution",
    "São Tomé and Príncipe, closest allies",
    "Viet Nam's record on de facto blockades",
    "what is the status quo of Los Angeles",
    "Trinidad y Tobago vs Costa Rica",
    "indie music from Maurice and Dominique",
    "la résolution 3379: who voted against",
    "did Chine or Grenade vote in a suede jacket",
    "per capita, pro and contra: Iran",
    "Burkina Faso and Cabo Verde in the SC",
    "ES-11/7 vs ES-11/1",
    "CHE FRA PER",
    "Kabul",
]


def test_the_table_is_wide() -> None:
    assert len(ASKED) >= 60
    assert {language for _, language, _, _ in ASKED} >= {"fr", "es", "pt", "de", "ru", "ar", "zh", "hi"}


@pytest.mark.parametrize(("text", "language", "members", "positions"), ASKED)
def test_asked(read: Read, text: str, language: str, members: str, positions: list[Position]) -> None:
    slots, told = read(text)
    assert (told, _members(slots), slots.positions) == (language, members, positions)


@pytest.mark.parametrize("text", ["la France", "los Estados Unidos", "die Schweiz", "в России", "à l'Allemagne"])
def test_an_article_leaves_nothing_over(read: Read, text: str) -> None:
    slots, _ = read(text)
    assert len([*slots.voters, *slots.places]) == 1
    assert not slots.residue


@pytest.mark.parametrize("text", ENGLISH)
def test_english_stays_untouched(vocabulary: Vocabulary, countries: dict[str, str], text: str) -> None:
    before = folded(text)
    after, language = in_english(before, vocabulary.lexicon, countries)
    assert (after, language) == (before, "en")


@pytest.mark.parametrize(
    ("text", "symbol", "body", "period"),
    [
        ("Wie hat Deutschland bei ES-11/1 gestimmt?", "ES-11/1", None, ""),
        ("¿Cómo votó España en la ES-11/1?", "ES-11/1", None, ""),
        ("法国对S/RES/2334怎么投票？", "S/RES/2334", None, ""),
        ("Как голосовал Китай в Совете Безопасности в марте 2022 года", "", Body.SC, "in March 2022"),
        ("تصويت الصين في مجلس الأمن في مارس ٢٠٢٢", "", Body.SC, "in March 2022"),
        ("谁在2022年3月2日弃权", "", None, "on 2 March 2022"),
        ("रूस ने २०२२ में महासभा में कैसे मतदान किया", "", Body.GA, "in 2022"),
        ("Les votes de la Chine à l'Assemblée générale depuis 2015", "", Body.GA, "since 2015"),
    ],
)
def test_symbols_bodies_and_periods(read: Read, text: str, symbol: str, body: Body | None, period: str) -> None:
    slots, _ = read(text)
    assert [found.typed for found in slots.symbols] == ([symbol] if symbol else [])
    assert slots.body is body
    if period:
        assert slots.period.label == period


@pytest.mark.parametrize("text", [text for text, language, _, _ in ASKED if language != "en"])
def test_every_word_keeps_its_place(vocabulary: Vocabulary, countries: dict[str, str], text: str) -> None:
    english, _ = in_english(folded(text), vocabulary.lexicon, countries)
    starts = [token.start for token in english.tokens]
    assert starts == sorted(starts)
    for token in english.tokens:
        assert token.text == english.text[token.start : token.end]


@pytest.mark.parametrize("text", ["", "veto", "ES-11/1", "France", "¿?", "77/7", "resolution 2758", "Mali"])
def test_in_doubt_it_is_english(text: str) -> None:
    assert language_of(text) == "en"


def test_a_note_is_in_the_language_and_in_english() -> None:
    assert note("de").startswith("Englisch verstehe ich am besten")
    assert note("de").endswith(f"({note('en')})")
    assert note("th") == note("en")
    assert all(tongue.note for tongue in tongues().values())


def test_all_words_stand_for_english_ones_that_are_known(vocabulary: Vocabulary) -> None:
    """What a word is turned into must mean something to the lexicon."""
    for language in tongues():
        for english in (*table()[language]["words"], *table()[language]["names"]):
            known = all(vocabulary.lexicon.knows(word) for word in fold(english).split())
            assert known or english in MONTHS, (language, english)


def test_nothing_is_said_twice_in_a_language() -> None:
    for language, row in ((one, table()[one]) for one in tongues()):
        said = [fold(phrase) for phrases in row["words"].values() for phrase in phrases]
        names = {fold(phrase) for phrases in row["names"].values() for phrase in phrases}
        assert not names & set(said), language
        assert len(row["months"]) == 12


# Spans of years: text, first year, last year (None is open). "In 2014" instead would be a wrong figure.
SPANS: list[tuple[str, int | None, int | None]] = [
    ("Combien de fois la France et l'Allemagne votent depuis 2014 ?", 2014, None),
    ("Accord de la France avec l'Allemagne de 2014 à 2020", 2014, 2020),
    ("Accord de la France avec l'Allemagne entre 2014 et 2020", 2014, 2020),
    ("Accord de la France avec l'Allemagne à partir de 2014", 2014, None),
    ("votos de México desde 2014", 2014, None),
    ("votos de México de 2014 a 2020", 2014, 2020),
    ("votos de México entre 2014 y 2020", 2014, 2020),
    ("votos de México a partir de 2014", 2014, None),
    ("votos de México hasta 2014", None, 2014),
    ("votes de la France jusqu'en 2014", None, 2014),
    ("votos do Brasil desde 2014", 2014, None),
    ("votos do Brasil de 2014 a 2020", 2014, 2020),
    ("votos do Brasil a partir de 2014", 2014, None),
    ("votos do Brasil até 2014", None, 2014),
    ("Wie hat Deutschland seit 2014 gestimmt?", 2014, None),
    ("Wie hat Deutschland ab 2014 gestimmt?", 2014, None),
    ("Wie hat Deutschland von 2014 bis 2020 gestimmt?", 2014, 2020),
    ("Wie hat Deutschland zwischen 2014 und 2020 gestimmt?", 2014, 2020),
    ("Wie hat Deutschland bis 2014 gestimmt?", None, 2014),
    ("Как голосовала Россия с 2014 года?", 2014, None),
    ("Как голосовала Россия с 2014 по 2020 год?", 2014, 2020),
    ("Как голосовала Россия между 2014 и 2020?", 2014, 2020),
    ("Як голосувала Україна з 2014 року?", 2014, None),
    ("Як голосувала Україна з 2014 до 2020?", 2014, 2020),
    ("كيف صوتت مصر منذ 2014؟", 2014, None),
    ("كيف صوتت مصر من 2014 إلى 2020؟", 2014, 2020),
    ("كيف صوتت مصر بين 2014 و2020؟", 2014, 2020),
    ("中国自2014年以来如何投票？", 2014, None),
    ("中国2014年以来如何投票？", 2014, None),
    ("中国从2014年到2020年如何投票？", 2014, 2020),
    ("中国2014年至2020年如何投票？", 2014, 2020),
    ("भारत ने 2014 से कैसे मतदान किया?", 2014, None),
    ("भारत ने 2014 से 2020 तक कैसे मतदान किया?", 2014, 2020),
    ("日本は2014年以来どう投票しましたか", 2014, None),
    ("日本は2014年からどう投票しましたか", 2014, None),
    ("日本は2014年から2020年までどう投票しましたか", 2014, 2020),
    ("Türkiye 2014'ten beri nasıl oy kullandı?", 2014, None),
    ("Türkiye 2014'ten 2020'ye kadar nasıl oy kullandı?", 2014, 2020),
    ("한국은 2014년부터 어떻게 투표했습니까", 2014, None),
    ("Come ha votato l'Italia dal 2014?", 2014, None),
    ("Come ha votato l'Italia dal 2014 al 2020?", 2014, 2020),
    ("Hoe stemde Nederland sinds 2014?", 2014, None),
    ("Hoe stemde Nederland van 2014 tot 2020?", 2014, 2020),
    ("Bagaimana Indonesia memilih sejak 2014?", 2014, None),
    ("Bagaimana Indonesia memilih dari 2014 sampai 2020?", 2014, 2020),
    ("Comment la France a voté dans les années 1990 ?", 1990, 1999),
    ("Wie hat Deutschland in den 1990er Jahren gestimmt?", 1990, 1999),
    ("Как Россия голосовала в 1990-х годах?", 1990, 1999),
    ("中国1990年代如何投票？", 1990, 1999),
    ("¿Cómo votó México el año pasado?", 2025, 2025),
    ("中国去年如何投票？", 2025, 2025),
    ("Как Россия голосовала в прошлом году?", 2025, 2025),
    ("Как голосовала Россия в 2014 году?", 2014, 2014),
    ("Wie hat Deutschland 2014 gestimmt?", 2014, 2014),
    ("中国2014年如何投票？", 2014, 2014),
    ("भारत ने 2014 में कैसे मतदान किया?", 2014, 2014),
    ("Türkiye 2014'te nasıl oy kullandı?", 2014, 2014),
]


@pytest.mark.parametrize(("text", "first", "last"), SPANS, ids=[row[0] for row in SPANS])
def test_spans_of_years(read: Read, text: str, first: int | None, last: int | None) -> None:
    period = read(text)[0].period
    assert (period.since and period.since.year, period.until and period.until.year) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "Qui n'a pas voté contre ES-11/1 ?",
        "¿Quién no votó en contra de ES-11/1?",
        "Quem não votou contra ES-11/1?",
        "Кто не голосовал против ES-11/1?",
        "من لم يصوت ضد ES-11/1؟",
        "who did not vote against ES-11/1",
    ],
)
async def test_not_voting_against_is_no_absence(clerk: Clerk, text: str) -> None:
    assert set((await clerk.understand(text)).positions) == {YES, ABSTAIN, ABSENT}


@pytest.mark.parametrize(
    ("text", "kind", "members", "topic"),
    [
        ("¿Cuántas veces vetó Rusia resoluciones sobre Siria?", "veto", ("RUS",), "syria"),
        ("Quels pays votent le plus comme le Maroc ?", "ranking", ("MAR",), ""),
        ("¿Cómo votó Argentina sobre Palestina en 2024?", "record", ("ARG",), "palestine"),
        ("Hat China jemals gegen Russland gestimmt?", "record", ("CHN",), ""),
        ("中国和俄罗斯多久投票一致？", "alignment", ("CHN", "RUS"), ""),
        ("Хто утримався щодо ES-11/4?", "who_voted", (), ""),
        ("Siapa yang abstain pada 68/262?", "who_voted", (), ""),
        ("¿Qué países de América Latina votaron en contra de ES-10/22?", "who_voted", (), ""),
    ],
)
async def test_what_is_asked(clerk: Clerk, text: str, kind: str, members: tuple[str, ...], topic: str) -> None:
    question = await clerk.understand(text)
    assert (question.kind, question.members, question.topic) == (kind, members, topic)


@pytest.mark.parametrize(
    "text",
    ["Quel temps fait-il à Paris ?", "¿Quién ganará el mundial?", "Какая сегодня погода?", "今天天气怎么样？"],
)
async def test_words_not_understood_are_no_search(clerk: Clerk, text: str) -> None:
    answer = await clerk.ask(text)
    assert answer.kind == "out_of_scope"
    assert "English works best" in answer.headline
