"""Words of UN voting, explained (handlers/data/glossary.toml)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from db.archive import Archive
from db.ingest.edition import load_toml
from handlers import refusals
from handlers.answer import Answer, Link
from handlers.question import Kind, Option, Question

GLOSSARY = Path(__file__).parent / "data" / "glossary.toml"


@dataclass(frozen=True, slots=True)
class Term:
    """One term: `terms` are nouns that people type, `asks` phrasings that lead to it, `see` ids of related terms."""

    id: str
    name: str
    terms: tuple[str, ...]
    asks: tuple[str, ...]
    article: str
    text: str
    see: tuple[str, ...]
    source: str
    source_title: str


@cache
def terms() -> dict[str, Term]:
    """All terms by their id, in the order of the file."""
    return {
        row["id"]: Term(
            id=row["id"],
            name=row["name"],
            terms=tuple(row["terms"]),
            asks=tuple(row.get("asks", ())),
            article=row.get("article", ""),
            text=row["text"],
            see=tuple(row.get("see", ())),
            source=row.get("source", ""),
            source_title=row.get("source_title", ""),
        )
        for row in load_toml(GLOSSARY)["term"]
    }


async def answer(archive: Archive, question: Question) -> Answer:
    """What a term means, the article or rule that it rests on, and related terms."""
    term = terms().get(question.term)
    if term is None:
        asked = question.but(kind=Kind.NOT_FOUND, words=question.words or question.term)
        return await refusals.not_found(archive, asked)
    related = [terms()[id_] for id_ in term.see if id_ in terms()]
    return Answer(
        question=question,
        headline=f"{term.name} ({term.article})" if term.article else term.name,
        lines=(term.text,),
        facts={"term": term.id, "article": term.article or None, "name": term.name, "see": [one.id for one in related]},
        notes=question.notes,
        sources=(Link(term.source_title or term.source, term.source),) if term.source else (),
        options=tuple(Option(one.name, f"Define {one.name}", one.id) for one in related),
        coverage=archive.coverage,
    )
