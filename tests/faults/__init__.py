"""Faults survived: kills, full disks, two writers, hostile files; the state after each is the state before or whole."""
