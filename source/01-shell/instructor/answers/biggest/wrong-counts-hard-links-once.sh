# loses biggest-tests: "two names (hard links) of one file"
files=()
for e in *; do [ -f "$e" ] && [ ! -L "$e" ] && files+=("$e"); done
[ "${#files[@]}" -gt 0 ] || exit 0
du -b -0 -- "${files[@]}" | sort -z -t "$(printf '\t')" -k1,1nr -k2 | cut -z -f2- | tr '\0' '\n'
