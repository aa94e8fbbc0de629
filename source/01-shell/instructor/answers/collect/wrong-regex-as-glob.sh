# loses collect-tests: "names that nearly match", "should not be there"
mkdir -p archive
ls reports | grep '^2024*.csv' | grep -v draft | while read -r f; do cp "reports/$f" archive; done
ls reports | grep '2024.*.csv' | grep -v draft | while read -r f; do cp "reports/$f" archive; done
