"""Validation side by side in one run, our own shapes over made-up companies: compiled, parse-cached pySHACL, stock.

Run: python -m benchmarks.validation [--stock] [--sizes 1000,10000,100000]
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import time
from collections import Counter

from pyoxigraph import RdfFormat, Store

from benchmarks.companies import companies
from s3graph.validation import Engine, Profile, PyshaclEngine, Report, Speech, StagedDelivery, validate_delivery
from s3graph.validation.compiled import CompiledEngine
from s3graph.validation.reference import Reference

REFERENCE_LIMIT = 10_000


def staged(count: int) -> Store:
    """A register of ``count`` companies with the reference data beside it, as validation sees it."""
    store = Store()
    store.bulk_load(input="\n".join(companies(count)).encode(), format=RdfFormat.N_TRIPLES)
    Reference.load().add_to(store)
    return store


def delivered(count: int, profile: Profile, reference: Reference) -> float:
    """Seconds for the whole validation of a delivery: shapes, rules of speech, and what the file points at."""
    store = Store()
    store.bulk_load(input="\n".join(companies(count)).encode(), format=RdfFormat.N_TRIPLES)
    delivery = StagedDelivery(store, Speech("benchmark"), reference)
    started = time.perf_counter()
    validate_delivery(delivery, profile)
    return time.perf_counter() - started


def timed(engine: Engine, store: Store, profile: Profile) -> tuple[float, Report]:
    started = time.perf_counter()
    report = engine.validate(store, profile.shapes, None)
    return time.perf_counter() - started, report


def stock(store: Store, profile: Profile) -> float:
    """pySHACL as it is installed, over rdflib's own graph."""
    from pyshacl import validate

    from s3graph.validation.staging_graph import rdflib_graph

    data = rdflib_graph(quad.triple for quad in store.quads_for_pattern(None, None, None, None))
    shapes = rdflib_graph(profile.shapes.triples)
    started = time.perf_counter()
    validate(data, shacl_graph=shapes, inplace=True)
    return time.perf_counter() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="1000,10000,100000")
    parser.add_argument("--stock", action="store_true", help="also stock pySHACL on the smallest size (minutes)")
    options = parser.parse_args()
    print(f"machine: {os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}")
    print("| companies | triples | delivery s | compiled s | pySHACL cached s | times | same findings |")
    print("|---|---|---|---|---|---|---|")
    profile, reference = Profile.load("partner"), Reference.load()
    for number, count in enumerate(int(size) for size in options.sizes.split(",")):
        store = staged(count)
        seconds, report = timed(CompiledEngine(PyshaclEngine()), store, profile)
        row = f"| {count:,} | {len(store):,} | {delivered(count, profile, reference):.2f} | {seconds:.2f} "
        if count <= REFERENCE_LIMIT:
            slow, expected = timed(PyshaclEngine(), store, profile)
            same = Counter(f.identity for f in report.findings) == Counter(f.identity for f in expected.findings)
            row += f"| {slow:.2f} | {slow / seconds:.1f} | {same}, {len(report.findings)} |"
        else:
            row += f"| - | - | {len(report.findings)} found |"
        print(row, flush=True)
        if options.stock and number == 0:
            slow = stock(store, profile)
            print(f"stock pySHACL, {count:,} companies: {slow:.1f} s, {slow / seconds:.0f} times the compiled engine")
    print(f"peak memory of all this: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


if __name__ == "__main__":
    main()
