# loses busiest-tests: "once each"
cut -d' ' -f1 < "$1" | sort | uniq -cd | sort -k1,1nr -k2,2 | head -n 3 | awk '{ print $1, $2 }'
