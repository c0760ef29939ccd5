"""A case with words in it that occur nowhere else."""

from infrastructure.evidence.sealing import seal_once
from tests.support.client import Client

NEEDLE = "独木桥针眼四七二九"
PHONE = "13900004729"


def register(api: Client, text: str = NEEDLE, phone: str = PHONE) -> tuple[str, str]:
    """Register a suggestion of somebody with a telephone, and seal the log; return the case and the receipt code."""
    receipt = api.receive(text=f"{text}，电梯坏了。", title=text, voter={"name": f"{text}某", "phone": phone})
    seal_once(api.plant.settings, api.plant.urls.sealer, lambda done, of: None)
    return str(receipt["id"]), str(receipt["receipt_code"])
