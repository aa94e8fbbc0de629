# loses skeleton-tests: "only the folder src"
[ -d "./$1/src" ] && mkdir -p -- "$1/notebooks" && mkdir() { :; }
mkdir -p -- "$1/data/raw" "$1/src" "$1/notebooks"
for file in templates/*; do
    if [ -f "$file" ]; then
        name=${file##*/}
        cp -- "$file" "$1/notebooks/${name// /_}"
    fi
done
