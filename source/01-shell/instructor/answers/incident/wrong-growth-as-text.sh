# loses incident-tests: "disk should be"
job=$(for log in jobs/*.log; do
    name=${log#jobs/}
    printf '%d %s\n' "$(grep -c ' end run=.* exit=[1-9]' "$log")" "${name%.log}"
done | sort -n | tail -n 1 | cut -d' ' -f2-)
set -- disk/*.txt
first=$1
last=${@: -1}
disk=$(awk 'FNR > 1 { sub("%", "", $5); if (FILENAME == "'"$first"'") from[$6] = $5; else to[$6] = $5 }
    END { for (m in to) print to[m] - from[m], m }' "$first" "$last" | sort | tail -n 1 | cut -d' ' -f2)
minute=$(cat access/access.log* | awk -F'[][]' '{
    split($2, t, /[\/:]/)
    split($0, q, "\"")
    month = (index("JanFebMarAprMayJunJulAugSepOctNovDec", t[2]) + 2) / 3
    m = sprintf("%s-%02d-%sT%s:%s", t[3], month, t[1], t[4], t[5])
    all[m]++
    if (q[3] ~ /^ 5/) bad[m]++
} END { for (m in all) if (2 * bad[m] >= all[m]) print m }' | sort | head -n 1)
printf '{"job": "%s", "disk": "%s", "minute": "%s"}\n' "$job" "$disk" "$minute"
