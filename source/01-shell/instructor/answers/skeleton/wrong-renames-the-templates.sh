# loses skeleton-tests: "the example", "is missing"
mkdir -p -- "$1/data/raw" "$1/src" "$1/notebooks"
for file in templates/*\ *; do [ -e "$file" ] && mv -- "$file" "${file// /_}"; done
for file in templates/*; do
    if [ -f "$file" ]; then
        name=${file##*/}
        cp -- "$file" "$1/notebooks/${name// /_}"
    fi
done
