set -e
here=$PWD
mkdir -p "./$1/notebooks" "./$1/data/raw" "./$1/src"
shopt -s nullglob
cd templates
for f in *; do
    cp "./$f" "$here/$1/notebooks/${f// /_}"
done
