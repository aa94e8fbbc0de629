# loses latency-tests: "the header ''"
python3 - "$1" <<'PY'
import sys
lines = [line for line in open(sys.argv[1]).read().split("\n") if line.strip()]
data = {}
for line in lines[1:]:
    endpoint, value = line.split("\t")
    data.setdefault(endpoint, [])
    if value != "-":
        data[endpoint].append(int(value))
for k, v in sorted(data.items()):
    print(k, f"{sum(v) / len(v):.1f}" if v else "-", sep="\t")
PY
