# loses column-tests: "only a header, and not this column"
python3 - "$1" "$2" <<'END'
import csv, sys
with open(sys.argv[1], encoding="utf-8", newline="") as s:
    r = csv.DictReader(s)
    if not r.fieldnames: print("empty", file=sys.stderr); sys.exit(2)
    try:
        for row in r: print(row[sys.argv[2]].replace("\n", "\\n"))
    except KeyError:
        print("no column", file=sys.stderr); sys.exit(2)
END
