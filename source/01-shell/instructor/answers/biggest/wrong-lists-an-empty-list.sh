# loses biggest-tests: "an empty folder", "no file but in a folder"
files=()
for f in *; do [ -f "$f" ] && [ ! -L "$f" ] && files+=("$f"); done
ls -S -- "${files[@]}"
