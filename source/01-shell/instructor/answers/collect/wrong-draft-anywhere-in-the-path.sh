# loses collect-tests: "a current folder called like a draft"
mkdir -p archive
for path in "$PWD"/reports/2024-*.csv; do
    [ -f "$path" ] || continue
    case $path in
        *draft*) continue ;;
    esac
    cp -- "$path" archive/
done
