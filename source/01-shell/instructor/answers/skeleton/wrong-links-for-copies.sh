# loses skeleton-tests: "should be a file"
mkdir -p -- "$1/data/raw" "$1/src" "$1/notebooks"
for file in templates/*; do
    if [ -f "$file" ]; then
        name=${file##*/}
        ln -sf -- "../../$file" "$1/notebooks/${name// /_}"
    fi
done
