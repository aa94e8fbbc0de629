# loses skeleton-tests: "_"
mkdir -p -- "$1/data/raw" "$1/src" "$1/notebooks"
for file in templates/*; do
    if [ -f "$file" ]; then
        name=$(printf %s. "${file##*/}" | tr -s " "); name=${name%.}
        cp -- "$file" "$1/notebooks/${name// /_}"
    fi
done
