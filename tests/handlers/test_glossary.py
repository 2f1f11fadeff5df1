"""Definitions."""

from __future__ import annotations

from db.archive import Archive
from handlers.glossary import answer, terms
from handlers.question import Kind, Question


async def test_a_term(archive: Archive) -> None:
    found = await answer(archive, Question("what is a veto", Kind.DEFINITION, term="veto"))
    assert found.headline == "Veto (Article 27(3) of the Charter)"
    assert found.facts["term"] == "veto"
    assert found.facts["article"] == "Article 27(3) of the Charter"
    assert found.sources[0].url.startswith("https://www.un.org/")
    assert {option.value for option in found.options} <= terms().keys()


async def test_every_term_answers(archive: Archive) -> None:
    assert len(terms()) >= 40
    for term in terms().values():
        found = await answer(archive, Question(term.name, Kind.DEFINITION, term=term.id))
        assert found.lines == (term.text,)
        assert found.facts["article"] is None or found.facts["article"] == term.article
        assert set(term.see) <= terms().keys()


async def test_an_unknown_term_is_not_found(archive: Archive) -> None:
    found = await answer(archive, Question("what is a snark", Kind.DEFINITION, term="snark"))
    assert found.kind == "not_found"
    assert found.facts["searched"] == "snark"
