# loses biggest-tests: "same size", "wrong order"
find . -maxdepth 1 -type f ! -name '.*' -printf '%s\t%f\0' | sort -z -nr | cut -z -f2- | tr '\0' '\n'
