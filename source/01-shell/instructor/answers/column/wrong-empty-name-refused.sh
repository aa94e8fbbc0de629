# loses column-tests in "line ends, empty values, odd names": "a column without a name"
[ -n "$2" ] || { echo "no name" >&2; exit 2; }
python3 - "$1" "$2" <<'END'
import csv, sys
with open(sys.argv[1], encoding="utf-8", newline="") as s:
    r = csv.DictReader(s)
    if sys.argv[2] not in (r.fieldnames or []):
        print("no column", file=sys.stderr); sys.exit(2)
    for row in r: print(row[sys.argv[2]].replace("\n", "\\n"))
END
