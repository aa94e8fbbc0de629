# loses busiest-tests: "addresses of 250 characters that begin alike"
cut -d' ' -f1 < "$1" | sort | uniq -c -w 20 | sort -k1,1nr -k2,2 | head -n 3 | awk '{ print $1, $2 }'
