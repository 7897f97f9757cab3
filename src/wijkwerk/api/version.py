"""The version of the API: MAJOR breaks, MINOR adds, PATCH mends. The address carries the first number."""

VERSION = "1.0.0"
