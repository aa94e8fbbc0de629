# loses skeleton-tests: "a name that is a dash"
top=$PWD; mkdir -p -- "$1" && cd -- "$1" > /dev/null 2>&1 && mkdir -p data/raw src notebooks && cd "$top"
for file in templates/*; do
    if [ -f "$file" ]; then
        name=${file##*/}
        cp -- "$file" "$1/notebooks/${name// /_}"
    fi
done
