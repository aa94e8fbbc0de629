"$@" > >(tee -a out.log >> all.log) 2> >(tee -a err.log >> all.log)
