# loses busiest-tests: "in capitals"
cut -d' ' -f1 < "$1" | sort | uniq -c | sort -k1,1nr -k2,2f | head -n 3 | awk '{ print $1, $2 }'
