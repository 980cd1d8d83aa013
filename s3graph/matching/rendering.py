"""An answer as text for a terminal, from the same JSON form that programs get."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from s3graph.matching.wish import DOUBTFUL
from s3graph.model import Language, Text
from s3graph.vocabulary import is_graph

WIDTH = 100
REASONS = 3
WISH = 80
"""Most characters of a wish that an actor is named for."""
BANDS = {
    "strong": Text(sv="passar mycket väl", en="fits very well"),
    "likely": Text(sv="passar troligen", en="probably fits"),
    "weak": Text(sv="passar kanske", en="may fit"),
    "none": Text(sv="passar knappast", en="hardly fits"),
}
"""What the values of ``Band`` are called where people read."""
_STATUS = {
    "open": Text(sv="öppen", en="open"),
    "planned": Text(sv="planerad", en="planned"),
    "ended": Text(sv="avslutad", en="ended"),
    "unknown": Text(sv="okänt om den är öppen", en="not known whether it is open"),
}
_UNCONFIRMED = Text(sv="obekräftat", en="unconfirmed")
_RELEASE = Text(sv="Svar ur utgåva {release}, {day}", en="Answer from release {release}, {day}")
_UNCOVERED = Text(
    sv="Ingen här svarar säkert mot den här delen: ”{text}”", en="Nobody here surely meets this part: “{text}”"
)
_BESIDE = Text(sv="För den här delen, fråga {actor}: ”{text}”", en="For this part, ask {actor}: “{text}”")
_UNHELD = Text(
    sv="”{part}” gäller {label}, som ingen aktör här har uppgett.",
    en="“{part}” is about {label}, which no actor here has stated.",
)
_WISHES = Text(sv="Det som efterfrågas", en="What is asked for")
_QUOTED = Text(sv="”{text}”", en="“{text}”")
_HAS_IT = Text(sv="I annat län: {actors}.", en="In another county: {actors}.")
_COMES_NEAREST = Text(sv=" Närmast: {nearest}.", en=" Nearest: {nearest}.")
_ELSEWHERE = Text(sv="I andra län: {actors}", en="In other counties: {actors}")
_WISH = Text(sv="För: ”{wish}”", en="For: “{wish}”")
_HOMEPAGE = Text(sv="Webbplats: {address}", en="Website: {address}")
_SOURCES = Text(sv="Källor: {address}", en="Sources: {address}")
HINT = 0.87
"""Confidence from which a competence is named where nobody fits: of private errands none reached it."""
_NEAREST = Text(sv="Närmast av det som stöds här: {labels}", en="Nearest of what is supported here: {labels}")
_UNTIL = Text(sv=" till {end}", en=" until {end}")
_TEAMS = Text(sv="Tillsammans över områdesgränser (föreslagna samarbeten)", en="Together across areas (proposed)")
_LISTED = {
    "initiatives": Text(sv="Insatser som rör behovet", en="Initiatives that touch the need"),
    "services": Text(sv="Tjänster och testbäddar som passar", en="Services and testbeds that fit"),
    "similar_needs": Text(sv="Liknande behov som är kända", en="Similar needs that are known"),
}


def as_text(answer: Mapping[str, Any], language: Language) -> str:
    """``answer`` is what ``Answer.to_json`` gives. Reasons say where they are unconfirmed, and name their source."""
    return "\n".join(_lines(answer, language)) + "\n"


def _lines(answer: Mapping[str, Any], language: Language) -> Iterator[str]:
    yield _RELEASE.in_language(language).format(release=answer["release"], day=answer["day"])
    for said in (answer["message"], *answer["notices"]):
        yield from _wrapped(said, "")
    if answer["wishes"]:
        yield from ("", _WISHES.in_language(language))
    for wish in answer["wishes"]:
        yield from _wrapped(_wish(wish, language), "  • ")
    for place, match in enumerate(answer["matches"], 1):
        yield ""
        yield from _match_lines(place, match, language)
    near = [link["label"] for link in answer["nearest"] if link["confidence"] >= HINT]
    if near:
        labels = ", ".join(near)
        yield from _wrapped(_NEAREST.in_language(language).format(labels=labels), "")
    answered = {wish["text"] for wish in answer["wishes"]}
    for one in (one for one in answer["unheld"] if one["part"] not in answered):
        yield ""
        yield from _wrapped(_unheld(one, language), "")
    for part in answer["need"]["parts"]:
        if part["beside"] and part["text"] not in answered:
            yield ""
            said = {"text": part["text"], "actor": part["beside"]["label"]}
            yield from _wrapped(_BESIDE.in_language(language).format(**said), "")
    answered.update(one["part"] for one in answer["unheld"])
    for text in (part for part in answer["uncovered"] if part not in answered):
        yield ""
        yield from _wrapped(_UNCOVERED.in_language(language).format(text=text), "")
    yield from _beside(answer, language)


def _wish(wish: Mapping[str, Any], language: Language) -> str:
    """A wish with who has it, and who has it elsewhere."""
    said = textwrap.shorten(wish["text"], WISH, placeholder=" …")
    about = [link["label"] for link in wish["about"]]
    line = f"{_QUOTED.in_language(language).format(text=said)} {wish['says']}"
    if wish["actors"]:
        line += f" {_holders(wish['actors'], about, language)}."
    if wish["elsewhere"]:
        line += " " + _HAS_IT.in_language(language).format(actors=_holders(wish["elsewhere"], about, language))
    return line


def _had(holder: Mapping[str, Any], about: Sequence[str], language: Language) -> str:
    if holder["doubtful"]:
        return DOUBTFUL.in_language(language)
    return str(holder["through"] or ("" if holder["competence"] in about else holder["competence"] or ""))


def _holders(holders: Sequence[Mapping[str, Any]], about: Sequence[str], language: Language) -> str:
    """Actors, each with by what it has what is wished, or what else it has."""
    had = [_had(one, about, language) for one in holders]
    named = [one["actor"]["label"] for one in holders]
    return ", ".join(f"{name} ({has})" if has else name for name, has in zip(named, had, strict=True))


def _unheld(one: Mapping[str, Any], language: Language) -> str:
    """What no actor states, and who comes nearest with what."""
    part = textwrap.shorten(one["part"], WISH, placeholder=" …")
    said = _UNHELD.in_language(language).format(part=part, label=one["label"])
    near = ", ".join(f"{holder['actor']['label']} ({holder['competence']})" for holder in one["nearest"])
    return said + (_COMES_NEAREST.in_language(language).format(nearest=near) if near else "")


def _beside(answer: Mapping[str, Any], language: Language) -> Iterator[str]:
    """What is named beside the actors, each kind under its title."""
    if answer["teams"]:
        yield from ("", _TEAMS.in_language(language))
    for team in answer["teams"]:
        yield from _wrapped(" + ".join(actor["label"] for actor in team["actors"]), "  • ")
        for reason in team["reasons"]:
            yield from _wrapped(reason, "    - ")
    for name, title in _LISTED.items():
        if answer[name]:
            yield from ("", title.in_language(language))
        for item in answer[name]:
            yield from _wrapped(_item(item, language), "  • ")


def _item(item: Mapping[str, Any], language: Language) -> str:
    """Its name, with the status of an initiative, until when one is open, and whom to ask for it."""
    label, whom = str(item["label"]), [provider["label"] for provider in item.get("providers", ())]
    if "status" in item:
        said = _STATUS[item["status"]].in_language(language)
        until = _UNTIL.in_language(language).format(end=item["end"]) if item["status"] == "open" else ""
        label, whom = f"{label} ({said}{until})", item["owners"]
    return f"{label} – {', '.join(whom)}" if whom else label


_ALWAYS = ("region", "competence")
"""Reasons that are told wherever they stand."""
_OWN = ("clauses", "competence", "meaning")
"""Those that name what the actor has."""


def _told(reasons: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The few that are told: of what is said of the actor's own each thing once, words in common where it is all."""
    told = [reason for reason in reasons if not reason["slight"]] or list(reasons)
    own = [reason for reason in told if reason["feature"] in _OWN]
    again = [one for place, one in enumerate(own) if any(one["met"] == first["met"] for first in own[:place])]
    words = [reason for reason in told if reason["feature"] == "words" and own]
    told = [reason for reason in told if reason not in again and reason not in words]
    return [reason for place, reason in enumerate(told) if place < REASONS or reason["feature"] in _ALWAYS]


