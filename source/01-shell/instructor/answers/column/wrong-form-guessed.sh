# loses column-tests in "quoted commas and quotes, and values as they are": "values in single quotes"
python3 - "$1" "$2" <<'END'
import csv, sys
with open(sys.argv[1], encoding="utf-8", newline="") as s:
    text = s.read()
    try: d = csv.Sniffer().sniff(text)
    except csv.Error: d = "excel"
    import io
    r = csv.DictReader(io.StringIO(text, newline=""), dialect=d)
    if sys.argv[2] not in (r.fieldnames or []):
        print("no column", file=sys.stderr); sys.exit(2)
    for row in r: print(row[sys.argv[2]].replace("\n", "\\n"))
END
