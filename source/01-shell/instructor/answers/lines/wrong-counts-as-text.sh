# loses lines-tests: "both ends, and shorter files"
awk -v a="$2" -v b="$3" '(NR "") >= (a "") && (NR "") <= (b "")' < "$1"
