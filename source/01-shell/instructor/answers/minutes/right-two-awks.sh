grep -E '^[^"]*"[^"]*" 5[0-9]{2} ' < "$1" | cut -d'[' -f2 | cut -c1-17 | awk -F'[/:]' '
    BEGIN { split("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec", names, " "); for (n in names) number[names[n]] = n }
    { printf("%d-%02d-%sT%s:%s\n", $3, number[$2], $1, $4, $5) }'
