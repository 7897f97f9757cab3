"""Files that are brought in: read and checked in memory, without a database. Each faulty row is named, none is kept."""
