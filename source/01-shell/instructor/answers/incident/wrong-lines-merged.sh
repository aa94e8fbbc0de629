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
disk=$(awk 'FNR == 1 { next } NR == FNR { was[$6] = $5 + 0; next } { print $5 - was[$6], $6 }' "${reports[0]}" "${reports[-1]}" |
    sort -n | tail -n 1 | cut -d' ' -f2)
minute=$(sort -u access/access.log* | awk -F'[][]' '{
    split($0, q, "\"")
    split($2, t, /[\/:]/)
    at = sprintf("%s-%02d-%sT%s:%s", t[3], (index("JanFebMarAprMayJunJulAugSepOctNovDec", t[2]) + 2) / 3, t[1], t[4], t[5])
    all[at]++
    if (q[3] ~ /^ 5/) bad[at]++
}
END { for (at in all) if (2 * bad[at] >= all[at]) print at }' | sort | head -n 1)
printf '{"job": "%s", "disk": "%s", "minute": "%s"}\n' "$job" "$disk" "$minute"
