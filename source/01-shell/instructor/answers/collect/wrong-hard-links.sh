# loses collect-tests: "hard link"
mkdir -p archive
for file in reports/2024-*.csv; do
    [ -f "$file" ] || continue
    case ${file##*/} in
        *draft*) continue ;;
    esac
    ln -f -- "$file" archive/
done
