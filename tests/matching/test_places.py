from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks.pooling import ShippedStore
from s3graph.errors import UsageError
from s3graph.matching.catalogue import Actor, Catalogue
from s3graph.matching.harvest import read_catalogue
from s3graph.matching.need import NeedRequest
from s3graph.matching.places import Gazetteer, Nearness
from s3graph.model import Text


@pytest.fixture
def gazetteer(catalogue: Catalogue) -> Gazetteer:
    return Gazetteer(catalogue.places)


@pytest.fixture(scope="module")
def shipped() -> Gazetteer:
    """Over the places that come with the software."""
    return Gazetteer(read_catalogue(ShippedStore()).places)


def actor(catalogue: Catalogue, slug: str) -> Actor:
    return next(actor for actor in catalogue.actors if actor.iri.endswith(slug))


@pytest.mark.parametrize(
    ("text", "municipality", "region"),
    [
        ("Vi finns i Nässjö.", "0682", "SE211"),
        ("Nässjös bästa bageri", "0682", "SE211"),
        ("i Kronobergs län", None, "SE212"),
        ("mellan Kronobergs län och växjö", "0780", "SE212"),
        ("på Gotland", "0980", "SE214"),
    ],
)
def test_places_are_found_in_the_text(gazetteer: Gazetteer, text: str, municipality: str | None, region: str) -> None:
    found = gazetteer.whereabouts(NeedRequest(text), text)
    assert found is not None
    assert found.region.slug == region
    assert (found.municipality.slug if found.municipality else None) == municipality


def test_no_place_no_whereabouts(gazetteer: Gazetteer) -> None:
    assert gazetteer.whereabouts(NeedRequest("osten"), "Vi gör ost i Småland och öarna") is None


@pytest.mark.parametrize(
    ("text", "municipality"),
    [
        ("När vår stugbokning i Fårösund har stängt", "0980"),
        ("en liten verkstad i huskvarna", "0680"),
        ("glashytta i Boda Glasbruk", "0862"),
        ("Our sawmill in Hovmantorp", "0761"),
        ("Vi bor i Hjältevad och arbetar i Eksjö", "0686"),
        ("Vi hyr ut stugor vid Helgasjön", "0780"),
        ("Jag bakar i Ryd", "0763"),
        ("vi i hablingbo", "0980"),
        ("vingård på Storsudret", "0980"),
        ("lanthandel i Böda", "0885"),
        ("A farm shop in Gardslosa", "0885"),
        ("Färjestadens bästa glass", "0840"),
        ("Vi bygger bryggor i Revsudden", "0880"),
        ("sågverk i Västra Torsås", "0764"),
        ("Vi pressgjuter i Gnosjötrakten", "0617"),
        ("snickeri i vaxjotrakten", "0780"),
        ("En kund styckar gotländskt lamm", "0980"),
        ("Vi i Växjö säljer gotländskt lamm", "0780"),
    ],
)
def test_a_village_stands_for_its_municipality(shipped: Gazetteer, text: str, municipality: str) -> None:
    found = shipped.whereabouts(NeedRequest(text), text)
    assert found is not None
    assert found.municipality is not None
    assert found.municipality.slug == municipality


@pytest.mark.parametrize(
    ("text", "county"), [("Öländska bruna bönor till skolor", "SE213"), ("holländska ostar", None)]
)
def test_what_is_of_a_place_tells_where_nothing_else_does(shipped: Gazetteer, text: str, county: str | None) -> None:
    found = shipped.whereabouts(NeedRequest(text), text)
    assert (found.region.slug if found else None) == county


def test_every_name_of_a_municipality_leads_to_it_alone(shipped: Gazetteer) -> None:
    municipalities = [place for place in read_catalogue(ShippedStore()).places if place.level == "municipality"]
    names = [(name, place.slug) for place in municipalities for name in place.names]
    assert len(names) > 700
    for name, slug in names:
        for spelt in (name, name.upper()):
            found = shipped.whereabouts(NeedRequest(spelt), f"en firma i {spelt}.")
            assert found is not None, name
            assert found.slug == slug, name


def test_a_lake_of_several_municipalities_stands_for_its_county(shipped: Gazetteer) -> None:
    found = shipped.whereabouts(NeedRequest("kanoter"), "Vi hyr ut kanoter vid Åsnen")
    assert found is not None
    assert (found.region.slug, found.municipality) == ("SE212", None)


_WORDS = """
Vi bor på en äng;Varje skruv kostar;en öppen hall;Kruka med lock;under ett skede;väte och luft;stånga sig blodig;
en källa;hamra plåt;sanda gården;en runsten;a bona fide firm;lye for soap;en kanna kaffe;karda ull;a coat hanger;
den rappe säljaren
"""


