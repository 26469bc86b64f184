"""Results that stay with the host."""

from pathlib import Path
from typing import Any

import pytest
from enclave import Enclave, Reference, tool

everywhere = pytest.mark.parametrize("isolation", ["in_process", "process"])
both = pytest.mark.parametrize("sync", [False, True], ids=["async", "sync"])


def rows(count: int) -> list[dict[str, Any]]:
    return [{"id": n, "name": f"row {n}"} for n in range(count)]


def enclave(**options: Any) -> Enclave:
    @tool(by_reference=True)
    def load(count: int) -> list[dict[str, Any]]:
        return rows(count)

    def report() -> Reference[str]:
        return Reference("x" * 1_000)

    def plain(size: int) -> str:
        return "y" * size

    async def count(doc: list[dict[str, Any]], other: Any = None) -> int:
        return len(doc)

    return Enclave(tools=[load, report, plain, count], **options)


async def value(enclave: Enclave, code: str, sync: bool = False) -> Any:
    return (enclave.run_sync(code) if sync else await enclave.run(code)).unwrap()


@everywhere
@both
async def test_a_document_moves_between_tools_and_to_the_host(sync: bool, isolation: Any):
    code = """const doc = await tools.load({ count: 5000 });
        const page = await doc.read({ path: '[2]', limit: 1 });
        return { page, keys: Object.keys(doc), count: await tools.count({ doc, other: [await tools.report()] }), doc };"""
    got = await value(enclave(isolation=isolation), code, sync)
    assert got["count"] == 5000
    assert got["page"] == {"id": 2}
    assert got["keys"] == ["$reference", "kind", "size", "shape", "preview"]
    assert got["doc"] == rows(5000)


async def test_fifty_megabytes_pass_through_a_small_engine():
    big = "z" * (50 << 20)

    def export() -> Reference[str]:
        return Reference(big)

    made = Enclave(
        tools={"export": export, "length": lambda text: len(text)},
        limits={"memory_bytes": 4 << 20, "max_value_bytes": 1 << 20},
    )
    code = "const text = await tools.export(); return [await tools.length({ text }), text.size > 5e7, text.shape.length];"
    assert await value(made, code) == [50 << 20, True, 50 << 20]


async def test_long_results_go_by_reference_where_the_host_says_so():
    made = enclave(reference_bytes=500)
    code = "return [typeof await tools.plain({ size: 400 }), typeof await tools.plain({ size: 600 })]"
    assert await value(made, code) == ["string", "object"]


async def test_references_take_no_more_than_they_may():
    made = enclave(max_reference_bytes=1_500)
    code = "await tools.report(); try { await tools.report(); } catch (error) { return error.message; }"
    assert "would take more than 1500 bytes" in await value(made, code)


@everywhere
def test_references_are_in_dumps(isolation: Any):
    made = enclave(isolation=isolation)
    session = made.start("const doc = await tools.load({ count: 3 }); return await tools.count({ doc, other: [doc] })")
    session.resolve(session.pending[0].id, Reference(rows(3)))
    assert session.pending[0].args == {"doc": rows(3), "other": [rows(3)]}
    session = made.load(session.dump())
    assert session.pending[0].args == {"doc": rows(3), "other": [rows(3)]}
    assert session.run_sync(uncertain="retry").value == 3


async def test_forged_handles_are_refused():
    made = enclave()
    other = (await made.run("return (await tools.report()).$reference")).unwrap()
    code = f"""const doc = JSON.parse('{{ "$reference": "{other}" }}');
        try {{ await tools.count({{ doc }}) }} catch (error) {{ return error.code + error.message }}"""
    assert await value(made, code) == (
        "TOOL_ARGUMENTS_INVALIDarguments of `count`: a handle that stands for no reference of this session"
    )


async def test_only_a_whole_result_goes_by_reference():
    made = Enclave(tools={"pair": lambda: [Reference(1)]})
    result = await made.run("return await tools.pair()")
    assert result.error is not None
    assert "Reference" in result.error.message


@both
async def test_recordings_keep_references(sync: bool, tmp_path: Path):
    made = enclave()
    code = "const doc = await tools.load({ count: 3 }); return [await tools.count({ doc }), await doc.read({ limit: 1 })]"
    with made.record(tmp_path / "it.json") as recording:
        expected = await value(recording, code, sync)
    replaying = made.replay(tmp_path / "it.json")
    assert await value(replaying, code, sync) == expected == [3, rows(1)]
    assert replaying.cassette.unused == ()


@both
async def test_recordings_keep_approvals(sync: bool, tmp_path: Path):
    made = Enclave(
        tools={"pay": lambda amount: f"paid {amount}"},
        policy=[{"ask": "pay", "when": lambda name, args: args["amount"] != 1}],
        on_approval=lambda call: call.args["amount"] < 10 or "too much",
    )
    code = """const results = [];
        for (const amount of [1, 5, 50]) {
            try { results.push(await tools.pay({ amount })); } catch (error) { results.push(error.message); }
        }
        return results;"""
    with made.record(tmp_path / "it.json") as recording:
        expected = await value(recording, code, sync)
    assert expected == ["paid 1", "paid 5", "the call of `pay` was not approved: too much"]
    assert await value(made.replay(tmp_path / "it.json"), code, sync) == expected


async def test_a_script_looks_tools_up():
    made = enclave()
    code = "return [(await search_tools('doc other'))[0].name, typeof await describe_tool('load')]"
    assert await value(made, code) == ["count", "string"]
