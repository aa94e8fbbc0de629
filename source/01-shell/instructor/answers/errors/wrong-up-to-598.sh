# loses errors-tests: "errors.sh"
awk -F'"' '$3 ~ /^ 5([0-8][0-9]|9[0-8]) / { n++ } END { print n + 0 }' < "$1"
