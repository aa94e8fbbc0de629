# loses errors-tests in "requests of any number of words, and the bounds": "requests that begin with other words than GET"
python3 - "$1" <<'PY'
import shlex, sys
n = 0
for line in open(sys.argv[1]):
    parts = shlex.split(line)
    if parts and parts[6].startswith("5"):
        n += 1
print(n)
PY
