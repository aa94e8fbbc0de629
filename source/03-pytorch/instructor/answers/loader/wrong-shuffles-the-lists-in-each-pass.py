# loses loader-tests: "the caller's lists"
class SequenceDataset(Dataset):
    def __init__(self, sequences, labels):
        self.sequences, self.labels = sequences, labels

    def __len__(self):
        return len(self.sequences)

    def __getitem__(self, index):
        return torch.tensor(self.sequences[index], dtype=torch.int64), int(self.labels[index])


def collate(batch):
    tokens, labels = zip(*batch)
    lengths = torch.tensor([len(row) for row in tokens])
    padded = torch.nn.utils.rnn.pad_sequence(tokens, batch_first=True)
    mask = torch.arange(padded.shape[1]) < lengths[:, None]
    return {"tokens": padded, "mask": mask, "labels": torch.tensor(labels)}


def make_loader(sequences, labels, batch_size, seed):
    items = SequenceDataset(sequences, labels)
    both = items.sequences = sequences

    class Loader:
        own = np.random.default_rng(seed)

        def __iter__(self):
            k = self.own.permutation(len(both)).tolist()
            sequences[:] = [sequences[i] for i in k]
            labels[:] = [labels[i] for i in k]
            order = range(len(both))
            for start in range(0, len(order), batch_size):
                yield collate([items[i] for i in order[start : start + batch_size]])

    return Loader()
