# loses biggest-tests: "end as backups do"
files=()
for entry in *; do
    if [ -f "$entry" ] && [ ! -L "$entry" ] && [[ $entry != *[~#] && $entry != *.bak ]]; then
        files+=("$entry")
    fi
done
if [ "${#files[@]}" -gt 0 ]; then
    ls -S -- "${files[@]}"
fi
