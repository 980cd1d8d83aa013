"""The reason that tells which words of the need an actor uses too."""

from __future__ import annotations

from s3graph.matching.catalogue import Kind, Topic
from s3graph.matching.meeting import Meeting
from s3graph.matching.reason import Reason
from s3graph.matching.reasons import most
from s3graph.matching.warrant import close, ended
from s3graph.matching.words import content_words, stem
from s3graph.model import Text

WORDS = 3
"""Shared words that a reason names."""
RARE = 0.0015
"""Share of the passages from which a word says too little to be named."""
EVERYBODYS = frozenset({"region", "regional", "kommun", "kommunal", "län", "county", "municipality", "municipal"})
"""Words of what actors are called, rare in passages: sharing them says nothing."""
LONG = 6
"""Letters from which a word's stem is found inside a compound, or is of one root with it."""
ENDS = 4
"""Letters from which two words may no longer differ after the same beginning; compounds do, and are other things."""


def words_reason(meeting: Meeting, row: int, contribution: float) -> Reason:
    """The facet that shares most of the need's words, and those of them that are not on everybody's lips.

    Slight where none is, where what shares them is over or the actor's own name (a name is only a name), and where the
    part is not surely about it: water of 45 degrees shares a word with degree projects.
    """
    _, topics = meeting.index.evidence_of(row)
    part, facet = most(meeting, row, meeting.topic_words[:, topics])
    topic, who = meeting.index.catalogue.topics[facet.topic], meeting.index.catalogue.actors[row].label
    shared, over = ", ".join(_shared(meeting, part, topic)), ended(meeting, facet.topic) is not None
    if shared:
        text = Text(
            sv=f"Behovet och {who.sv} använder samma ord ({shared}), som i ”{topic.label.sv}”.",
            en=f"The need and {who.en} use the same words ({shared}), as in “{topic.label.en}”.",
        )
    else:
        text = Text(
            sv=f"Av det {who.sv} arbetar med ligger ”{topic.label.sv}” närmast i ordval.",
            en=f"Of what {who.en} works with, “{topic.label.en}” comes nearest in wording.",
        )
    return Reason(
        feature="words",
        contribution=contribution,
        text=text,
        evidence=facet.statements if contribution else (),
        asked=meeting.need.parts[part].text,
        met=topic.label,
        slight=not shared or over or topic.kind is Kind.DESCRIPTION or not close(meeting, part, facet.topic),
    )


def _shared(meeting: Meeting, part: int, topic: Topic) -> tuple[str, ...]:
    """Rare words of the part that are in the topic's name too, whatever their ends or compounds; at most ``WORDS``."""
    found: dict[str, None] = {}
    for code in meeting.languages:
        named = [stem(word, code) for word in content_words(topic.label.in_language(code), code)]
        for word, own in meeting.stems[part][code]:
            rare = word not in EVERYBODYS and meeting.index.passages[code].share(word) < RARE
            if rare and any(_alike(own, name) for name in named):
                found.setdefault(word)
    return tuple(found)[:WORDS]


def _alike(own: str, name: str) -> bool:
    """Whether two stems are one word: the same, a part of the name, or the same but for their ends.

    >>> _alike("automatis", "automation"), _alike("export", "exportmog"), _alike("gotlandslam", "gotland")
    (True, True, False)
    >>> _alike("materialintyg", "materialprovning")
    False
    """
    root = max(LONG, max(len(own), len(name)) - ENDS + 1)
    begins = own[:root] == name[:root]
    return own == name or (len(own) >= LONG and (own in name or begins))
