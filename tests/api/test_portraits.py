"""Pages about actors, areas, competences, initiatives, places and services, over what comes with the software."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

import pytest
from fastapi.testclient import TestClient
from pyoxigraph import Literal, NamedNode, Quad

from api.portraits import Painter
from s3graph.model import Language
from s3graph.querying.entity import Amount
from s3graph.vocabulary import CV, DCT, EURIO, FOAF, RDF, S3, SKOS, XSD, entity, graph
from tests.api.shipped import TODAY, service
from tests.api.test_pages import check

CENTRE = "tracentrum-nassjo-kompetensutveckling-ab"
KINDS = {
    "actor": (CENTRE, "science-park-jonkoping-ab", "region-gotland", "exempelaktor-tra"),
    "area": ("tra-skog", "livsmedel", "besoksnaring", "industri", "digital"),
    "competence": ("digitalisering", "trateknik", "glasteknik", "sasongsforlangning"),
    "initiative": ("s3-plattform-smaland-och-oarna", "instra", "tfa-sydost"),
    "region": ("SE211", "SE212", "SE213", "SE214"),
    "municipality": ("0780", "0604", "0980"),
    "service": ("exempel-robotcell", "science-park-jonkoping-ab--accelerator"),
}
ADDRESSES = [f"/doc/{kind}/{slug}.html" for kind, slugs in KINDS.items() for slug in slugs]
FOLDED = re.compile(r'<section class="evidence">.*?</section>', re.S)


@pytest.fixture(scope="module")
def client(shipped_client: TestClient) -> TestClient:
    return shipped_client


def text_of(client: TestClient, kind: str, slug: str, language: str = "sv") -> str:
    response = client.get(f"/doc/{kind}/{slug}.html", headers={"Accept-Language": language})
    assert response.status_code == 200, response.text
    return response.text


def in_front(client: TestClient, kind: str, slug: str, language: str = "sv") -> str:
    """The page without the table of all statements, in one line."""
    text, folded = FOLDED.subn("", text_of(client, kind, slug, language))
    assert folded == 1
    return re.sub(r"\s+", " ", text)


def heading(text: str, name: str) -> str:
    """What stands below a heading, as far as the next of its level."""
    found = re.search(rf"<h2>{re.escape(name)}</h2>(.*?)(?=<h2>|</main>)", text)
    assert found, name
    return found.group(1)


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_every_sort_has_a_page_that_is_sound_and_small(client: TestClient, address: str, language: str) -> None:
    response = client.get(address, headers={"Accept-Language": language})
    assert response.status_code == 200
    page = check(response.text, language)
    assert len(response.content) < 100_000
    assert '<section class="evidence">' in response.text
    assert page.all("details")
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


@pytest.mark.soak
def test_every_link_of_ours_leads_somewhere(client: TestClient) -> None:
    """Of one page of every sort; documents are asked for by their start alone."""
    seen = set[str]()
    for kind, slugs in KINDS.items():
        page = check(text_of(client, kind, slugs[0]), "sv")
        seen |= {str(link["href"]).split("#")[0] for link in page.all("a")}
    known = ("id", "doc", "ontology", "actors", "areas", "competences", "initiatives", "regions", "map")
    ours = {href for href in seen if href.startswith("/") and re.split("[/?]", href)[1] in known}
    assert len(ours) > 150
    answers = {href: client.get(href, headers={"Accept": "text/html"}).status_code for href in sorted(ours)}
    assert {href: status for href, status in answers.items() if status not in (200, 303)} == {}


@pytest.mark.parametrize(("section", "kind"), [(f"{kind}s", kind) for kind in KINDS if kind[0] not in "ms"])
def test_a_page_stands_below_its_list_and_is_that_of_its_address(client: TestClient, section: str, kind: str) -> None:
    slug = KINDS[kind][0]
    response = client.get(f"/{section}/{slug}", headers={"Accept": "text/html", "Accept-Language": "sv"})
    assert response.status_code == 200
    assert f'href="/{section}" aria-current="true"' in response.text
    assert f'</doc/{kind}/{slug}.ttl>; rel="alternate"' in response.headers["link"]
    body = re.compile(r"<main.*</main>", re.S)
    below, document = body.search(response.text), body.search(text_of(client, kind, slug))
    assert below
    assert document
    assert below.group() == document.group()
    unknown = client.get(f"/{section}/nobody", headers={"Accept": "text/html"})
    assert unknown.status_code == 404
    check(unknown.text, "sv")


def test_other_things_are_shown_as_their_statements(client: TestClient) -> None:
    for address in ("organisation/eruf", "need/n001", "priority/tfa-sydost-upplevelser", "sni2007/16.101"):
        text = client.get(f"/doc/{address}.html").text
        assert "evidence" not in text
        assert 'id="statements"' in text


def test_an_actor_in_plain_words(client: TestClient) -> None:
    text = in_front(client, "actor", CENTRE)
    assert "Branschcentrum i Nässjö som hjälper mindre företag i Jönköpings län att utvecklas." in text
    assert "Aktören har inte själv lämnat eller bekräftat uppgifterna" in text
    reach = heading(text, "Kontakt och fakta")
    assert '<a class="button" href="https://www.tracentrum.se">Till webbplatsen tracentrum.se</a>' in reach
    assert '<a href="/id/municipality/0682">Nässjö</a>' in reach
    assert '<span class="tag unsure">obekräftat</span>' in reach
    assert '<a class="chip" href="/competences/trateknik">träteknik</a>' in heading(text, "Kan hjälpa till med")
    assert "Behovsanalys" in heading(text, "Tjänster och testbäddar")
    initiatives = heading(text, "Insatser")
    assert initiatives.index("<h3>Pågår</h3>") < initiatives.index("s3-plattform-smaland-och-oarna")
    assert "<summary>Avslutade (" in initiatives
    assert "/actors/campus-ljungby-ab" in heading(text, "Liknande aktörer")
    assert "/areas/livsmedel" in heading(text, "Broar till andra områden")
    english = in_front(client, "actor", CENTRE, "en")
    assert "Sector development centre in Nässjö that helps smaller companies in Jönköping County develop." in english


def test_what_is_unconfirmed_is_said_with_its_source_and_what_is_read_is_not(client: TestClient) -> None:
    text = in_front(client, "actor", "science-park-jonkoping-ab")
    areas = re.search(r"<dt>Områden</dt><dd>(.*?)</dd>", text)
    seat = re.search(r"<dt>Säte</dt><dd>(.*?)</dd>", text)
    assert areas
    assert seat
    assert "obekräftat" in areas.group(1)
    assert '<a href="https://sciencepark.se/' in areas.group(1)
    assert "obekräftat" not in seat.group(1)


def test_an_established_collaboration_is_shown_and_a_proposed_one_is_not(client: TestClient) -> None:
    found = heading(in_front(client, "actor", "exempelaktor-tra"), "Samverkan")
    assert "/actors/exempelaktor-verkstad" in found
    assert "/competences/automation" in found
    assert "exempel-mat-och-digital" not in in_front(client, "actor", "exempelaktor-mat")
    assert "Påhittat exempel" in text_of(client, "actor", "exempelaktor-tra")


def test_an_area_with_what_belongs_to_it(client: TestClient) -> None:
    text = in_front(client, "area", "livsmedel")
    assert "Från odling och djur till förädlad mat" in text
    assert '<a class="chip" href="/actors?area=livsmedel">28 aktörer</a>' in text
    assert "/id/priority/region-gotland-s3-mat-och-livsmedel" in heading(text, "Prioriteras i strategier")
    assert "/competences/livsmedelsforpackningar" in heading(text, "Vita fläckar")
    assert "/areas/industri" in heading(text, "Broar till andra områden")
    helped = heading(text, "Vem kan hjälpa")
    assert 'href="/actors?area=livsmedel&amp;region=SE214"' in helped
    assert "Se alla 28" in helped


def test_a_competence_says_who_can_help_and_where_nobody_can(client: TestClient) -> None:
    text = in_front(client, "competence", "glasteknik")
    assert "/actors/rise-tra-och-glas-vaxjo" in heading(text, "Vem kan hjälpa")
    assert "Kalmar län" in heading(text, "Vita fläckar")
    unheld = in_front(client, "competence", "tillstand-och-tillsyn")
    assert "Ingen aktör är känd som har just den här kompetensen" in heading(unheld, "Vem kan hjälpa")
    below = heading(in_front(client, "competence", "digitalisering"), "Vem kan hjälpa")
    assert "<h3>Har något som ingår i den</h3>" in below


def test_an_initiative_says_whether_it_is_open_today(client: TestClient) -> None:
    platform = in_front(client, "initiative", "s3-plattform-smaland-och-oarna")
    assert '<span class="tag">pågår</span> <span class="when">2024-04-01 – 2029-03-29</span>' in platform
    assert "25 000 000 SEK" in platform
    assert "avslutad" in in_front(client, "initiative", "tfa-sydost")
    assert "Slutdatum är inte känt" in in_front(client, "initiative", "ai-satsning-science-park-jonkoping-ai-lab")


def test_a_region_with_its_strategy_and_its_white_spots(client: TestClient) -> None:
    text = in_front(client, "region", "SE214")
    assert "1 kommun. 12 aktörer arbetar i länet." in text
    strategy = heading(text, "Strategi och prioriteringar")
    assert "region-gotland-s3-naringslivets-energiomstallning" in strategy
    assert "utanför de fem områdena" in strategy
    assert heading(text, "Vita fläckar").count("<li>") == 7
    assert '<a class="chip" href="/id/municipality/0980">Gotland: 11</a>' in heading(text, "Kommuner")


def test_a_municipality_says_who_is_there_and_who_comes_there(client: TestClient) -> None:
    text = in_front(client, "municipality", "0780")
    assert "14 aktörer har sitt säte här, 25 arbetar i kommunen." in text
    assert heading(text, "Har sitt säte här").count("<li>") == 14
    assert "Ingen känd aktör har sitt säte här" in in_front(client, "municipality", "0604")


def test_a_service_with_who_offers_it_and_who_offers_the_like(client: TestClient) -> None:
    text = in_front(client, "service", "science-park-jonkoping-ab--affarscoachning")
    assert '<a href="/actors/science-park-jonkoping-ab">' in text
    assert heading(text, "Andra erbjuder liknande").count("<li>") > 3
    assert '<p class="kicker">testbädd</p>' in in_front(client, "service", "exempel-robotcell")


def hostile(name: str) -> Iterable[Quad]:
    """An actor and what hangs on it, every text of which is markup and every number nonsense."""
    evil = Literal('"><script>alert(1)</script>', language="sv")
    actor, service_, effort = entity("actor", name), entity("service", name), entity("initiative", name)
    amount = entity("amount", name)
    said: list[tuple[NamedNode, NamedNode, NamedNode | Literal]] = [
        (actor, RDF.type, S3.SupportActor),
        (actor, SKOS.prefLabel, evil),
        (actor, DCT.description, evil),
        (actor, FOAF.homepage, NamedNode("javascript:alert(1)")),
        (actor, CV.thematicArea, entity("area", "no-such-area")),
        (actor, S3.hasCompetence, entity("competence", "no-such-competence")),
        (actor, S3.seat, entity("municipality", "9999")),
        (service_, RDF.type, S3.Service),
        (service_, SKOS.prefLabel, evil),
        (service_, S3.providedBy, actor),
        (effort, RDF.type, S3.Initiative),
        (effort, SKOS.prefLabel, evil),
        (effort, S3.owner, actor),
        (effort, FOAF.page, NamedNode("data:text/html,x")),
        (effort, EURIO.endDate, Literal("sometime", datatype=XSD.gYear)),
        (effort, EURIO.hasTotalCost, amount),
        (amount, EURIO.value, Literal("1e999999999")),
    ]
    return [Quad(subject, predicate, value, graph("platform")) for subject, predicate, value in said]


def test_nothing_in_the_graph_breaks_a_page(tmp_path_factory: pytest.TempPathFactory) -> None:
    client = service(tmp_path_factory.mktemp("hostile"), extra=hostile("hostile"))
    for address in ("actor/hostile", "service/hostile", "initiative/hostile", "municipality/0780", "area/tra-skog"):
        response = client.get(f"/doc/{address}.html")
        assert response.status_code == 200, address
        check(response.text, "sv")
        assert "<script" not in response.text
        assert 'href="javascript:' not in response.text
        assert 'href="data:' not in response.text
    for address in ("/actors?q=script", "/initiatives?q=script", "/map", "/regions"):
        response = client.get(address, headers={"Accept": "text/html"})
        assert response.status_code == 200
        assert "<script" not in response.text


@pytest.mark.parametrize(
    ("value", "currency", "said"),
    [
        ("25000000.0", "SEK", "25\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}000 SEK"),
        ("12.5", "EUR", "12.5 EUR"),
        ("1000", None, "1\N{NO-BREAK SPACE}000"),
        ("about a lot", None, "about a lot"),
        ("NaN", "SEK", "NaN SEK"),
        ("1e400", None, "1e400"),
    ],
)
def test_money_as_people_write_it(client: TestClient, value: str, currency: str | None, said: str) -> None:
    release = client.app.state.service.current._lent  # type: ignore[attr-defined]
    painter = Painter(release, TODAY, Language.SV)
    node = NamedNode(release.entities.initiatives.get("instra").iri)
    portrait = painter.portrait(node)
    assert portrait
    assert portrait.values["money"](Amount(value, currency, None)) == said
