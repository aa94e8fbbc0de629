shopt -s globstar dotglob nullglob
for f in project/**; do
    [[ -f $f && ! -L $f ]] || continue
    case $f in
        *.sh) chmod 755 "$f" ;;
        *.key | *.pem) chmod 600 "$f" ;;
    esac
done
