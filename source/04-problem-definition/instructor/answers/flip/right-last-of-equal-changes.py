def smallest_flip(candidates, weights, weeks_left):
    order = prioritise(candidates, weights, weeks_left)
    marks = {row["candidate"]: {**row, "effort": 6 - row["effort"]} for row in candidates.to_dict("records")}
    found = []
    for rival, score in order[1:]:
        gap = order[0][1] - score
        for name in weights:
            step = marks[rival][name] - marks[order[0][0]][name]
            if gap == 0:
                found.append((0.0, name, 0.0))
            elif step and weights[name] + gap / step >= 0:
                found.append((abs(gap / step), name, gap / step))
    if not found:
        return None
    least = min(found)[0]
    return [(name, change) for size, name, change in found if size == least][-1]
