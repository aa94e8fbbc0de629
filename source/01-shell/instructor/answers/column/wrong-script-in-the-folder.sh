# loses column-tests in "line ends, empty values, odd names": "a folder that may only be read"
cat > column.py <<'END'
import csv, sys
with open(sys.argv[1], newline="", encoding="utf-8") as f:
    rows = csv.DictReader(f)
    if sys.argv[2] not in (rows.fieldnames or []):
        print("no such column:", sys.argv[2], file=sys.stderr)
        sys.exit(2)
    for row in rows:
        print(row[sys.argv[2]].replace("\n", "\\n"))
END
python3 ./column.py "$1" "$2"
s=$?
rm column.py
exit $s
