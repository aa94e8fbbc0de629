# loses skeleton-tests: "an empty folder templates", "exit status 1"
mkdir -p -- "$1/data/raw" "$1/src" "$1/notebooks"
for file in templates/*; do
    name=${file##*/}
    [ -f "$file" ] && cp -- "$file" "$1/notebooks/${name// /_}"
done
