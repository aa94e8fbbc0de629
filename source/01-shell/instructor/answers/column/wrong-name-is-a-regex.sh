# loses column-tests in "line ends, empty values, odd names": "column.sh"
python3 - "$1" "$2" <<'END'
import csv, re, sys
path, name = sys.argv[1:]
sys.stdout.reconfigure(encoding="utf-8")
with open(path, newline="", encoding="utf-8") as stream:
    rows = csv.DictReader(stream)
    name = next((n for n in rows.fieldnames or [] if re.fullmatch(name, n)), name)
    if name not in (rows.fieldnames or []):
        print("no such column", file=sys.stderr)
        sys.exit(2)
    for row in rows:
        print(row[name].replace("\n", "\\n"))
END
