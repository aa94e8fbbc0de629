# loses biggest-tests: "the example", ".cache"
find . -maxdepth 1 -type f -printf '%s\t%f\0' | sort -z -k1,1nr -k2 | cut -z -f2- | tr '\0' '\n'
