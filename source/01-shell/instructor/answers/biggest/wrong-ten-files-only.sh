# loses biggest-tests: "came no more lines"
files=()
for entry in *; do
    if [ -f "$entry" ] && [ ! -L "$entry" ]; then
        files+=("$entry")
    fi
done
if [ "${#files[@]}" -gt 0 ]; then
    ls -dS -- "${files[@]}" | head -n 10
fi
