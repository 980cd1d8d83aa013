"""What is said of a workbook or table before any shape sees it: of sheets, columns and cells."""

from __future__ import annotations

from s3graph.model import Text
from s3graph.validation.finding import Severity
from s3graph.validation.rules import Rule

UNKNOWN_COLUMN = Rule(
    "Workbook-unknown-column",
    Severity.WARNING,
    Text(
        sv='Kolumnen "{?value}" hör inte till bladet och läses inte. Är den er egen kan den stå kvar; annars, ändra '
        "rubriken till en av mallens.",
        en='The column "{?value}" does not belong to the sheet and is not read. It may stay if it is your own; else '
        "change its heading to one of the template's.",
    ),
)
DOUBLE_COLUMN = Rule(
    "Workbook-double-column",
    Severity.VIOLATION,
    Text(
        sv='Kolumnen "{?value}" finns två gånger i bladet, och bara den första läses. Ta bort den ena.',
        en='The column "{?value}" is in the sheet twice, and only the first is read. Remove one of them.',
    ),
)
UNKNOWN_SHEET = Rule(
    "Workbook-unknown-sheet",
    Severity.WARNING,
    Text(
        sv='Bladet "{?value}" hör inte till mallen och läses inte. Ska det läsas, ge det ett av mallens namn: '
        "{?names}.",
        en='The sheet "{?value}" does not belong to the template and is not read. If it is to be read, give it one '
        "of the template's names: {?names}.",
    ),
)
SHEET_TAKEN_FOR = Rule(
    "Workbook-sheet-taken-for",
    Severity.INFO,
    Text(
        sv='Bladet "{?value}" har rubrikerna i {?names} och lästes som det.',
        en='The sheet "{?value}" has the headings of {?names} and was read as that.',
    ),
)
SHEET_UNCERTAIN = Rule(
    "Workbook-sheet-uncertain",
    Severity.VIOLATION,
    Text(
        sv='Bladet "{?value}" kan vara {?names}. Ge bladet (eller filen) ett av namnen.',
        en='The sheet "{?value}" may be {?names}. Give the sheet (or the file) one of these names.',
    ),
)
HIDDEN_SHEET = Rule(
    "Workbook-hidden-sheet",
    Severity.WARNING,
    Text(
        sv='Bladet "{?value}" är dolt och läses inte. Visa det om det ska med.',
        en='The sheet "{?value}" is hidden and is not read. Show it if it is to be read.',
    ),
)
NO_HEADINGS = Rule(
    "Workbook-no-headings",
    Severity.VIOLATION,
    Text(
        sv='Bladet "{?value}" saknar mallens rubriker. Kopiera rubrikraden från mallen till första raden.',
        en="The sheet \"{?value}\" has none of the template's headings. Copy the template's first row into it.",
    ),
)
ROWS_ABOVE = Rule(
    "Workbook-rows-above",
    Severity.INFO,
    Text(
        sv="Det som står ovanför rubrikraden läses inte.",
        en="What stands above the row of headings is not read.",
    ),
)
HEADINGS_AGAIN = Rule(
    "Workbook-headings-again",
    Severity.INFO,
    Text(sv="Raden upprepar rubrikerna och läses inte.", en="The row repeats the headings and is not read."),
)
CHANGED_EXAMPLE = Rule(
    "Workbook-changed-example",
    Severity.WARNING,
    Text(
        sv="Raden är märkt som exempel och läses inte, men skiljer sig från mallens exempel. Ska den läsas, ta bort "
        "ordet EXEMPEL i första cellen.",
        en="The row is marked as an example and not read, but differs from the template's. If it is to be read, remove "
        "the word EXAMPLE from its first cell.",
    ),
)
MERGED = Rule(
    "Workbook-merged",
    Severity.VIOLATION,
    Text(
        sv="Cellerna {?value} är sammanfogade, och bara den första har ett värde. Dela upp dem och fyll i var och en.",
        en="The cells {?value} are merged, and only the first has a value. Split them, and fill in each.",
    ),
)
NO_RESULT = Rule(
    "Workbook-formula-without-result",
    Severity.VIOLATION,
    Text(
        sv="Formeln har inget sparat resultat, och formler räknas inte ut här. Öppna och spara arbetsboken, eller "
        "ersätt formeln med sitt värde.",
        en="The formula has no saved result, and formulas are not calculated here. Open and save the workbook, or "
        "replace the formula by its value.",
    ),
)
CELL_ERROR = Rule(
    "Workbook-cell-error",
    Severity.VIOLATION,
    Text(
        sv="Cellen visar felet {?value}. Rätta formeln, eller skriv värdet.",
        en="The cell shows the error {?value}. Mend the formula, or write the value.",
    ),
)
LINKED_FILES = Rule(
    "Workbook-linked-files",
    Severity.INFO,
    Text(
        sv="Arbetsboken länkar till andra filer. De hämtas inte; de värden som sparats läses.",
        en="The workbook links to other files. They are not fetched; the values that were saved are read.",
    ),
)
NOT_IN_LIST = Rule(
    "Workbook-not-in-list",
    Severity.VIOLATION,
    Text(
        sv='"{?value}" finns inte i listan. Välj ett värde ur den.',
        en='"{?value}" is not in the list. Choose a value from it.',
    ),
)
OWN_WORD = Rule(
    "Workbook-own-word",
    Severity.WARNING,
    Text(
        sv='"{?value}" finns inte i listan. Ordet behålls som nyckelord, men företag hittas bara på listans ord.',
        en='"{?value}" is not in the list. The word is kept as a keyword, but companies find you by the list\'s words.',
    ),
)
UNCERTAIN = Rule(
    "Workbook-uncertain",
    Severity.VIOLATION,
    Text(
        sv='"{?value}" kan betyda flera saker: {?names}. Skriv en av adresserna, ett id eller ett organisationsnummer.',
        en='"{?value}" may mean several things: {?names}. Write one of the addresses, an id or an organisation number.',
    ),
)
UNKNOWN_ORGANISATION = Rule(
    "Workbook-unknown-organisation",
    Severity.VIOLATION,
    Text(
        sv='Organisationen "{?value}" finns varken i arbetsboken eller på plattformen. Rätta namnet, eller beskriv den '
        "på en rad i bladet {?names}.",
        en='The organisation "{?value}" is neither in the workbook nor on the platform. Mend the name, or describe it '
        "in a row of the sheet {?names}.",
    ),
)
UNREADABLE = Rule(
    "Workbook-unreadable-value",
    Severity.VIOLATION,
    Text(
        sv='Värdet "{?value}" kan inte läsas, eller kan betyda två saker. Skriv det så som kolumnens hjälp säger.',
        en='The value "{?value}" cannot be read, or may mean two things. Write it as the help of the column says.',
    ),
)
ADDRESS_COMPLETED = Rule(
    "Workbook-address-completed",
    Severity.INFO,
    Text(
        sv="Webbadressen saknade https:// och lästes som {?value}.",
        en="The web address lacked https:// and was read as {?value}.",
    ),
)
NO_NAME = Rule(
    "Workbook-row-without-name",
    Severity.VIOLATION,
    Text(
        sv="Raden har varken namn, organisationsnummer eller eget id. Fyll i ett av dem, eller töm raden.",
        en="The row has neither name, organisation number nor own id. Fill in one of them, or empty the row.",
    ),
)
DOUBLE_ROW = Rule(
    "Workbook-double-row",
    Severity.VIOLATION,
    Text(
        sv="Raden är samma sak som {?value}. Ta bort den ena, eller ge dem olika id.",
        en="The row is the same thing as {?value}. Remove one of them, or give them different ids.",
    ),
)
WORKBOOK_RULES = (
    UNKNOWN_COLUMN, DOUBLE_COLUMN, UNKNOWN_SHEET, SHEET_TAKEN_FOR, SHEET_UNCERTAIN, HIDDEN_SHEET, NO_HEADINGS,
    ROWS_ABOVE, HEADINGS_AGAIN, CHANGED_EXAMPLE, MERGED, NO_RESULT, CELL_ERROR, LINKED_FILES, NOT_IN_LIST, OWN_WORD,
    UNCERTAIN, UNKNOWN_ORGANISATION, UNREADABLE, ADDRESS_COMPLETED, NO_NAME, DOUBLE_ROW,
)  # fmt: skip
