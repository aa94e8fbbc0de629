# loses errors-tests: "errors.sh"
awk -F'"' '$3 ~ /^ 5([1-9][0-9]|0[1-9]) / { n++ } END { print n + 0 }' < "$1"
