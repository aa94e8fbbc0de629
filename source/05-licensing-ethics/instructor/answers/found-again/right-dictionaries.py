def found_again(released, register, on):
    def alone(rows):
        places = {}
        for row in rows:
            places.setdefault(tuple(row[name] for name in on), []).append(row)
        return {combination for combination, group in places.items() if len(group) == 1}

    return len(alone(released) & alone(register))
