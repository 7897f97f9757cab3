"""Open311 GeoReport v2: the form that reporting apps of many cities speak. Its names are its own, not ours."""
