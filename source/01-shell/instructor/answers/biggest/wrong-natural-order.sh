# loses biggest-tests: "names with numbers"
files=()
for entry in *; do
    if [ -f "$entry" ] && [ ! -L "$entry" ]; then
        files+=("$entry")
    fi
done
if [ "${#files[@]}" -gt 0 ]; then
    ls -dv -- "${files[@]}" | while IFS= read -r f; do printf "%s %s\n" "$(stat -c %s "./$f")" "$f"; done | sort -s -k1,1nr | cut -d" " -f2-
fi
