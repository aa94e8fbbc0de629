import graphlib


def waves(needs):
    """The tasks in waves: each needs only tasks of earlier waves. ValueError for an unknown name or a cycle."""
    strange = [(name, need) for name, needed in needs.items() for need in needed if need not in needs]
    if strange:
        raise ValueError("unknown: %s needs %s" % strange[0])
    sorter = graphlib.TopologicalSorter(needs)
    try:
        sorter.prepare()
    except graphlib.CycleError as error:
        raise ValueError("cycle: " + " needs ".join(reversed(error.args[1]))) from error
    place = {name: number for number, name in enumerate(needs)}
    found = []
    while sorter.is_active():
        ready = sorter.get_ready()
        found.append(sorted(ready, key=place.get))
        sorter.done(*ready)
    return found
