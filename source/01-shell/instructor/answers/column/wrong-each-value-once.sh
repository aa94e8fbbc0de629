# loses column-tests: "one small case of each rule"
python3 - "$1" "$2" <<'END'
import csv, sys
sys.stdout.reconfigure(encoding="utf-8", newline="\n")
with open(sys.argv[1], newline="", encoding="utf-8") as stream:
    rows = csv.DictReader(stream)
    if sys.argv[2] not in (rows.fieldnames or []):
        print("no column", sys.argv[2], file=sys.stderr)
        sys.exit(2)
    for row in {r[sys.argv[2]]: r for r in rows}.values():
        print(row[sys.argv[2]].replace("\n", "\\n"))
END
