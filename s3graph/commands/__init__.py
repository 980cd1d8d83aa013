"""The commands of the command line, by who uses them. Imports neither door: ``s3graph.cli`` hands those in."""
