"""Inspections walked with residents: routes, spots, levels, findings. Dutch: schouw.
For coordinators who prepare them and everybody who walks along."""
