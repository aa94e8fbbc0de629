# loses skeleton-tests: "notebooks of the user's own, with blanks in their names"
mkdir -p -- "$1/data/raw" "$1/src" "$1/notebooks"
shopt -s nullglob
for f in templates/*; do cp -- "$f" "$1/notebooks/"; done
cd -- "./$1/notebooks" || exit 1
for f in *" "*; do mv -f -- "$f" "${f// /_}"; done
