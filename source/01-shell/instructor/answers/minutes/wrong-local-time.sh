# loses minutes-tests: "a machine in another zone, TZ=EST5EDT,M3.2.0,M11.1.0"
awk -F'"' '$3 ~ /^ 5[0-9][0-9] /' < "$1" | sed -E 's/^[^[]*\[([^]]*)\].*/\1/; s#/# #g; s/:/ /' | while read -r when; do
    date -d "$when" +%Y-%m-%dT%H:%M
done
