: >> out.log; : >> err.log; : >> all.log
# Both tee hold the pipe to cat open as stream 3, so cat ends when they have ended.
status=$({
    { "$@" > >(tee -a out.log >> all.log) 2> >(tee -a err.log >> all.log) 3>&-; echo $? >&3; } 3>&1
} | cat)
exit "$status"
