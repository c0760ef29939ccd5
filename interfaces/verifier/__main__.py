"""`python3 verify.pyz PATH --policy P`: the verifier by itself."""

import argparse
import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from interfaces.verifier.verifying import UNUSABLE, Unusable, Wanted, facts_of, told, verify


def parser_of() -> argparse.ArgumentParser:
    """What may be asked."""
    parser = argparse.ArgumentParser(prog="verify", description="呼应 Huying: offline verification 离线核验")
    parser.add_argument("path", type=Path, help="a log, a case's bundle (folder or tar), or a .tlog-proof receipt")
    parser.add_argument("--policy", type=Path, required=True, help="whom you trust (C2SP tlog-policy)")
    parser.add_argument("--trusted-checkpoint", type=Path, help="a checkpoint you kept from an earlier day")
    parser.add_argument("--disclosures", type=Path, help="texts shown to you: JSON rows [salt, case, field, text]")
    parser.add_argument("--max-lag", type=int, default=30, help="days the newest cosignature may be old")
    parser.add_argument("--json", action="store_true", help="the report as the last line of stdout, as JSON")
    return parser


def main() -> int:
    """Check, print the report, and return the exit code: 0 verified, 1 tampered, 2 missing, 3 unusable."""
    try:
        given = parser_of().parse_args()
    except SystemExit as end:
        return UNUSABLE if end.code else 0
    wanted = Wanted(
        path=given.path,
        policy=given.policy,
        trusted=given.trusted_checkpoint,
        disclosures=given.disclosures,
        max_lag_days=given.max_lag,
        now=datetime.now(UTC),
    )
    try:
        report, _ = verify(wanted, lines_of_progress)
    except Unusable as fault:
        print(fault, file=sys.stderr)
        return UNUSABLE
    print(json.dumps(facts_of(report), ensure_ascii=False) if given.json else told(report))
    return int(report.verdict)


def lines_of_progress(done: int, of: int) -> None:
    """Plain lines of progress on stderr."""
    print(f"{done}/{of}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
