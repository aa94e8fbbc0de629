# loses column-tests: "the example", "quoted commas"
n=$(head -n 1 < "$1" | tr ',' '\n' | grep -nxF -- "$2" | cut -d: -f1)
[ -n "$n" ] || { echo "no such column" >&2; exit 2; }
tail -n +2 < "$1" | cut -d, -f"$n"
