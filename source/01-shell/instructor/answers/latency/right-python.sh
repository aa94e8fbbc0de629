python3 - "$1" <<'END'
import sys
values = {}
with open(sys.argv[1]) as stream:
    next(stream, None)
    for line in stream:
        name, value = line.rstrip("\n").split("\t")
        values.setdefault(name, []).extend([] if value == "-" else [float(value)])
for name in sorted(values):
    v = values[name]
    print(name, f"{sum(v) / len(v):.1f}" if v else "-", sep="\t")
END
