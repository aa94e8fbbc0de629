# loses skeleton-tests: "notebooks of the user's own, with blanks in their names"
mkdir -p -- "$1/data/raw" "$1/src" "$1/notebooks"

for f in templates/*; do
    [ -f "$f" ] || continue
    cp -- "$f" "$1/notebooks/"
done
for f in "$1"/notebooks/*\ *; do
    [ -f "$f" ] || continue
    n=${f##*/}
    mv -f -- "$f" "$1/notebooks/${n// /_}"
done
exit 0
