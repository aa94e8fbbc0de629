mkdir -p "./$1/src" "./$1/data/raw" "./$1/notebooks"
find templates -type f ! -name '.*' -exec bash -c '
    target=$1; shift
    for f; do n=${f##*/}; cp "$f" "./$target/notebooks/${n// /_}"; done' - "$1" {} +
