# loses skeleton-tests: "an empty folder templates"
mkdir -p -- "$1/data/raw" "$1/src" "$1/notebooks"
for file in templates/*; do
    name=${file##*/}
    cp -- "$file" "$1/notebooks/${name// /_}"
done