@pytest.mark.parametrize("text", [said.strip() for said in _WORDS.split(";")])
def test_ordinary_words_are_no_villages(shipped: Gazetteer, text: str) -> None:
    assert shipped.whereabouts(NeedRequest(text), text) is None


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Verkstad i Vaxjo", "Växjö"),
        ("jonkoping", "Jönköping"),
        ("Vaxjös bästa bageri", "Växjö"),
        ("GNOSJO", "Gnosjö"),
        ("i Jonkopings lan", "Jönköpings län"),
        ("vi finns på norra Oland", "Borgholm"),
    ],
)
def test_a_name_is_known_without_its_diacritics(shipped: Gazetteer, text: str, label: str) -> None:
    found = shipped.whereabouts(NeedRequest(text), text)
    assert found is not None
    assert found.label.sv == label
    assert label not in shipped.masked(text)
    assert shipped.masked(text) != text


@pytest.mark.parametrize("name", ["Vaxjo", "växjö", "VAXJÖ", "Växjo", "va\u0308xjo\u0308", "Vaxjo kommun"])
def test_a_municipality_may_be_asked_for_without_diacritics(shipped: Gazetteer, name: str) -> None:
    found = shipped.whereabouts(NeedRequest("", municipality=name), "")
    assert found is not None
    assert found.slug == "0780"


@pytest.mark.parametrize("text", ["lågan i ugnen", "granna färger", "Lindas bageri", "dio bolag", "min farbror"])
def test_words_are_no_names_for_their_letters_alone(shipped: Gazetteer, text: str) -> None:
    assert shipped.whereabouts(NeedRequest(text), text) is None


@pytest.mark.parametrize(
    ("text", "label", "left"),
    [
        ("Firman sitter i Växsjö och gör stolar", "Växjö", "Firman sitter i  och gör stolar"),
        ("a joinery in Oskarhamn", "Oskarshamn", "a joinery in "),
        ("snickeri norr om Vimerby", "Vimmerby", "snickeri norr om "),
        ("i Hultsfrd", "Hultsfred", "i "),
        ("från Kallmar", "Kalmar", "från "),
        ("i Kallmar län", "Kalmar län", "i "),
        ("near Kronobrg", "Kronobergs län", "near "),
        ("i Jönköppings län", "Jönköpings län", "i "),
    ],
)
def test_a_misspelt_name_is_known_after_a_preposition(shipped: Gazetteer, text: str, label: str, left: str) -> None:
    found = shipped.whereabouts(NeedRequest(text), text)
    assert found is not None
    assert found.label.sv == label
    assert shipped.masked(text) == left


def test_a_known_name_wins_over_a_misspelt_one(shipped: Gazetteer) -> None:
    text = "Vi köper virke från Oskarhamn. Fabriken ligger i Kronobergs län"
    found = shipped.whereabouts(NeedRequest(text), text)
    assert found is not None
    assert found.label.sv == "Kronobergs län"


def test_a_word_like_two_names_is_neither(catalogue: Catalogue) -> None:
    vaxjo = next(place for place in catalogue.places if place.slug == "0780")
    twins = [replace(vaxjo, slug=name, names=(), label=Text(name, name)) for name in ("Storabacka", "Storebacka")]
    text = "i Storbacka"
    assert Gazetteer((*catalogue.places, twins[0])).masked(text) == "i "
    assert Gazetteer((*catalogue.places, *twins)).masked(text) == text


_TOWNS_ELSEWHERE = """
Avesta Bornholm Borås Båstad Enköping Falkenberg Falköping Göteborg Götaland Halmstad Hässleholm Höganäs
Karlshamn Karlskrona Karlstad Kristianstad Köping Lidköping Linköping Ljungbyhed Malmö Mariestad Motala
Norrköping Norrtälje Nyköping Olofström Osby Oskarström Ronneby Sölvesborg Söderköping Tibro Tidaholm Tranemo
Ulricehamn Vara Varberg Vaxholm Vänersborg Värmdö Västerås Västerbotten Västergötland Ystad Ängelholm
Åtvidaberg Östergötland Scotland
"""
_AFTER_A_PREPOSITION = """
i början;i framtiden;i framkant;i kalmarsund;i marknaden;i skogen;i sommar;i ordning;i produktionen;
på marknaden;på landsbygden;på nätet;på lagret;från skalmar;från början;från kunderna;från kolmården;utanför sverige;
nära kunden;kring hållbarhet;runt hörnet;vid behov;vid kusten;vid monteringen;in general;in markets;from scratch;
outside europe;near customers;around christmas;at market;at trade fairs;of course;of nylon;of market entry
"""


@pytest.mark.parametrize("preposition", ["i", "från", "väster om", "in"])
@pytest.mark.parametrize("town", _TOWNS_ELSEWHERE.split())
def test_towns_elsewhere_are_not_taken_for_towns_here(shipped: Gazetteer, preposition: str, town: str) -> None:
    for text in (f"{preposition} {town}", f"{preposition} {town.removesuffix('s')}s kommun"):
        assert shipped.whereabouts(NeedRequest(text), text) is None
        assert shipped.masked(text) == text


