shopt -s extglob nullglob
[ -d archive ] || mkdir archive
for f in reports/2024-!(*draft*).csv; do
    if [ -f "$f" ]; then cp "$f" archive; fi
done
