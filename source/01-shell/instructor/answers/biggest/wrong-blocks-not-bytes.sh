# loses biggest-tests: "the example"
files=()
for entry in *; do
    if [ -f "$entry" ] && [ ! -L "$entry" ]; then
        files+=("$entry")
    fi
done
if [ "${#files[@]}" -gt 0 ]; then
    ls -ds -- "${files[@]}" | sort -k1,1nr -k2 | sed 's/^ *[0-9]* //'
fi
