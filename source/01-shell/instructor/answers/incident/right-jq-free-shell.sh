job=$(grep -c ' end .*exit=[1-9]' -- jobs/*.log | sed 's/\.log:\([0-9]*\)$/\t\1/; s:^jobs/::' | sort -t "$(printf '\t')" -k2,2n | tail -n 1 | cut -f1)
files=(disk/*.txt)
use() { tail -n +2 "$1" | awk '{ sub("%", "", $5); print $6, $5 }' | sort; }
disk=$(join <(use "${files[0]}") <(use "${files[-1]}") | awk '{ print $3 - $2, $1 }' | sort -n | tail -n 1 | cut -d' ' -f2)
minute=$(sed -E 's/^[^[]*\[(..)\/(...)\/(....):(..:..)[^"]*"[^"]*" (.).*/\3 \2 \1 \4 \5/' access/access.log* \
    | sed 's/Jan/01/;s/Feb/02/;s/Mar/03/;s/Apr/04/;s/May/05/;s/Jun/06/;s/Jul/07/;s/Aug/08/;s/Sep/09/;s/Oct/10/;s/Nov/11/;s/Dec/12/' \
    | awk '{ k = $1 "-" $2 "-" $3 "T" $4; if (k in d) ; else d[k] = 0; d[k] += ($5 == 5) ? 1 : -1 } END { for (k in d) if (d[k] >= 0) print k }' | sort | sed q)
cat <<END
{"job":"$job","disk":"$disk","minute":"$minute"}
END
