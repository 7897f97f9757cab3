"""What can be asked about areas, work areas, points, addresses, figures and files that are read."""

from wijkwerk.domain.areas.location import Location
from wijkwerk.domain.areas.queries.addresses import (
    address,
    address_lines,
    addresses_like,
    find_address,
    nearest_address,
    plain,
    spot_of_postcode,
)
from wijkwerk.domain.areas.queries.figures import FigureColumn, FigureRow, figure_columns, newest_figures
from wijkwerk.domain.areas.queries.file_imports import file_import, file_imports
from wijkwerk.domain.areas.queries.national import area, areas, names_of, own_buurten, years
from wijkwerk.domain.areas.queries.places import (
    OutsideMunicipality,
    Spot,
    area_index,
    codes_at,
    is_in_municipality,
    local_index,
    spot_at,
    work_area_at,
)
from wijkwerk.domain.areas.queries.work_areas import (
    buurt_shapes,
    day_to_show,
    living_on,
    parts_of,
    shapes_of,
    successor_ids,
    work_area,
    work_area_ids,
    work_area_of,
    work_areas,
    work_areas_where,
)

__all__ = [
    "FigureColumn",
    "FigureRow",
    "Location",
    "OutsideMunicipality",
    "Spot",
    "address",
    "address_lines",
    "addresses_like",
    "area",
    "area_index",
    "areas",
    "buurt_shapes",
    "codes_at",
    "day_to_show",
    "figure_columns",
    "file_import",
    "file_imports",
    "find_address",
    "is_in_municipality",
    "living_on",
    "local_index",
    "names_of",
    "nearest_address",
    "newest_figures",
    "own_buurten",
    "parts_of",
    "plain",
    "shapes_of",
    "spot_at",
    "spot_of_postcode",
    "successor_ids",
    "work_area",
    "work_area_at",
    "work_area_ids",
    "work_area_of",
    "work_areas",
    "work_areas_where",
    "years",
]
