# loses busiest-tests: "six addresses"
cut -d' ' -f1 < "$1" | sort | uniq -c | sort -k1,1nr -k2,2 | awk 'NR == 3 { least = $1 } NR > 3 && $1 < least { exit } { print $1, $2 }'
