# loses logged-tests: "lists the folder"
o=$(mktemp ./out.XXXXXX); e=$(mktemp ./err.XXXXXX); "$@" > "$o" 2> "$e"; s=$?
cat "$o" >> out.log; cat "$e" >> err.log; cat "$o" "$e" >> all.log; rm "$o" "$e"; exit $s
