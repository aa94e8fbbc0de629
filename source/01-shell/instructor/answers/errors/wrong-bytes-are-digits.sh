# loses errors-tests: "no bytes"
awk -F'"' '$3 ~ /^ 5[0-9][0-9] [0-9]+ $/ { n++ } END { print n + 0 }' < "$1"
