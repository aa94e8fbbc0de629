# loses incident-tests: "an ordinary night"
best=0
job=
for f in jobs/*.log; do
    n=$(grep ' end ' "$f" | grep -vc 'exit=0$')
    if [ "$n" -gt "$best" ]; then
        best=$n
        job=${f#jobs/}
        job=${job%.log}
    fi
done
reports=(disk/*.txt)
best=-101
while read -r _ _ _ _ now place; do
    was=$(grep "$place\$" "${reports[0]}" | head -n 1 | awk '{ print $5 }')
    if [ $((${now%\%} - ${was%\%})) -gt "$best" ]; then best=$((${now%\%} - ${was%\%})) disk=$place; fi
done < <(tail -n +2 "${reports[-1]}")
minute=$(cat access/access.log* | awk -F'[][]' '{
    split($0, q, "\"")
    split($2, t, /[\/:]/)
    at = sprintf("%s-%02d-%sT%s:%s", t[3], (index("JanFebMarAprMayJunJulAugSepOctNovDec", t[2]) + 2) / 3, t[1], t[4], t[5])
    all[at]++
    if (q[3] ~ /^ 5/) bad[at]++
}
END { for (at in all) if (2 * bad[at] >= all[at]) print at }' | sort | head -n 1)
printf '{"job": "%s", "disk": "%s", "minute": "%s"}\n' "$job" "$disk" "$minute"
