# loses biggest-tests: "odd names"
for f in $(ls -S); do [ -f $f ] && [ ! -L $f ] && echo $f; done
exit 0
