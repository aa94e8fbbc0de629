find . -maxdepth 1 -type f ! -name '.*' -printf '%s\t%f\0' | sort -z -t "$(printf '\t')" -k1,1nr -k2 | cut -z -f2- | tr '\0' '\n' > "$TMPDIR/list"
# tr turned the zero bytes into newlines; a newline inside a name is one already
cat "$TMPDIR/list"
