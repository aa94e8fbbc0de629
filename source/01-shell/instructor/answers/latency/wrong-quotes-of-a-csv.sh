# loses latency-tests: "endpoints with quotes"
python3 - "$1" <<'END'
import csv, sys
values = {}
with open(sys.argv[1], newline="") as stream:
    for endpoint, value in list(csv.reader(stream, delimiter="\t"))[1:]:
        values.setdefault(endpoint, []).extend([] if value == "-" else [int(value)])
for k in sorted(values):
    print(f"{k}\t{sum(values[k]) / len(values[k]):.1f}" if values[k] else f"{k}\t-")
END
