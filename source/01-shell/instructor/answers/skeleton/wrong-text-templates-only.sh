# loses skeleton-tests: "the example", "first_look.ipynb"
mkdir -p -- "$1/data/raw" "$1/src" "$1/notebooks"
for file in templates/*.md; do
    if [ -f "$file" ]; then
        name=${file##*/}
        cp -- "$file" "$1/notebooks/${name// /_}"
    fi
done
