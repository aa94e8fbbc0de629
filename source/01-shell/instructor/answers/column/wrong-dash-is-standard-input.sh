# loses column-tests in "line ends, empty values, odd names": "a dash"
python3 - "$1" "$2" <<'END'
import csv, sys
path, name = sys.argv[1:]
sys.stdout.reconfigure(encoding="utf-8")
with (sys.stdin if path == "-" else open(path, newline="", encoding="utf-8")) as stream:
    rows = csv.DictReader(stream)
    if name not in (rows.fieldnames or []):
        print("no such column", file=sys.stderr)
        sys.exit(2)
    for row in rows:
        print(row[name].replace("\n", "\\n"))
END
