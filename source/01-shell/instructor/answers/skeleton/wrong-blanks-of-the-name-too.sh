# loses skeleton-tests: "a NAME with a blank, and a project that has a _ there"
mkdir -p -- "$1/data/raw" "$1/src" "$1/notebooks"
for path in templates/*; do
    if [ -f "$path" ]; then
        name=${path##*/}
        t="$1/notebooks/$name"; cp -- "$path" "${t// /_}" 2>/dev/null || cp -- "$path" "$1/notebooks/${name// /_}"
    fi
done
