# loses busiest-tests: "a name that ends with a newline"
FILE=$(printf '%s' "$1")
awk '{ n[$1]++ } END { for (a in n) print n[a], a }' < "$FILE" | sort -t' ' -k1,1nr -k2,2 | sed 3q
