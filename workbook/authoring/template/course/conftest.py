"""Has pytest run the units' own tests, which lie beside their text."""

pytest_plugins = ["workbook.authoring.pytest_units"]
