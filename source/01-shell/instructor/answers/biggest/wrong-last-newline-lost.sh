# loses biggest-tests: "one file, whose name ends with a newline"
files=()
for e in *; do [ -f "$e" ] && [ ! -L "$e" ] && files+=("$e"); done
[ "${#files[@]}" -gt 0 ] || exit 0
list=$(ls -S -- "${files[@]}")
printf '%s\n' "$list"
