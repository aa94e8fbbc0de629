# loses column-tests in "quoted commas and quotes, and values as they are": "characters that look like line ends"
python3 - "$1" "$2" <<'END'
import csv, sys
text = open(sys.argv[1], encoding="utf-8", newline="").read()
r = csv.DictReader(text.splitlines(keepends=True))
if sys.argv[2] not in (r.fieldnames or []):
    print("no column", file=sys.stderr); sys.exit(2)
for row in r: print(row[sys.argv[2]].replace("\n", "\\n"))
END
