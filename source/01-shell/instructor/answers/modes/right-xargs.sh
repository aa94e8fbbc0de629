find project -type f -name '*.sh' -print0 | xargs -0 -r chmod 0755
find project -type f -regextype posix-extended -regex '.*\.(key|pem)' -print0 | xargs -0 -r chmod 0600
