"""What the pages of saved questions say, in Swedish and English."""

from __future__ import annotations

from collections.abc import Mapping

from s3graph.model import Text

QUESTION_PHRASES: Mapping[str, Text] = {
    "intro": Text(
        sv="Var och en svarar med en tabell ur den utgåva som gäller, som sida eller fil. Adressen är alltid densamma.",
        en="Each answers with a table from the current release, as a page or a file. Its address stays the same.",
    ),
    "parameters": Text(sv="Val", en="Choices"),
    "none": Text(sv="Alla", en="All"),
    "ask": Text(sv="Fråga", en="Ask"),
    "answer": Text(sv="Svar", en="Answer"),
    "rows": Text(sv="rader visas", en="rows are shown"),
    "more": Text(sv="Det finns fler; filerna har alla.", en="There are more; the files have all of them."),
    "empty": Text(sv="Svaret har inga rader.", en="The answer has no rows."),
    "needed": Text(sv="Fyll i det som krävs för att få ett svar.", en="Fill in what is required to get an answer."),
    "files": Text(sv="Hämta allt som fil", en="Fetch everything as a file"),
    "snippets": Text(sv="Hämta med ett program", en="Fetch with a program"),
    "sparql": Text(sv="Frågan i SPARQL", en="The question in SPARQL"),
    "all": Text(sv="Alla färdiga frågor", en="All saved questions"),
    "required": Text(sv="krävs", en="required"),
}
