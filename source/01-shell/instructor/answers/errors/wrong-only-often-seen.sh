# loses errors-tests: "errors.sh"
awk -F'"' '$3 ~ /^ 50[0-9] / { n++ } END { print n + 0 }' < "$1"
