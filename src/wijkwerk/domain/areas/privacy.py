"""What this room keeps about people: nothing. An address says where a front door is, not who lives behind it."""

NO_PERSONAL_DATA = {
    "areas.AreaYear": "which areas were brought in, and when",
    "areas.Area": "areas of the country",
    "areas.Indicator": "what a figure means",
    "areas.Observation": "figures of areas; the office that gives them leaves out what would betray a person",
    "areas.WorkArea": "areas of the municipality",
    "areas.WorkAreaPart": "which buurten a work area is made of",
    "areas.Succession": "which work area follows which",
    "areas.Address": "front doors and where they are, without who lives there",
    "areas.FileImport": "files with areas, figures and addresses, gone when they are read",
}
