python3 - <<'END'
import os
files = [e for e in os.scandir(".") if e.is_file(follow_symlinks=False) and not e.name.startswith(".")]
for entry in sorted(files, key=lambda e: (-e.stat().st_size, os.fsencode(e.name))):
    os.write(1, os.fsencode(entry.name) + b"\n")
END