def _match_lines(place: int, match: Mapping[str, Any], language: Language) -> Iterator[str]:
    actor = match["actor"]
    kind = f", {actor['kind']}" if actor["kind"] else ""
    band = BANDS[match["band"]].in_language(language)
    yield from _wrapped(f"{actor['label']}{kind} – {band}", f"{place}. ")
    if match["caution"]:
        yield from _wrapped(match["caution"], "   ! ")
    if match["elsewhere"]:
        others = ", ".join(other["label"] for other in match["elsewhere"])
        yield from _wrapped(_ELSEWHERE.in_language(language).format(actors=others), "   ")
    for wish in match["wishes"]:
        said = textwrap.shorten(wish, WISH, placeholder=" …")
        yield from _wrapped(_WISH.in_language(language).format(wish=said), "   ")
    reasons = _told(match["reasons"])
    for reason in reasons:
        unsure = "" if reason["confirmed"] else f" [{_UNCONFIRMED.in_language(language)}]"
        yield from _wrapped(reason["text"] + unsure, "   - ")
    if actor["homepage"]:
        yield "   " + _HOMEPAGE.in_language(language).format(address=actor["homepage"])
    sources = dict.fromkeys(source for reason in reasons for source in reason["source"] if not is_graph(source))
    for number, source in enumerate(list(sources)[:2]):  # never wrapped: an address cut at a hyphen leads nowhere
        yield "   " + (source if number else _SOURCES.in_language(language).format(address=source))


def _wrapped(text: str, lead: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=lead, subsequent_indent=" " * len(lead), break_long_words=False)
