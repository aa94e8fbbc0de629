# loses busiest-tests: "busiest.sh"
cut -d' ' -f1 < "$1" | sort | uniq -c | sort -k1,1nr -k2,2V | head -n 3 | awk '{ print $1, $2 }'
