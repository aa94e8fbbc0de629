# loses busiest-tests: "an equals sign"
[ "$1" = - ] && set -- ./-
awk '{ print $1 }' "$1" < /dev/null | sort | uniq -c | sort -k1,1nr -k2,2 | head -n 3 | awk '{ print $1, $2 }'
