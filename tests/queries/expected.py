"""What each shipped question must answer over the shipped data, checked by hand against ``ontology/`` and the facts.

A change of the shipped data that changes an answer is meant to fail here: look whether the new answer is right, then
write it down.
"""

from __future__ import annotations

from tests.queries.shelf import Expected

IUC = "industriellt-utvecklingscentrum-i-kalmar-lan-ab"
TRACENTRUM = "tracentrum-nassjo-kompetensutveckling-ab"
DAY = "2026-11-01"

EXPECTED: dict[str, tuple[Expected, ...]] = {
    "actor-profile": (
        Expected(
            {"actor": IUC},
            24,
            (
                ("area", "industri", "Industriell utveckling"),
                ("area", "livsmedel", "Livsmedel"),
                ("competence", "lean", "lean"),
                ("initiative", "molekyl", "Molekyl"),
                ("region", "SE213", "Kalmar län"),
            ),
        ),
        Expected({"actor": "nobody"}, 0, ()),
    ),
    "actors-across-areas": (
        Expected({}, 47, (("region-jonkopings-lan", "Region Jönköpings län", "5"),)),
        Expected({"least": "5"}, 14, (("almi-gotland", "Almi Gotland", "5"),)),
        Expected({"least": "6"}, 0, ()),
    ),
    "actors-by-area": (
        Expected({}, 175, ()),
        Expected(
            {"area": "livsmedel", "language": "en"},
            28,
            (
                ("livsmedel", "Food", "energicentrum-gotland", "Energicentrum Gotland"),
                ("livsmedel", "Food", "exempelaktor-mat", "Example Actor Food"),
            ),
        ),
    ),
    "actors-by-competence": (
        Expected({}, 312, ()),
        Expected(
            {"competence": "automation"},
            8,
            (
                ("automation", "automation", "automation-smaland", "Automation Småland", "read"),
                ("automation", "automation", "enter-gislaved-ab", "Enter Gislaved AB", "read"),
                ("automation", "automation", "linneuniversitetet", "Linnéuniversitetet", "read"),
            ),
        ),
    ),
    "actors-by-kind-and-financing": (
        Expected(
            {},
            35,
            (
                ("campus", "campus och lärcentrum", "public", "offentligt finansierad", "7"),
                ("regional-authority", "regionalt utvecklingsansvarig", "public", "offentligt finansierad", "4"),
                ("university", "lärosäte", "public", "offentligt finansierad", "3"),
            ),
        ),
    ),
    "actors-by-region": (
        Expected({}, 90, ()),
        Expected(
            {"region": "SE214"},
            12,
            (
                ("SE214", "Gotlands län", "almi-gotland", "Almi Gotland"),
                ("SE214", "Gotlands län", "region-gotland", "Region Gotland"),
            ),
        ),
    ),
    "actors-for-a-need": (
        Expected(
            {"need": "n001"},
            6,
            (
                ("campus-ljungby-ab", "Campus Ljungby AB", "2"),
                (TRACENTRUM, "Träcentrum Nässjö Kompetensutveckling AB", "2"),
                ("jonkoping-university", "Jönköping University", "1"),
            ),
        ),
    ),
    "actors-near-a-municipality": (
        Expected(
            {"municipality": "0780"},
            21,
            (
                ("0764", "Alvesta", "destination-asnen", "Destination Åsnen"),
                (
                    "0685",
                    "Vetlanda",
                    "naringslivsutveckling-i-vetlanda-ab",
                    "Näringslivsutveckling i Vetlanda AB (Nuvab)",
                ),
                ("0780", "Växjö", "energikontor-sydost-ab", "Energikontor Sydost AB"),
            ),
        ),
    ),
    "areas-and-topics": (
        Expected({}, 37, ()),
        Expected(
            {"area": "digital", "language": "en"},
            8,
            (
                ("digital", "Digital service development", "ai-och-data", "AI and data"),
                ("digital", "Digital service development", "cybersakerhet", "Secure IT"),
            ),
        ),
    ),
    "collaborations-established": (
        Expected(
            {},
            2,
            (
                ("exempel-tra-och-verkstad", "exempelaktor-tra", "Exempelaktör Trä", "automation"),
                ("exempel-tra-och-verkstad", "exempelaktor-verkstad", "Exempelaktör Verkstad", "automation"),
            ),
        ),
    ),
    "collaborations-proposed": (
        Expected(
            {},
            2,
            (
                ("exempel-mat-och-digital", "exempelaktor-digital", "Exempelaktör Digital", "data-och-analys"),
                ("exempel-mat-och-digital", "exempelaktor-mat", "Exempelaktör Mat", "data-och-analys"),
            ),
        ),
    ),
    "companies-by-place-and-size": (
        Expected({}, 11, (("0980", "Gotland", "micro", "2"), ("0682", "Nässjö", "small", "1"))),
    ),
    "competences-across-areas": (
        Expected(
            {},
            153,
            (
                ("affarsutveckling", "affärsutveckling", "5", "8"),
                ("exportradgivning", "export", "5", "0"),
                ("forskningssamverkan", "forskningssamverkan", "5", "2"),
            ),
        ),
    ),
    "competences-and-industries": (
        Expected({}, 631, ()),
        Expected(
            {"industry": "16.2"},
            11,
            (
                ("16.2", "16.2", "byggnadssnickeri", "byggnadssnickeri"),
                ("16.2", "16.2", "ytbehandling-av-tra", "ytbehandling av trä"),
            ),
        ),
    ),
    "competences-below": (
        Expected(
            {"broader": "digitalisering"},
            7,
            (
                ("affarssystem", "affärssystem", "0"),
                ("digital-kompetens", "digital kompetens", "1"),
                ("smarta-samhallen", "smarta samhällen", "2"),
            ),
        ),
    ),
    "competences-in-esco": (
        Expected({}, 679, ()),
        Expected(
            {"competence": "destinationsutveckling", "language": "en"},
            4,
            (
                (
                    "destinationsutveckling",
                    "destination development",
                    "exactMatch",
                    "ae62a626-040b-4cea-8853-8fd7e269e1d1",
                ),
                (
                    "destinationsutveckling",
                    "destination development",
                    "relatedMatch",
                    "6ee0f29a-2be7-4dd1-bee3-6ee2a3539376",
                ),
            ),
        ),
    ),
    "competences-of-one-actor-only": (
        Expected(
            {},
            65,
            (
                ("additiv-tillverkning", "additiv tillverkning", "campus-varnamo", "Campus Värnamo"),
                ("bioenergi", "bioenergi", "energikontor-sydost-ab", "Energikontor Sydost AB"),
            ),
        ),
    ),
    "competences-without-actor": (
        Expected({}, 130, (("ai-i-produktionen", "AI i produktionen"), ("avfallshantering", "avfallshantering"))),
    ),
    "coverage-of-areas": (
        Expected(
            {},
            5,
            (
                ("besoksnaring", "Besöksnäring", "30", "108", "23", "17"),
                ("livsmedel", "Livsmedel", "28", "106", "16", "16"),
                ("tra-skog", "Trä och skog", "34", "103", "23", "18"),
            ),
        ),
    ),
    "entities-by-class": (
        Expected(
            {},
            31,
            (
                ("areas", "ThematicArea", "5"),
                ("competences", "Competence", "273"),
                ("places", "Municipality", "34"),
                ("places", "Region", "4"),
            ),
        ),
    ),
    "everyday-words-of-competences": (
        Expected({}, 1092, ()),
        Expected(
            {"competence": "virkestorkning", "language": "en"},
            4,
            (("virkestorkning", "timber drying", "our timber cracks in the kiln"),),
        ),
    ),
    "funders-of-initiatives": (
        Expected(
            {},
            29,
            (
                ("eruf", "Europeiska regionala utvecklingsfonden (ERUF)", "39"),
                ("region-kalmar-lan", "Region Kalmar län", "17"),
                ("region-kronoberg", "Region Kronoberg", "10"),
            ),
        ),
    ),
    "funding-by-area": (
        Expected(
            {},
            10,
            (
                ("besoksnaring", "Besöksnäring", "", "11", ""),
                ("besoksnaring", "Besöksnäring", "SEK", "12", "194700000"),
                ("tra-skog", "Trä och skog", "SEK", "10", "226640000"),
            ),
        ),
    ),
    "initiatives-by-status": (
        Expected(
            {"day": DAY}, 98, (("ended", "automation-smaland", "Automation Småland", "2015-01-01", "2016-05-31"),)
        ),
        Expected(
            {"day": DAY, "status": "open", "area": "tra-skog"},
            5,
            (
                ("open", "remake-2-0", "ReMake 2.0", "2023-11-01", "2026-12-30"),
                (
                    "open",
                    "s3-plattform-smaland-och-oarna",
                    "S3-plattform Småland och Öarna",
                    "2024-04-01",
                    "2029-03-29",
                ),
            ),
        ),
    ),
    "initiatives-of-an-actor": (
        Expected(
            {"actor": IUC},
            7,
            (
                ("funder", "molekyl", "Molekyl", "2023-09-01", "2026-12-31"),
                ("owner", "smart-industri-kalmar-lan", "Smart Industri Kalmar län", "", ""),
                (
                    "participant",
                    "s3-plattform-smaland-och-oarna",
                    "S3-plattform Småland och Öarna",
                    "2024-04-01",
                    "2029-03-29",
                ),
            ),
        ),
    ),
    "initiatives-open-to-every-company": (Expected({}, 6, (("exempel-mat-pa-vag", "Exempel: Mat på väg", "true"),)),),
    "municipalities": (
        Expected({}, 34, (("0604", "0604", "Aneby", "SE211"), ("0780", "0780", "Växjö", "SE212"))),
        Expected({"region": "SE214"}, 1, (("0980", "0980", "Gotland", "SE214"),)),
    ),
    "needs-and-competences": (
        Expected({}, 146, ()),
        Expected(
            {"area": "besoksnaring"},
            26,
            (("n058", "Höja lägsta digitala nivån", "digital-kompetens", "digital kompetens"),),
        ),
    ),
    "needs-nobody-covers": (
        Expected({}, 28, (("exportradgivning", "export", "3"), ("virkestorkning", "virkestorkning", "2"))),
    ),
    "organisations-that-are-not-support-actors": (
        Expected(
            {},
            39,
            (
                ("elmia-ab", "Elmia AB", "unknown"),
                ("handelskammaren-jonkopings-lan", "Handelskammaren Jönköpings län", "private"),
            ),
        ),
    ),
    "priorities-outside-the-areas": (
        Expected(
            {},
            2,
            (
                (
                    "region-gotland-s3-naringslivets-energiomstallning",
                    "Näringslivets energiomställning",
                    "region-gotland-s3",
                ),
                (
                    "region-kalmar-lan-s3-vattenforsorjning-och-vattenteknik",
                    "Vattenförsörjning och vattenteknik",
                    "region-kalmar-lan-s3",
                ),
            ),
        ),
    ),
    "regional-authorities": (
        Expected(
            {},
            4,
            (
                ("SE211", "Jönköpings län", "region-jonkopings-lan", "Region Jönköpings län", "1"),
                ("SE212", "Kronobergs län", "region-kronoberg", "Region Kronoberg", "1"),
                ("SE213", "Kalmar län", "region-kalmar-lan", "Region Kalmar län", "1"),
                ("SE214", "Gotlands län", "region-gotland", "Region Gotland", "1"),
            ),
        ),
    ),
    "regions-and-neighbours": (
        Expected(
            {},
            6,
            (
                ("SE211", "Jönköpings län", "SE212", "Kronobergs län"),
                ("SE211", "Jönköpings län", "SE213", "Kalmar län"),
                ("SE212", "Kronobergs län", "SE211", "Jönköpings län"),
                ("SE212", "Kronobergs län", "SE213", "Kalmar län"),
                ("SE213", "Kalmar län", "SE211", "Jönköpings län"),
                ("SE213", "Kalmar län", "SE212", "Kronobergs län"),
            ),
        ),
    ),
    "services-and-testbeds": (
        Expected({}, 246, ()),
        Expected(
            {"actor": TRACENTRUM},
            8,
            (
                (
                    f"{TRACENTRUM}--uppdragsutbildning",
                    "Uppdragsutbildning",
                    "Service",
                    TRACENTRUM,
                    "Träcentrum Nässjö Kompetensutveckling AB",
                    "uppdragsutbildning",
                ),
            ),
        ),
    ),
    "sources-and-deliveries": (
        Expected(
            {},
            2,
            (
                ("example", "Påhittade exempel", "example-1", "2026-11-01T12:00:00Z", "483", ""),
                ("platform", "Plattformens insamlade fakta", "platform-1", "2026-11-01T12:00:00Z", "23114", ""),
            ),
        ),
    ),
    "statements-by-basis": (
        Expected(
            {},
            4,
            (
                ("read", "läst i källan", "1467"),
                ("inferred", "slutsats", "1060"),
                ("general", "allmän kunskap", "133"),
                ("self-declared", "egen uppgift", "8"),
            ),
        ),
    ),
    "statements-to-confirm": (
        Expected({"actor": IUC}, 17, (("homepage", "iuckalmar.se", "general", ""),)),
        Expected({"actor": "exempelaktor-tra"}, 1, ()),
    ),
    "strategies-and-priorities": (
        Expected({}, 33, ()),
        Expected(
            {"region": "SE212", "language": "en"},
            6,
            (
                (
                    "SE212",
                    "region-kronoberg-s3",
                    "Smart specialisation, Region Kronoberg (title not read)",
                    "region-kronoberg-s3-skogsbruk",
                    "Forestry",
                    "tra-skog",
                ),
            ),
        ),
    ),
    "what-a-source-says": (
        Expected({"actor": IUC}, 10, (("platform", "thematicArea", "2"), ("platform", "hasCompetence", "9"))),
    ),
}
