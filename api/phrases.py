"""What the pages say, in Swedish and English."""

from __future__ import annotations

from collections.abc import Mapping

from s3graph.model import Language, Status, Text

PHRASES: Mapping[str, Text] = {
    "title": Text(sv="Hitta hjälp att utveckla företaget", en="Find help to develop your company"),
    "intro": Text(
        sv="Beskriv med egna ord vad företaget behöver hjälp med. Svaret visar vilka innovationsstödjande aktörer i "
        "Småland och öarna som kan hjälpa till, och varför.",
        en="Describe in your own words what the company needs help with. The answer shows which innovation-support "
        "actors in Småland and the islands can help, and why.",
    ),
    "privacy": Text(
        sv="Texten sparas inte och loggas inte. Skriv inga personuppgifter.",
        en="The text is neither kept nor logged. Do not write personal data.",
    ),
    "need": Text(sv="Ert behov", en="Your need"),
    "region": Text(sv="Region", en="Region"),
    "area": Text(sv="Tematiskt område", en="Thematic area"),
    "any": Text(sv="Alla", en="Any"),
    "send": Text(sv="Sök", en="Search"),
    "skip": Text(sv="Till innehållet", en="Skip to the content"),
    "switch": Text(sv="In English", en="På svenska"),
    "answer": Text(sv="Svar", en="Answer"),
    "failed": Text(sv="Det gick inte att svara", en="No answer could be given"),
    "matches": Text(sv="Aktörer", en="Actors"),
    "reasons": Text(sv="Skäl", en="Reasons"),
    "unconfirmed": Text(sv="obekräftat", en="unconfirmed"),
    "sources": Text(sv="Källor", en="Sources"),
    "teams": Text(sv="Lag över områdesgränser", en="Teams across areas"),
    "together": Text(sv="Tillsammans", en="Together"),
    "alone": Text(sv="bäst ensam", en="best alone"),
    "proposed": Text(sv="föreslaget lag", en="proposed team"),
    "established": Text(sv="samverkar redan", en="already collaborate"),
    "initiatives": Text(sv="Insatser", en="Initiatives"),
    "services": Text(sv="Tjänster och testbäddar", en="Services and testbeds"),
    "similar_needs": Text(sv="Liknande behov som är kända", en="Similar needs that are known"),
    "uncovered": Text(sv="Det här i behovet täcker ingen", en="Parts of the need that nobody covers"),
    "nearest": Text(sv="Närmast kom", en="What came closest"),
    "understood": Text(sv="Så här förstods behovet", en="How the need was understood"),
    "release": Text(sv="Utgåva", en="Release"),
    "more": Text(sv="För den som vill räkna själv", en="For those who do their own sums"),
    "queries": Text(sv="Färdiga frågor", en="Saved questions"),
    "sparql": Text(sv="SPARQL", en="SPARQL"),
    "interface": Text(sv="Gränssnittets beskrivning (OpenAPI)", en="Description of the interface (OpenAPI)"),
    "problem": Text(
        sv="Svaret med det här felet säger i fältet detail vad som är fel, var, och vad du kan göra.",
        en="The answer with this error says in its field detail what is wrong, where, and what you can do.",
    ),
    "query_title": Text(sv="Ställ en egen fråga i SPARQL", en="Ask your own question in SPARQL"),
    "query_intro": Text(
        sv="Adressen följer SPARQL 1.1 Protocol och kan användas från andra program. Frågor utan GRAPH ser alla grafer "
        "tillsammans. Det går bara att läsa.",
        en="The address follows the SPARQL 1.1 Protocol and can be used from other programs. Queries without GRAPH see "
        "all graphs together. It can only be read.",
    ),
    "query": Text(sv="Fråga", en="Query"),
    "run": Text(sv="Kör frågan", en="Run the query"),
}
STATUSES: Mapping[str, Text] = {
    Status.OPEN: Text(sv="pågår", en="open"),
    Status.PLANNED: Text(sv="planerad", en="planned"),
    Status.ENDED: Text(sv="avslutad", en="ended"),
    Status.UNKNOWN: Text(sv="okänt om den pågår", en="not known whether it is open"),
}


def spoken(table: Mapping[str, Text], language: Language) -> dict[str, str]:
    """A table of phrases in one language."""
    return {name: text.in_language(language) for name, text in table.items()}
