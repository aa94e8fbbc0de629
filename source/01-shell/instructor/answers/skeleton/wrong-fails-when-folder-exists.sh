# loses skeleton-tests: "the folders there already", "exit status 1"
set -e
mkdir -- "$1"
mkdir -p -- "$1/data/raw" "$1/src" "$1/notebooks"
for file in templates/*; do
    [ -f "$file" ] || continue
    name=${file##*/}
    cp -- "$file" "$1/notebooks/${name// /_}"
done
