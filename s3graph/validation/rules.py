"""Rules that SHACL cannot express, because they ask who speaks: each a name, a severity and what to say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode

from s3graph.model import Text
from s3graph.validation.finding import Finding, Node, Severity, Term
from s3graph.validation.paths import Predicate
from s3graph.validation.profile import SHAPES
from s3graph.validation.shapes_graph import filled


@dataclass(frozen=True)
class Rule:
    """A rule beside the shapes; its findings look like theirs."""

    name: str
    severity: Severity
    message: Text

    @property
    def iri(self) -> NamedNode:
        return NamedNode(SHAPES + self.name)

    @property
    def component(self) -> NamedNode:
        return NamedNode(SHAPES + f"{self.name.partition('-')[0]}ConstraintComponent")

    def finding(
        self, focus: Node, predicate: NamedNode | None, value: Term | None, more: Mapping[str, Term] | None = None
    ) -> Finding:
        """A finding of this rule, its message filled with ``this``, ``path``, ``value`` and whatever ``more`` names."""
        values = {"this": focus, "path": predicate, "value": value, **(more or {})}
        return Finding(
            focus=focus,
            path=None if predicate is None else Predicate(predicate),
            value=value,
            component=self.component,
            severity=self.severity,
            shape=self.iri,
            messages=Text(sv=filled(self.message.sv, values), en=filled(self.message.en, values)),
        )


REFERENCE_TERM = Rule(
    "Speech-reference-term",
    Severity.VIOLATION,
    Text(
        sv="{?this} hör till referensdata eller ontologin. Ingen källa ändrar dem: ta bort det filen säger om den.",
        en="{?this} belongs to the reference data or the ontology. No source changes those: remove what is said of it.",
    ),
)
SCHEMA_AXIOM = Rule(
    "Speech-schema-axiom",
    Severity.VIOLATION,
    Text(
        sv="{?path} ändrar vad begrepp betyder, och det gör ingen leverans. Ta bort raden; namn är skos:prefLabel.",
        en="{?path} changes what terms mean, and no delivery does that. Remove the line; names are skos:prefLabel.",
    ),
)
SAME_AS = Rule(
    "Speech-same-as",
    Severity.VIOLATION,
    Text(
        sv="owl:sameAs slår ihop {?this} med {?value}. Identiteter avgörs av plattformen: ta bort raden.",
        en="owl:sameAs merges {?this} with {?value}. Identities are decided by the platform: remove the line.",
    ),
)
FOREIGN_SUBJECT = Rule(
    "Speech-own-address",
    Severity.VIOLATION,
    Text(
        sv="{?this} är ingen adress på plattformen. Beskriv egna saker som https://w3id.org/s3graph/id/slag/namn, "
        "och ta bort det som handlar om andras.",
        en="{?this} is no address of the platform. Describe own things as https://w3id.org/s3graph/id/kind/name, "
        "and remove what is about those of others.",
    ),
)
OTHER_SOURCE = Rule(
    "Speech-other-source",
    Severity.VIOLATION,
    Text(
        sv="{?this} beskrivs av källan {?owner}. Andra får bara länka dit: ta bort {?path}, eller be källan ändra.",
        en="{?this} is described by the source {?owner}. Others may only link to it: remove {?path}, "
        "or ask that source to change it.",
    ),
)
OTHER_CLAIM = Rule(
    "Speech-other-claim",
    Severity.VIOLATION,
    Text(
        sv="Påståendet gäller {?value}, som beskrivs av källan {?owner}. Ta bort påståendet, eller be källan göra det.",
        en="The claim is about {?value}, described by the source {?owner}. Remove it, or ask that source to make it.",
    ),
)
OTHER_CONFIRMATION = Rule(
    "Speech-other-confirmation",
    Severity.VIOLATION,
    Text(
        sv="Bekräftelsen görs av {?value}, men den aktören företräds av källan {?owner}. Bara aktören själv bekräftar.",
        en="The confirmation is made by {?value}, but the source {?owner} speaks for that actor. "
        "Only the actor itself confirms.",
    ),
)
OTHER_CONFIRMED = Rule(
    "Speech-other-confirmed",
    Severity.VIOLATION,
    Text(
        sv="{?value} företräds av källan {?owner}, och bara den bekräftar det som sägs om {?value}. Ta bort raden.",
        en="The source {?owner} speaks for {?value}, and nobody else confirms what is said of it. Remove the line.",
    ),
)
THIRD_PARTY = Rule(
    "Speech-third-party",
    Severity.INFO,
    Text(
        sv="{?path} gäller något som källan {?owner} företräder. Det visas som sagt av er, inte av den.",
        en="{?path} is about something that the source {?owner} speaks for. It is shown as said by you, not by it.",
    ),
)
RESERVED_CLASS = Rule(
    "Speech-reserved-class",
    Severity.VIOLATION,
    Text(
        sv="{?this} sägs vara en {?value}. Klassen hör till plattformens referensdata: använd en som finns.",
        en="{?this} is said to be a {?value}. The class is the platform's reference data: use one that exists.",
    ),
)
REGISTER_SUBJECT = Rule(
    "Speech-register-subject",
    Severity.VIOLATION,
    Text(
        sv="{?this} är inget av registrets egna begrepp, och ett register talar bara om dem. Ta bort raderna om den.",
        en="{?this} is none of the register's own terms, and a register speaks of nothing else. Remove what is said.",
    ),
)
REGISTER_WORD = Rule(
    "Speech-register-word",
    Severity.VIOLATION,
    Text(
        sv="Ett register säger bara vad dess begrepp heter, betyder och hör till. Ta bort {?path} {?value}.",
        en="A register only says what its terms are called, mean and belong to. Remove {?path} {?value}.",
    ),
)
UNKNOWN_TERM = Rule(
    "Delivery-unknown-term",
    Severity.VIOLATION,
    Text(
        sv="{?value} finns inte i ontologin. Rätta stavningen; termerna står på https://w3id.org/s3graph/ontology.",
        en="{?value} is not in the ontology. Mend the spelling; the terms are listed at https://w3id.org/s3graph/ontology.",
    ),
)
UNKNOWN_ENTITY = Rule(
    "Delivery-unknown-entity",
    Severity.WARNING,
    Text(
        sv="{?value} är okänd: den beskrivs varken i filen eller av någon annan källa. Kontrollera adressen.",
        en="{?value} is unknown: it is described neither in the file nor by any other source. Check the address.",
    ),
)
UNCHECKED_CLASS = Rule(
    "Delivery-unchecked-class",
    Severity.WARNING,
    Text(
        sv="Plattformen känner inte klassen {?value}, så det som är en sådan kontrollerades inte.",
        en="The platform does not know the class {?value}, so whatever is one was not checked.",
    ),
)
POSSIBLE_IDENTITY = Rule(
    "Identity-possible",
    Severity.WARNING,
    Text(
        sv="{?this} kan vara {?value}, som plattformen redan har. De står bredvid varandra tills det är avgjort: "
        "s3graph identities list.",
        en="{?this} may be {?value}, which the platform has already. They stand side by side until it is decided: "
        "s3graph identities list.",
    ),
)
UNTYPED = Rule(
    "Delivery-untyped",
    Severity.WARNING,
    Text(
        sv="Filen säger inte vad {?this} är, så den kontrollerades inte. Ange klass, som a s3:Initiative.",
        en="The file does not say what {?this} is, so it was not checked. State its class, such as a s3:Initiative.",
    ),
)
RULES = (
    REFERENCE_TERM, SCHEMA_AXIOM, SAME_AS, FOREIGN_SUBJECT, OTHER_SOURCE, OTHER_CLAIM, OTHER_CONFIRMATION,
    OTHER_CONFIRMED, THIRD_PARTY, RESERVED_CLASS, REGISTER_SUBJECT, REGISTER_WORD,
    UNKNOWN_TERM, UNKNOWN_ENTITY, UNCHECKED_CLASS, POSSIBLE_IDENTITY,
    UNTYPED,
)  # fmt: skip
