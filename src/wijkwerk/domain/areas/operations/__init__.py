"""What can be done with areas, work areas, figures, addresses and files that are read."""

from wijkwerk.domain.areas.operations.addresses import import_addresses, keep_addresses
from wijkwerk.domain.areas.operations.figures import import_figures
from wijkwerk.domain.areas.operations.file_imports import (
    FileIsEmpty,
    FileMissing,
    FileTooLarge,
    NoSourceForAddresses,
    YearMissing,
    read_file,
    take_in_file,
)
from wijkwerk.domain.areas.operations.municipalities import UnknownMunicipality, add_municipality
from wijkwerk.domain.areas.operations.national_areas import import_areas, keep_areas
from wijkwerk.domain.areas.operations.outcome import Count, Outcome
from wijkwerk.domain.areas.operations.work_areas import (
    AlreadyEnded,
    BuurtTaken,
    ChangedMeanwhile,
    EndsWhereItBegins,
    NameMissing,
    NameTaken,
    NewPart,
    NoBuurten,
    NotAllShared,
    ReasonMissing,
    TooFewToJoin,
    UnknownBuurt,
    change_buurten,
    create_work_area,
    end_work_area,
    join_work_areas,
    rename_work_area,
    split_work_area,
)

__all__ = [
    "AlreadyEnded",
    "BuurtTaken",
    "ChangedMeanwhile",
    "Count",
    "EndsWhereItBegins",
    "FileIsEmpty",
    "FileMissing",
    "FileTooLarge",
    "NameMissing",
    "NameTaken",
    "NewPart",
    "NoBuurten",
    "NoSourceForAddresses",
    "NotAllShared",
    "Outcome",
    "ReasonMissing",
    "TooFewToJoin",
    "UnknownBuurt",
    "UnknownMunicipality",
    "YearMissing",
    "add_municipality",
    "change_buurten",
    "create_work_area",
    "end_work_area",
    "import_addresses",
    "import_areas",
    "import_figures",
    "join_work_areas",
    "keep_addresses",
    "keep_areas",
    "read_file",
    "rename_work_area",
    "split_work_area",
    "take_in_file",
]
