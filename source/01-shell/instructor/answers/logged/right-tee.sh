status=$(mktemp)
{ { { "$@"; echo $? > "$status"; } 2>&1 1>&3 | tee -a err.log >> all.log; } 3>&1 | tee -a out.log >> all.log; }
exit "$(cat "$status")"
