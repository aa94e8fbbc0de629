# loses column-tests in "no such column": "no such column", "exit status 0, expected 2"
python3 - "$1" "$2" <<'END'
import csv, sys
for row in csv.DictReader(open(sys.argv[1], newline="", encoding="utf-8")):
    if sys.argv[2] in row:
        print(row[sys.argv[2]].replace("\n", "\\n"))
END
