# loses skeleton-tests: "notebooks of the user's own, with blanks in their names"
mkdir -p -- "$1/data/raw" "$1/src" "$1/notebooks"
find ./"$1"/notebooks -type f -name '*_*' -delete
for f in templates/*; do
    [ -f "$f" ] || continue
    n=${f##*/}
    cp -- "$f" "$1/notebooks/${n// /_}"
done
