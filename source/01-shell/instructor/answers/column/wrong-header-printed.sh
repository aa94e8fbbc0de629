# loses column-tests: "the example", "comment"
python3 - "$1" "$2" <<'END'
import csv, sys
rows = list(csv.reader(open(sys.argv[1], newline="", encoding="utf-8")))
if not rows or sys.argv[2] not in rows[0]:
    print("no such column", file=sys.stderr)
    sys.exit(2)
for row in rows:
    print(row[rows[0].index(sys.argv[2])].replace("\n", "\\n"))
END
