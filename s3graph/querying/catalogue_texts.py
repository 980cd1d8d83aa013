"""What the catalogue for data portals says of itself, its data sets and its services."""

from __future__ import annotations

from s3graph.model import Text

TITLE = Text(
    sv="Innovationsstöd i Småland och öarna: öppna data",
    en="Innovation support in Småland och öarna: open data",
)
DESCRIPTION = Text(
    sv="Data från den gemensamma plattformen för samverkan inom smart specialisering i Jönköpings, Kronobergs, Kalmar "
    "och Gotlands län: aktörer, kompetenser, tjänster, insatser, strategier och behov.",
    en="Data of the common platform for collaboration in smart specialisation in the counties of Jönköping, "
    "Kronoberg, Kalmar and Gotland: actors, competences, services, initiatives, strategies and needs.",
)
WHOLE = Text(sv="Kunskapsgraf över innovationsstöd", en="Knowledge graph of innovation support")
WHOLE_DESCRIPTION = Text(
    sv="Hela grafen: alla källors namngivna grafer, referensdata och ontologi, som en utgåva.",
    en="The whole graph: the named graphs of all sources, reference data and ontology, as one release.",
)
COMPETENCES = Text(sv="Kompetenser inom innovationsstöd", en="Competences of innovation support")
COMPETENCES_DESCRIPTION = Text(
    sv="Vokabulär i SKOS över vad innovationsstödjande aktörer kan hjälpa företag med, på svenska och engelska, med "
    "vardagliga uttryck och länkar till ESCO.",
    en="A SKOS vocabulary of what innovation-support actors can help companies with, in Swedish and English, with "
    "everyday phrasings and links to ESCO.",
)
SOURCE_DESCRIPTION = Text(
    sv="{label}: uppgifter om innovationsstöd i Småland och öarna, levererade till plattformen som en egen namngiven "
    "graf, med källa och grund för varje uppgift.",
    en="{label}: statements about innovation support in Småland och öarna, delivered to the platform as a named graph "
    "of its own, with the source and basis of each statement.",
)
KEYWORDS = (
    Text(sv="innovationsstöd", en="innovation support"),
    Text(sv="smart specialisering", en="smart specialisation"),
    Text(sv="små och medelstora företag", en="SMEs"),
)
FILE = Text(sv="Fil, {ending} packad", en="File, {ending} packed")
SPARQL = Text(sv="Frågor i SPARQL", en="Queries in SPARQL")
SPARQL_DESCRIPTION = Text(
    sv="Läsning av hela grafen med SPARQL 1.1, utan nyckel. Frågor har gräns för tid och storlek.",
    en="Reading of the whole graph by SPARQL 1.1, without a key. Queries are bounded in time and size.",
)
API = Text(sv="Matchning, uppslag och färdiga frågor", en="Matching, look-ups and saved questions")
API_DESCRIPTION = Text(
    sv="REST-gränssnitt i JSON: behov matchas mot aktörer med skäl; aktörer, insatser och kompetenser slås upp.",
    en="REST interface in JSON: needs are matched with actors, with reasons; actors, initiatives and competences are "
    "looked up.",
)
