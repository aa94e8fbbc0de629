# loses column-tests in "quoted commas and quotes, and values as they are": "as they are"
python3 - "$1" "$2" <<'END'
import csv, sys
path, name = sys.argv[1:]
sys.stdout.reconfigure(encoding="utf-8")
with open(path, newline="", encoding="utf-8") as stream:
    rows = csv.DictReader(stream)
    if name not in (rows.fieldnames or []):
        print("no such column", file=sys.stderr)
        sys.exit(2)
    for row in rows:
        print(("" if row[name] in ("NA", "null") else row[name]).replace("\n", "\\n"))
END
