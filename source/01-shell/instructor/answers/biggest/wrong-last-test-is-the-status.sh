# loses biggest-tests: "exit status 1, expected 0"
files=()
for entry in *; do
    if [ -f "$entry" ] && [ ! -L "$entry" ]; then
        files+=("$entry")
    fi
done
[ "${#files[@]}" -gt 0 ] && ls -dS -- "${files[@]}"
