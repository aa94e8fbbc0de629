# loses busiest-tests: "ties by address", "same count"
cut -d' ' -f1 < "$1" | sort | uniq -c | sort -rn | head -n 3 | awk '{ print $1, $2 }'
