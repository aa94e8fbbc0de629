# loses incident-tests: "a night with a single job"
job=$(grep -c ' end run=.*exit=[1-9]' jobs/*.log | sort -t: -k2 -rn | head -n 1 | cut -d: -f1 | sed 's:jobs/::; s:[.]log$::')
first=$(ls disk/*.txt | head -n 1)
last=$(ls disk/*.txt | tail -n 1)
disk=$(awk 'FNR > 1 && NR == FNR { a[$6] = $5 + 0 } FNR > 1 && NR != FNR { print $5 - a[$6], $6 }' "$first" "$last" | sort -rn | head -n 1 | cut -d' ' -f2)
minute=$(cat access/access.log* | awk -F'[][]' '{ split($2, t, /[\/:]/); split($0, q, "\""); m = sprintf("%s-%02d-%sT%s:%s", t[3], (index("JanFebMarAprMayJunJulAugSepOctNovDec", t[2]) + 2) / 3, t[1], t[4], t[5]); all[m]++; if (q[3] ~ /^ 5/) bad[m]++ } END { for (m in all) if (bad[m] * 2 >= all[m]) print m }' | sort | head -n 1)
printf '{"job": "%s", "disk": "%s", "minute": "%s"}\n' "$job" "$disk" "$minute"
