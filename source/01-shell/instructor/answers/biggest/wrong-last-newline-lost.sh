# loses biggest-tests: "only newlines at its very end differ"
files=()
for e in *; do [ -f "$e" ] && [ ! -L "$e" ] && files+=("$e"); done
[ "${#files[@]}" -gt 0 ] || exit 0
list=$(ls -S -- "${files[@]}")
printf '%s\n' "$list"
