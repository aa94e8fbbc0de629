# loses biggest-tests: "left out"
files=()
for entry in *; do
    if [ -f "$entry" ] && [ ! -L "$entry" ] && [ ! -x "$entry" ]; then
        files+=("$entry")
    fi
done
if [ "${#files[@]}" -gt 0 ]; then
    ls -S -- "${files[@]}"
fi
