"""Documents that leave the screen: accessible PDF, and spreadsheets to go on with.

What makes them is read when the first one is asked for: a server that makes none pays neither memory nor time.
"""

from wijkwerk.foundation.kit.documents.answers import answer
from wijkwerk.foundation.kit.documents.pdf import DocumentFault, pdf
from wijkwerk.foundation.kit.documents.sheets import Cell, Sheet, spreadsheet

__all__ = ["Cell", "DocumentFault", "Sheet", "answer", "pdf", "spreadsheet"]
