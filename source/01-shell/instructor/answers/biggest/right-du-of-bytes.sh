files=()
for entry in *; do
    if [ -f "$entry" ] && [ ! -L "$entry" ]; then
        files+=("$entry")
    fi
done
if [ "${#files[@]}" -gt 0 ]; then
    for f in "${files[@]}"; do printf "%d/%s\0" "$(wc -c < "./$f")" "$f"; done | sort -z -t/ -k1,1nr -k2 | cut -z -d/ -f2- | tr "\0" "\n"
fi
