# loses biggest-tests: "biggest.sh"
files=()
for entry in *; do
    if [ -f "$entry" ] && [ ! -L "$entry" ]; then
        files+=("$entry")
    fi
done
if [ "${#files[@]}" -gt 0 ]; then
    for f in "${files[@]}"; do printf "%s %s\0" "$(wc -c < "$f")" "$f"; done | LC_ALL=C sort -z -k1,1r -k2 | while IFS=" " read -r -d "" size name; do printf "%s\n" "$name"; done
fi
