# loses biggest-tests: "files with letters of more than one byte"
python3 - <<'PY'
import os
names = [e for e in os.listdir(".") if not e.startswith(".") and os.path.isfile(e) and not os.path.islink(e)]
names.sort(key=lambda n: (-len(open(n, encoding="utf-8", errors="replace").read()), n))
for n in names: print(n)
PY
