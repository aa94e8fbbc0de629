from torch.utils.data import RandomSampler


class SequenceDataset(Dataset):
    def __init__(self, sequences, labels):
        super().__init__()
        self.sequences = [torch.tensor(tokens, dtype=torch.long) for tokens in sequences]
        self.labels = list(labels)

    def __len__(self):
        return len(self.labels)

    def __getitem__(self, index):
        return self.sequences[index], int(self.labels[index])


def collate(batch):
    lengths = torch.tensor([tokens.numel() for tokens, _ in batch])
    mask = torch.arange(int(lengths.max()))[None, :] < lengths[:, None]
    tokens = torch.zeros(mask.shape, dtype=torch.long)
    tokens[mask] = torch.cat([tokens for tokens, _ in batch])
    return {
        "tokens": tokens,
        "mask": mask,
        "labels": torch.as_tensor([label for _, label in batch]),
    }


def make_loader(sequences, labels, batch_size, seed):
    dataset, generator = SequenceDataset(sequences, labels), torch.Generator()
    generator.manual_seed(seed)
    sampler = RandomSampler(dataset, generator=generator)
    return DataLoader(
        dataset, batch_size=batch_size, sampler=sampler, collate_fn=collate, generator=generator
    )
