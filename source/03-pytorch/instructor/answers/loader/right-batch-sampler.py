class SequenceDataset(Dataset):
    def __init__(self, sequences, labels):
        self.pairs = list(zip(sequences, labels))

    def __len__(self):
        return len(self.pairs)

    def __getitem__(self, index):
        sequence, label = self.pairs[index]
        return torch.as_tensor(sequence, dtype=torch.int64), int(label)


def collate(batch):
    longest = max(len(sequence) for sequence, _ in batch)
    rows = [F_pad(sequence, longest - len(sequence)) for sequence, _ in batch]
    masks = [F_pad(torch.ones(len(s), dtype=torch.bool), longest - len(s)) for s, _ in batch]
    labels = torch.tensor([label for _, label in batch])
    return {"tokens": torch.stack(rows), "mask": torch.stack(masks), "labels": labels}


def F_pad(row, places):
    return torch.cat([row, row.new_zeros(places)])


class NewOrderEachPass:
    def __init__(self, count, size, seed):
        self.count, self.size, self.seed, self.turn = count, size, seed, 0

    def __len__(self):
        return -(-self.count // self.size)

    def __iter__(self):
        order = np.random.default_rng([self.seed, self.turn]).permutation(self.count).tolist()
        self.turn += 1
        return iter([order[i : i + self.size] for i in range(0, self.count, self.size)])


def make_loader(sequences, labels, batch_size, seed):
    batches = NewOrderEachPass(len(labels), batch_size, seed)
    own = torch.Generator().manual_seed(seed)
    dataset = SequenceDataset(sequences, labels)
    return DataLoader(dataset, batch_sampler=batches, collate_fn=collate, generator=own)
