# loses biggest-tests: "should not be there"
files=()
for entry in *; do
    if [ -f "$entry" ] && [ ! -L "$entry" ]; then
        files+=("$entry")
    fi
done
if [ "${#files[@]}" -gt 0 ]; then
    printf "%s\n" "${files[@]}" > .list
    ls -dS -- "${files[@]}"
fi
