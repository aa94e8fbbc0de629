# loses biggest-tests: "one file, and it is empty"
files=()
for entry in *; do
    if [ -s "$entry" ] && [ -f "$entry" ] && [ ! -L "$entry" ]; then
        files+=("$entry")
    fi
done
if [ "${#files[@]}" -gt 0 ]; then
    ls -dS -- "${files[@]}"
fi
