set --
for f in *; do [ -L "$f" ] || { [ -f "$f" ] && set -- "$@" "$f"; }; done
[ $# -eq 0 ] || ls -S -- "$@"
