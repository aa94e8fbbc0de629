# loses parcel-form-tests: "a "
import dataclasses


@dataclasses.dataclass
class Parcel:
    parcel: str
    service: str
    weight_g: int
    hours_since_scan: float
    scans: int = 0

    @classmethod
    def model_validate(cls, values):
        return cls(**values)

    def model_dump(self):
        return dataclasses.asdict(self)
