# loses skeleton-tests: "wrong content"
mkdir -p -- "$1/data/raw" "$1/src" "$1/notebooks"
for file in templates/*; do
    if [ -f "$file" ]; then
        name=${file##*/}
        cp -n -- "$file" "$1/notebooks/${name// /_}"
    fi
done
