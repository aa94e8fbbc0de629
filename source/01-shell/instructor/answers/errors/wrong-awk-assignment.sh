# loses errors-tests: "an equals sign"
awk -F'"' '$3 ~ /^ 5[0-9][0-9] / { n++ } END { print n + 0 }' "$1" < /dev/null
