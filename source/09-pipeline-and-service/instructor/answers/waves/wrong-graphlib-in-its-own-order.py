# loses waves-tests: "not that of the alphabet"
import graphlib


def waves(needs):
    """The tasks in waves: each needs only tasks of earlier waves. ValueError for an unknown name or a cycle."""
    for name, needed in needs.items():
        for need in needed:
            if need not in needs:
                raise ValueError(f"unknown: {name} needs {need}")
    sorter = graphlib.TopologicalSorter(needs)
    try:
        sorter.prepare()
    except graphlib.CycleError as error:
        raise ValueError("cycle: " + " needs ".join(error.args[1][::-1])) from None
    found = []
    while sorter.is_active():
        ready = sorter.get_ready()
        found.append(list(ready[::-1]))
        sorter.done(*ready)
    return found
