# loses one-counts-tests: "the number of parameters"
counts = {"conv1": [], "pool": [], "conv2": [], "parameters": 0, "multiplications": 0}
e = sheet["E"]
(c, h, w), (c1, c2), (k1, k2) = e["input"], e["channels"], e["kernels"]
h1, w1 = ((side + 2 * e["padding"] - k1) // e["stride"] + 1 for side in (h, w))
h2, w2 = h1 // 2 - k2 + 1, w1 // 2 - k2 + 1
per1, per2, last = c * k1 * k1, c1 * k2 * k2, c2 * h2 * w2 * e["classes"]
counts["conv1"], counts["pool"], counts["conv2"] = [c1, h1, w1], [c1, h1 // 2, w1 // 2], [c2, h2, w2]
counts["parameters"] = c1 * per1 + 1 + c2 * per2 + 1 + last + 1
counts["multiplications"] = c1 * h1 * w1 * per1 + c2 * h2 * w2 * per2 + last
