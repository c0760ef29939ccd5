"""C01 to C03: is the head the log's own, who else signed it, and does it begin with older ones?"""

from datetime import UTC, datetime, timedelta

from domain.evidence import checkpoints
from domain.evidence.checkpoints import cosigned_at, signed_by_log
from domain.evidence.malformed import Malformed
from domain.evidence.notes import Note
from domain.evidence.policies import NONE, TrustPolicy
from domain.verification.evidence import SKEW, Evidence, Head
from domain.verification.report import Report


def read_head(raw: bytes, policy: TrustPolicy, report: Report, what: tuple[str, str]) -> Head | None:
    """C01. None where it cannot be relied on; the report says why."""
    try:
        note, checkpoint = checkpoints.read(raw)
    except Malformed as fault:
        report.tampered("C01", f"{what[0]}：{fault}", f"{what[1]}: {fault}")
        return None
    if not any(signed_by_log(note, key) for key in policy.logs.get(checkpoint.origin, ())):
        zh, en = f"{what[0]}没有所信任日志的有效签名", f"{what[1]} is not signed by a log the policy trusts"
        report.tampered("C01", zh, en)
        return None
    return Head(note, checkpoint, _cosigned(note, policy))


def check_head(head: Head, evidence: Evidence, report: Report) -> None:
    """C01's good news, and C02."""
    c = head.checkpoint
    report.sound("C01", f"日志 {c.origin}，共 {c.size} 条", f"log {c.origin}, {c.size} entries")
    if evidence.policy.quorum == NONE:
        zh = "政策不要求外部见证：掌握签名密钥的人若从未被外人记下旧检查点，可以整体重写而不被发现"
        en = "the policy asks for no outside witness: whoever holds the signing key could rewrite everything unnoticed"
        report.sound("C02", zh, en + ", unless somebody outside kept an older checkpoint")
        return
    if not evidence.policy.enough(set(head.cosigned)):
        told = ", ".join(sorted(head.cosigned)) or "–"
        report.missing("C02", f"见证不足法定数：{told}", f"the quorum is not reached: {told}")
        return
    ahead = [name for name, at in head.cosigned.items() if at > evidence.now + SKEW]
    if ahead:
        report.tampered("C02", f"见证时间在未来：{ahead}", f"cosigned in the future: {ahead}")
        return
    newest = max(head.cosigned.values())
    if evidence.now - newest > evidence.oldest:
        report.missing(
            "C02", f"最近一次见证已过久：{newest:%Y-%m-%d}", f"last cosigned too long ago: {newest:%Y-%m-%d}"
        )
        return
    told = ", ".join(sorted(head.cosigned))
    report.sound(
        "C02", f"见证：{told}，最近 {newest:%Y-%m-%d %H:%M}Z", f"cosigned by {told}, last {newest:%Y-%m-%d %H:%M}Z"
    )


def older_heads(head: Head, evidence: Evidence, report: Report) -> dict[int, list[Head]]:
    """C03, as far as it needs no tree: the heads whose roots must turn up at their sizes."""
    found: dict[int, list[Head]] = {}
    if evidence.trusted is not None:
        trusted = read_head(evidence.trusted, evidence.policy, report, ("手中的旧检查点", "the trusted checkpoint"))
        if trusted is not None and trusted.checkpoint.size > head.checkpoint.size:
            zh, en = "日志比手中的旧检查点短：被回退", "the log is shorter than the trusted checkpoint: rolled back"
            report.tampered("C03", zh, en)
        elif trusted is not None:
            found.setdefault(trusted.checkpoint.size, []).append(trusted)
    for name in evidence.names:
        if name.startswith("checkpoints/") or name == "witnessed":
            older = read_head(evidence.read(name), evidence.policy, report, (name, name))
            if older is not None and older.checkpoint.size <= head.checkpoint.size:
                found.setdefault(older.checkpoint.size, []).append(older)
            elif older is not None:
                report.tampered("C03", f"{name} 比检查点长", f"{name} is longer than the checkpoint")
    return found


def compare_root(size: int, root: bytes, older: list[Head], report: Report) -> None:
    """C03 at one size: whoever signed another root for it shows a fork."""
    for head in older:
        if head.checkpoint.root != root:
            zh = f"长度 {size} 处曾签署过不同的根：历史被改写"
            report.tampered("C03", zh, f"another root was signed for size {size}: the history was rewritten")


def _cosigned(note: Note, policy: TrustPolicy) -> dict[str, datetime]:
    times = {name: cosigned_at(note, key) for name, key in policy.witnesses.items()}
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    most = 253_402_300_799
    return {name: epoch + timedelta(seconds=min(at, most)) for name, at in times.items() if at is not None}
