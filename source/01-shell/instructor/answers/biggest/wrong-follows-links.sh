# loses biggest-tests: "left out", "symbolic links"
files=()
for f in *; do [ -f "$f" ] && files+=("$f"); done
[ ${#files[@]} -gt 0 ] && ls -dSL -- "${files[@]}"
exit 0
