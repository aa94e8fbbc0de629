# loses skeleton-tests: "files of its own", "is missing"
rm -rf -- "$1"
mkdir -p -- "$1/data/raw" "$1/src" "$1/notebooks"
for file in templates/*; do
    [ -f "$file" ] || continue
    name=${file##*/}
    cp -- "$file" "$1/notebooks/${name// /_}"
done
