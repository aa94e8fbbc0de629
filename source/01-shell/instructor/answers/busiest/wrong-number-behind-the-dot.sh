# loses busiest-tests: "behind a dot"
cut -d' ' -f1 < "$1" | sort | uniq -c | sort -k1,1nr -t. -k2,2n | head -n 3 | awk '{ print $1, $2 }' 
