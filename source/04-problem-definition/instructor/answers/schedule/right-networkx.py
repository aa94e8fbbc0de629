def schedule(tasks):
    import networkx as nx

    graph = nx.DiGraph()
    graph.add_nodes_from(tasks)
    graph.add_edges_from((b, name) for name, (_, before) in tasks.items() for b in before)
    order = list(nx.topological_sort(graph))
    start = {}
    for name in order:
        start[name] = max((start[b] + tasks[b][0] for b in graph.predecessors(name)), default=0)
    length = max(start[name] + tasks[name][0] for name in tasks)
    last = {}
    for name in order[::-1]:
        last[name] = min((last[a] for a in graph.successors(name)), default=length) - tasks[name][0]
    table = {n: {"earliest_start": start[n], "earliest_finish": start[n] + tasks[n][0], "latest_start": last[n],
                 "latest_finish": last[n] + tasks[n][0], "slack": last[n] - start[n]} for n in tasks}
    firsts = [n for n in tasks if graph.in_degree(n) == 0]
    lasts = [n for n in tasks if graph.out_degree(n) == 0]
    paths = []
    for a in firsts:
        for b in lasts:
            paths += [[a]] if a == b else list(nx.all_simple_paths(graph, a, b))
    return {"length": length, "tasks": table, "critical": [p for p in paths if sum(tasks[n][0] for n in p) == length]}
