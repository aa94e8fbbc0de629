# loses column-tests in "quoted newlines": "newlines in a value"
python3 - "$1" "$2" <<'END'
import csv, sys
with open(sys.argv[1], newline="", encoding="utf-8") as stream:
    rows = csv.DictReader(stream)
    if sys.argv[2] not in (rows.fieldnames or []):
        print("no such column", file=sys.stderr)
        sys.exit(2)
    for row in rows:
        print(row[sys.argv[2]])
END
