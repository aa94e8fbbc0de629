# loses errors-tests: "an equals sign"
[ "$1" = - ] && set -- ./-
awk -F'"' '$3 ~ /^ 5[0-9][0-9] / { n++ } END { print n + 0 }' "$1" < /dev/null
