# loses biggest-tests: "odd names", "left out"
printf 'model.bin\na.txt\nb.txt\n'
