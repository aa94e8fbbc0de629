# loses collect-tests: "nothing matches", "an empty folder reports"
mkdir -p archive
for f in reports/2024-*.csv; do
    case $f in *draft*) ;; *) cp -- "$f" archive ;; esac
done
