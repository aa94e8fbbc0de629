# loses biggest-tests: "names with tabs"
find . -maxdepth 1 -type f ! -name '.*' -printf '%s\t%f\0' | LC_ALL=C sort -z -t $'\t' -k1,1nr -k2 | cut -z -f2 | tr '\0' '\n' 
