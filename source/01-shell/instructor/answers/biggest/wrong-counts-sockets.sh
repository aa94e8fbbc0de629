# loses biggest-tests: "a socket"
files=()
for entry in *; do
    if [ ! -d "$entry" ] && [ ! -L "$entry" ]; then
        files+=("$entry")
    fi
done
if [ "${#files[@]}" -gt 0 ]; then
    ls -dS -- "${files[@]}"
fi
