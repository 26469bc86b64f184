"""A record of each call."""

import json
import logging
import multiprocessing
import os
import stat
from pathlib import Path
from typing import Any

import pytest
from enclave import AuditRecord, ConfigError, Enclave, tool

both = pytest.mark.parametrize("sync", [False, True], ids=["async", "sync"])
everywhere = pytest.mark.parametrize("isolation", ["in_process", "process"])

CODE = """const results = [];
for (const args of [{ id: 1, token: 'abc' }, { id: 2 }, { id: 3 }]) {
  try { results.push(await tools.get(args)); } catch (error) { results.push(error.code); }
}
return results;"""


def make(audit: Any, **options: Any) -> Enclave:
    @tool(rate_limit={"max_calls": 2}, input_schema={"type": "object"})
    def get(args: dict[str, Any]) -> str:
        if args["id"] == 2:
            raise ValueError("nobody at ana@example.com")
        return "done"

    return Enclave(tools=[get], audit=audit, **options)


@everywhere
@both
async def test_a_callback_gets_each_call(sync: bool, isolation: Any):
    records: list[AuditRecord] = []
    enclave = make(records.append, isolation=isolation)
    options: Any = {"session_id": "s1", "tenant": "acme"}
    result = enclave.run_sync(CODE, **options) if sync else await enclave.run(CODE, **options)
    assert result.unwrap() == ["done", "TOOL_ERROR", "RATE_LIMITED"]
    told = [(r.call_id, r.outcome, r.code, r.refused_by, r.arguments) for r in records]
    assert told == [
        (1, "ok", None, None, {"id": 1, "token": "[redacted]"}),
        (2, "failed", "TOOL_ERROR", None, {"id": 2}),
        (3, "refused", "RATE_LIMITED", "limit", {"id": 3}),
    ]
    assert {(r.session, r.tenant) for r in records} == {("s1", "acme")}
    assert records[1].message == "nobody at [redacted]"


@both
async def test_lines_of_a_file(sync: bool, tmp_path: Path):
    path = tmp_path / "audit.jsonl"
    enclave = make(f"jsonl:{path}", redact={"keys": ["id"], "patterns": ["nobody"]})
    _ = enclave.run_sync(CODE) if sync else await enclave.run(CODE)
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    assert [line["outcome"] for line in lines] == ["ok", "failed", "refused"]
    assert lines[1]["message"] == "[redacted] at [redacted]"
    assert lines[0]["arguments"] == {"id": "[redacted]", "token": "[redacted]"}
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert AuditRecord(**lines[0]).call_id == 1


def test_a_file_is_rotated(tmp_path: Path):
    path = tmp_path / "audit.jsonl"
    enclave = Enclave(
        tools={"it": lambda: 1}, audit={"path": str(path), "max_bytes": 4096, "max_files": 2}, level="permissive"
    )
    enclave.run_sync("for (let n = 0; n < 200; n++) await tools.it()").unwrap()
    assert sorted(file.name for file in tmp_path.iterdir()) == ["audit.jsonl", "audit.jsonl.1", "audit.jsonl.2"]


def test_a_sink_that_fails_loses_no_run(tmp_path: Path, caplog: pytest.LogCaptureFixture):
    folder = tmp_path / "logs"
    folder.mkdir()
    enclave = make({"path": str(folder / "a"), "max_bytes": 4096, "max_files": 0})
    (folder / "a").unlink()
    folder.rmdir()
    failures = 0
    for _ in range(100):
        result = enclave.run_sync(CODE)
        assert result.ok
        failures += result.stats.audit_failures
    assert failures > 0

    def fails(record: AuditRecord) -> None:
        raise RuntimeError("no room")

    with caplog.at_level(logging.ERROR, "enclave"):
        assert make(fails).run_sync(CODE).ok
    assert [record.getMessage() for record in caplog.records] == ["the audit callback failed"] * 3


async def test_calls_that_a_cancelled_run_leaves_are_written_down():
    import asyncio

    records: list[AuditRecord] = []

    async def slow() -> None:
        await asyncio.sleep(60)

    enclave = Enclave(tools=[slow], audit=records.append)
    run = asyncio.create_task(enclave.run("await tools.slow()"))
    await asyncio.sleep(0.1)
    run.cancel()
    with pytest.raises(asyncio.CancelledError):
        await run
    for _ in range(100):
        enclave.run_sync("return 1")
        if records:
            break
        await asyncio.sleep(0.02)
    assert [(record.tool, record.outcome) for record in records] == [("slow", "unfinished")]


def _child(enclave: Enclave, n: int) -> None:
    for _ in range(20):
        assert enclave.run_sync("return await tools.get({ id: 1 })", session_id=f"p{n}").ok
    os._exit(0)


def test_forked_hosts_write_to_one_file(tmp_path: Path):
    path = tmp_path / "audit.jsonl"
    enclave = make(f"jsonl:{path}")
    context = multiprocessing.get_context("fork")
    children = [context.Process(target=_child, args=(enclave, n)) for n in range(3)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    sessions = [json.loads(line)["session"] for line in path.read_text().splitlines()]
    assert sorted(sessions) == sorted(f"p{n}" for n in range(3) for _ in range(20))


def test_audits_that_cannot_be_are_refused(tmp_path: Path):
    for audit, message in [
        ("syslog", "`audit`: `syslog` is neither `jsonl:PATH` nor `tracing`"),
        (f"jsonl:{tmp_path}/no/where", "`audit`: .*No such file or directory"),
        ({"path": str(tmp_path / "a"), "max_bytes": 1}, "`audit`: `max_bytes` is 1; it must be at least 4096"),
        ({"file": "a"}, "audit"),
        (5, "audit"),
    ]:
        with pytest.raises(ConfigError, match=message):
            make(audit)
    with pytest.raises(ConfigError, match=r"`redact.patterns`"):
        make(print, redact={"patterns": ["("]})
