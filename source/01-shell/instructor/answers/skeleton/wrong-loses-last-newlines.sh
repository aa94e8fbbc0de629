# loses skeleton-tests: "skeleton.sh"
mkdir -p -- "$1/data/raw" "$1/src" "$1/notebooks"
for file in templates/*; do
    if [ -f "$file" ]; then
        name=$(basename -- "$file")
        cp -- "$file" "$1/notebooks/${name// /_}"
    fi
done