@pytest.mark.parametrize("phrase", [" ".join(said.split()) for said in _AFTER_A_PREPOSITION.split(";")])
def test_words_after_a_preposition_are_no_misspelt_towns(shipped: Gazetteer, phrase: str) -> None:
    assert shipped.whereabouts(NeedRequest(phrase), phrase) is None
    assert shipped.masked(phrase) == phrase


def test_the_request_wins_over_the_text(gazetteer: Gazetteer) -> None:
    found = gazetteer.whereabouts(NeedRequest("", municipality="0780"), "Vi finns i Nässjö")
    assert found is not None
    assert found.label.sv == "Växjö"


def test_names_of_places_are_masked_and_parts_of_words_are_not(gazetteer: Gazetteer) -> None:
    assert gazetteer.masked("Ost från Gotland i Växjöbutiker").split() == ["Ost", "från", "i", "Växjöbutiker"]


@pytest.mark.parametrize("request_", [NeedRequest("x", region="SE999"), NeedRequest("x", municipality="SE211")])
def test_unknown_places_are_refused(gazetteer: Gazetteer, request_: NeedRequest) -> None:
    with pytest.raises(UsageError) as refused:
        gazetteer.whereabouts(request_, "x")
    assert "SE212" in refused.value.detail.sv


@pytest.mark.parametrize(
    ("place", "slug", "nearness"),
    [
        ("Nässjö", "alfa", Nearness.SAME_MUNICIPALITY),
        ("Nässjö", "epsilon", Nearness.NEIGHBOUR_MUNICIPALITY),
        ("Jönköpings län", "alfa", Nearness.SAME_REGION),
        ("Nässjö", "delta", Nearness.NEIGHBOUR_REGION),
        ("Nässjö", "beta", Nearness.PROGRAMME_AREA),
    ],
)
def test_nearness(catalogue: Catalogue, gazetteer: Gazetteer, place: str, slug: str, nearness: Nearness) -> None:
    found = gazetteer.whereabouts(NeedRequest(place), place)
    assert found is not None
    assert found.nearness(actor(catalogue, slug)) is nearness


@pytest.mark.parametrize(
    ("place", "nearness"),
    [
        ("Vetlanda", Nearness.SAME_MUNICIPALITY),
        ("Nässjö", Nearness.OTHER_MUNICIPALITY),
        ("Jönköpings län", Nearness.OTHER_MUNICIPALITY),
        ("Växjö", Nearness.PROGRAMME_AREA),
    ],
)
def test_an_actor_for_one_municipality_is_at_home_in_it_alone(
    catalogue: Catalogue, gazetteer: Gazetteer, place: str, nearness: Nearness
) -> None:
    local = replace(actor(catalogue, "epsilon"), serves=("0685",))
    found = gazetteer.whereabouts(NeedRequest(place), place)
    assert found is not None
    assert found.nearness(local) is nearness


def test_who_serves_another_municipality_lies_further_off_than_who_serves_the_county() -> None:
    assert Nearness.NEIGHBOUR_REGION < Nearness.OTHER_MUNICIPALITY < Nearness.SAME_REGION


def test_who_bears_the_name_of_the_place_is_at_home_there(catalogue: Catalogue, gazetteer: Gazetteer) -> None:
    """Where only the county is known, an actor for certain municipalities is not known to be there for the asker."""
    local = replace(actor(catalogue, "epsilon"), serves=("0685",), label=Text("Destination Åsnen", "Destination Åsnen"))
    county = gazetteer.whereabouts(NeedRequest("", region="SE211"), "vi hyr ut kanoter")
    assert county is not None
    assert county.nearness(local) is Nearness.OTHER_MUNICIPALITY
    assert replace(county, named=frozenset({"asnen"})).nearness(local) is Nearness.SAME_MUNICIPALITY


def test_names_of_places_are_kept_with_the_place(gazetteer: Gazetteer) -> None:
    found = gazetteer.whereabouts(NeedRequest(""), "vi gör ost i Vetlanda")
    assert found is not None
    assert found.named == {"vetlanda"}


@pytest.mark.parametrize(
    ("request_", "text", "words"),
    [
        (NeedRequest(""), "vi gör ost i vetlanda", "vetlanda"),
        (NeedRequest(""), "Vi gör ost i Jönköpings län, i Vetlanda", "Vetlanda"),
        (NeedRequest("", municipality="0685"), "Vi gör ost i Nässjö", ""),
        (NeedRequest("", municipality="0685"), "Vi gör ost i Vetlanda", "Vetlanda"),
        (NeedRequest(""), "Vi gör ost i Vettlanda", "Vettlanda"),
    ],
)
def test_how_the_need_puts_the_place_is_kept(
    gazetteer: Gazetteer, request_: NeedRequest, text: str, words: str
) -> None:
    found = gazetteer.whereabouts(request_, text)
    assert found is not None
    assert found.words == words
