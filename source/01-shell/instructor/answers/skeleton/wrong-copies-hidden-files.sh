# loses skeleton-tests: "hidden files in templates"
mkdir -p -- "$1/data/raw" "$1/src" "$1/notebooks"
shopt -s dotglob
for file in templates/*; do
    if [ -f "$file" ]; then
        name=${file##*/}
        cp -- "$file" "$1/notebooks/${name// /_}"
    fi
done
