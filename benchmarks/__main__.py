"""Every figure that docs/figures.md quotes, one after the other; those that lack their data say so."""

from __future__ import annotations

import os
import platform

from benchmarks import encoder, grants, questions, service
from benchmarks.grant_actors import SUBJECTS
from training.sources import DATA


def main() -> None:
    print(f"{os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()} {platform.machine()}\n")
    service.main()
    print()
    questions.main()
    if (DATA / "esco").exists():
        print()
        encoder.main()
    else:
        print("\nThe encoder's held-out figures need ../shared/data/esco.")
    if SUBJECTS.exists():
        grants.main()
    else:
        print("\nThe figures of research grants need ../shared/data/swecris.")


if __name__ == "__main__":
    main()
