# loses skeleton-tests: "templates/first look.ipynb", "is missing"
mkdir -p -- "$1/data/raw" "$1/src" "$1/notebooks"
for file in templates/*; do
    [ -f "$file" ] || continue
    name=${file##*/}
    mv -- "$file" "$1/notebooks/${name// /_}"
done
