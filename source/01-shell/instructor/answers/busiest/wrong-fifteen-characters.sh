# loses busiest-tests: "begin alike"
cut -d' ' -f1 < "$1" | sort | uniq -c -w 15 | sort -k1,1nr -k2,2 | head -n 3 | awk '{ print $1, $2 }'
