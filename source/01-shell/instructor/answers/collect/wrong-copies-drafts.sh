# loses collect-tests: "the example", "2024-02-draft.csv"
mkdir -p archive
shopt -s nullglob
for f in reports/2024-*.csv; do [ -f "$f" ] && cp "$f" archive; done
exit 0
