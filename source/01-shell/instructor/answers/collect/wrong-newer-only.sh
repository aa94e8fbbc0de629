# loses collect-tests: "the wrong content"
mkdir -p archive
for file in reports/2024-*.csv; do
    [ -f "$file" ] || continue
    case ${file##*/} in
        *draft*) continue ;;
    esac
    cp -u -- "$file" archive/
done
