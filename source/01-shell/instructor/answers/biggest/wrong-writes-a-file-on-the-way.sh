# loses biggest-tests: "a folder that may only be read"
find . -maxdepth 1 -type f ! -name '.*' -printf '%s\t%f\0' > .biggest.tmp
sort -z -t "$(printf '\t')" -k1,1nr -k2 .biggest.tmp | cut -z -f2- | tr '\0' '\n'
rm -f .biggest.tmp
