"""Verbs of the evidence: sealing the log, verifying it, and witnessing somebody else's."""

from pathlib import Path
from typing import Annotated

import typer

from interfaces.cli.backstage import Backstage
from interfaces.cli.operations import Json
from interfaces.cli.output import progress, result, stderr
from interfaces.verifier.verifying import UNUSABLE, Unusable, Wanted, facts_of, told, verify

REFUSED_NOT = 200
"""The one status that is no refusal."""
NEVER_SEALED = "尚未封存：先运行 ./run seal --once。 Nothing is sealed yet: run ./run seal --once first."


def seal(
    context: typer.Context,
    rotate: Annotated[bool, typer.Option("--rotate", help="Announce a new key; both sign from now on.")] = False,
    retire: Annotated[bool, typer.Option("--retire", help="Destroy the older keys.")] = False,
    once: Annotated[bool, typer.Option("--once", help="Seal what is new, and end.")] = False,
    policy: Annotated[bool, typer.Option("--policy", help="Print the log's key as a policy, for auditors.")] = False,
    request: Annotated[
        int | None, typer.Option(min=0, help="Print a request for a witness that last signed N.")
    ] = None,
    cosigned: Annotated[Path | None, typer.Option(help="Take in a witness's signature that was carried here.")] = None,
    as_json: Json = False,
) -> None:
    """Cut the log into tiles, sign its head, have it witnessed; until stopped, or once. 封存日志。"""
    backstage: Backstage = context.obj
    if rotate:
        vkey = backstage.rotate_log_key()
        result(as_json, {"vkey": vkey}, f"log {vkey}")
    elif retire:
        result(as_json, {"retired": (count := backstage.retire_log_keys())}, f"{count} retired")
    elif policy:
        result(as_json, {"policy": backstage.own_policy()}, backstage.own_policy().rstrip("\n"))
    elif request is not None:
        body = backstage.cosign_request(request).decode()
        result(as_json, {"request": body}, body.rstrip("\n"))
    elif cosigned is not None:
        size, enough = backstage.take_cosignature(cosigned.read_text(encoding="utf-8"))
        result(as_json, {"size": size, "quorum": enough}, f"{size}: quorum {'✓' if enough else '–'}")
    elif once:
        with progress("封存 seal") as show:
            size = backstage.seal_once(show)
        result(as_json, {"size": size}, f"{size} 条已封存 sealed")
    else:
        backstage.keep_sealing()


def witness(
    context: typer.Context,
    name: Annotated[str, typer.Option(help="The witness's name, such as witness.court.example/w1.")],
    log: Annotated[list[str], typer.Option(help="The key of a log to watch, as `seal --policy` prints it.")],
    folder: Annotated[Path, typer.Option(help="Where the key and the memory lie.")] = Path("witness"),
    cosign: Annotated[Path | None, typer.Option(help="Sign one request carried here as a file, and end.")] = None,
    host: Annotated[str, typer.Option(help="Address to serve on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to serve on.")] = 8100,
    as_json: Json = False,
) -> None:
    """Witness a log of another organisation: over HTTP until stopped, or one file. 见证。"""
    backstage: Backstage = context.obj
    desk = backstage.witness(folder, name, log)
    if cosign is None:
        result(as_json, {"vkey": desk.vkey, "url": f"http://{host}:{port}"}, f"witness {name} {desk.vkey}")
        desk.serve(host, port)
        return
    status, body = desk.add_checkpoint(cosign.read_bytes())
    result(as_json, {"status": status, "body": body}, body.rstrip("\n"))
    if status != REFUSED_NOT:
        stderr.print(f"拒绝 refused: {status}", markup=False)
        raise typer.Exit(1)


def erase(
    context: typer.Context,
    rotate: Annotated[bool, typer.Option("--rotate", help="Destroy the old key-encryption keys too: backups.")] = False,
    as_json: Json = False,
) -> None:
    """Carry out the erasures two officers agreed on, and those a restored key store forgot. 删除个人信息。"""
    backstage: Backstage = context.obj
    with backstage.opened() as plant:
        facts = {"erased": plant.system.erasure.carry_out(), "again": plant.system.erasure.reconcile()}
        facts["rewrapped"] = plant.rotate_keys() if rotate else 0
        facts["scrubbed"] = plant.scrub() if facts["erased"] or facts["again"] else True
    words = f"{facts['erased']} 已删除 erased · {facts['again']} again · {facts['rewrapped']} rewrapped"
    if not facts["scrubbed"]:
        stderr.print("数据库未允许清理旧页和日志 the server did not let old pages be scrubbed", markup=False)
    result(as_json, facts, words)


def verify_evidence(
    context: typer.Context,
    path: Annotated[Path | None, typer.Argument(help="A log, a bundle or a receipt; without: the own log.")] = None,
    policy: Annotated[Path | None, typer.Option(help="Whom you trust (C2SP tlog-policy).")] = None,
    trusted_checkpoint: Annotated[Path | None, typer.Option(help="A checkpoint kept from an earlier day.")] = None,
    disclosures: Annotated[Path | None, typer.Option(help="Texts shown: JSON rows [salt, case, field, text].")] = None,
    tsa_ca: Annotated[Path | None, typer.Option(help="Certificates of time stamp authorities you trust (PEM).")] = None,
    max_lag: Annotated[int, typer.Option(min=0, help="Days the newest cosignature may be old.")] = 30,
    database: Annotated[bool, typer.Option("--db", help="Hold the store's tables against the log too.")] = False,
    as_json: Json = False,
) -> None:
    """Verify a log, a bundle or a receipt (C01 to C17). Exit: 0 verified, 1 tampered, 2 missing, 3 unusable. 核验。"""
    backstage: Backstage = context.obj
    wanted = Wanted(
        path=path or backstage.log_folder(),
        policy=policy or backstage.policy_file(),
        trusted=trusted_checkpoint,
        disclosures=disclosures,
        max_lag_days=max_lag,
        now=backstage.now(),
    )
    try:
        with progress("核验 verify") as show:
            report, erased = verify(wanted, show)
    except Unusable as fault:
        never = path is None and not wanted.path.exists()
        stderr.print(NEVER_SEALED if never else str(fault), markup=False)
        raise typer.Exit(UNUSABLE) from None
    if tsa_ca is not None:
        backstage.check_time_stamps(wanted.path, tsa_ca.read_bytes(), report)
    if database or path is None:
        with progress("比对 compare") as show:
            backstage.compare_store(wanted.path, report, erased, show)
    result(as_json, facts_of(report), told(report))
    raise typer.Exit(int(report.verdict))
