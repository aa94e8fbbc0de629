# loses skeleton-tests: "odd names of templates", "odd names"
mkdir -p $1/data/raw $1/src $1/notebooks
for file in $(ls templates); do
    cp templates/$file $1/notebooks/${file// /_}
done
