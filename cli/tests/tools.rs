//! Tools that live elsewhere, with real interpreters and servers.

use std::{
    fs,
    process::{Command, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

use crate::{Done, Folder};

const PYTHON: &str = r#"
import asyncio, os, subprocess, threading

print("imported")
together = threading.Barrier(2)

class NoSuchUser(Exception):
    code = "NO_SUCH_USER"
    data = {"id": 7}

def users(role: str, limit: "int | None" = None) -> list[dict]:
    """Lists the users."""
    print('{"jsonrpc":"2.0","id":3,"result":{}}')
    subprocess.run(["echo", "from a child"])
    return [{"name": "Ana", "role": role, "limit": limit}]

def meet(): return together.wait(20) >= 0
async def wait(ms: int): await asyncio.sleep(ms / 1000)
def find(id: int): raise NoSuchUser(f"no user {id}")
def broken(): return {}["key"]
def no_data(): return object()
def half(): return "a\ud800b"
def end(): os._exit(3)
def _private(): pass
"#;

const NODE: &str = r"
console.log('loaded');
process.stdout.write('noise\n');
let meeting;
export const tools = {
  'users:list': {
    description: 'Lists the users.',
    inputSchema: { type: 'object', properties: { role: { type: 'string' } }, required: ['role'] },
    annotations: { readOnly: true },
    handler: async ({ role }, { callId, sessionId }) => [{ name: 'Ana', role, callId, known: sessionId !== '' }],
  },
  meet: () => new Promise((resolve) => { if (meeting) { meeting(true); resolve(true); } else { meeting = resolve; } }),
  late: { timeoutMs: 100, handler: (_, { signal }) => new Promise(() => signal.addEventListener('abort', () => console.log('aborted'))) },
  find: ({ id }) => { throw Object.assign(new Error(`no user ${id}`), { code: 'NO_SUCH_USER', data: { id: 7 } }); },
  broken: () => undefined.key,
  nothing: () => undefined,
  kinds: () => ({ set: new Set([1]), map: new Map([['a', 2n]]), bytes: new Uint8Array([1, 2, 3]), at: new Date(0) }),
  code: () => () => 1,
  half: () => 'a\ud800b',
  end: () => process.exit(3),
};
";

/// What each call ends with.
const TRY: &str = r"
const ends = [];
for (const [name, args] of context) {
  try { ends.push([name, await callTool(name, args)]); }
  catch (error) { ends.push([name, error.code, error.message, error.data ?? null]); }
}
return ends;
";

fn ends(folder: &Folder, tools: &str, calls: &str) -> Done {
    folder.enclave(&["run", "@try.js", "--tools", tools, "--context", calls])
}

/// Lines of the console, and of servers: each in order, but not with each other.
fn parted(err: &str) -> (Vec<&str>, Vec<&str>) {
    err.lines().partition(|line| !line.starts_with('[') || line.starts_with("[warn]"))
}

#[test]
fn a_module_of_python_has_tools() {
    let folder = Folder::new(&[("tools.py", PYTHON), ("try.js", TRY)]);
    let calls = r#"[
        ["users", { "role": "admin" }], ["users", { "role": 1 }], ["users", {}], ["wait", { "ms": 1 }],
        ["find", { "id": 7 }], ["half", {}], ["no_data", {}], ["_private", {}], ["end", {}], ["wait", { "ms": 1 }]
    ]"#;
    let done = ends(&folder, "@tools.py", calls);
    assert_eq!(done.code, 0, "{done}");
    insta::assert_snapshot!("python_calls", done.out);
    let (_, told) = parted(&done.err);
    assert_eq!(
        told.get(..3),
        Some(
            ["[tools.py] imported", r#"[tools.py] {"jsonrpc":"2.0","id":3,"result":{}}"#, "[tools.py] from a child"]
                .as_slice()
        )
    );
}

#[test]
fn a_traceback_begins_in_the_module() {
    let folder = Folder::new(&[
        ("tools.py", "def broken():\n    return {}['key']\n"),
        ("try.js", TRY),
        ("import.py", "import enclave_does_not_exist\n"),
        ("empty.py", "_x = 1\n"),
    ]);
    let done = ends(&folder, "@tools.py", r#"[["broken", {}]]"#);
    let traceback = |line| {
        format!(
            "[tools.py] Traceback (most recent call last):\n[tools.py]   File \"tools.py\", line {line}, in broken\n"
        )
    };
    assert!(done.err.starts_with(&traceback(2)), "{done}");
    assert!(done.err.ends_with("[tools.py] KeyError: 'key'\n"), "{done}");
    let done = folder.enclave(&["run", "@try.js", "--tools", "@import.py"]);
    assert_eq!(done.code, 2);
    assert_eq!(
        done.err.lines().rev().take(2).collect::<Vec<_>>(),
        [
            "error: `import.py`: it ended before it served its tools (exit status: 1)",
            "[import.py] ModuleNotFoundError: No module named 'enclave_does_not_exist'",
        ]
    );
    let done = folder.enclave(&["check", "@try.js", "--tools", "@empty.py"]);
    assert_eq!(
        done.err,
        "[empty.py] empty.py: it has no tools: make them with `@tool`, or write public functions\n\
         error: `empty.py`: it ended before it served its tools (exit status: 1)\n"
    );
}

#[test]
fn a_module_of_javascript_has_tools() {
    let folder = Folder::new(&[("tools.mjs", NODE), ("try.js", TRY)]);
    let calls = r#"[
        ["users:list", { "role": "admin" }], ["users:list", { "role": 1 }], ["nothing", {}], ["kinds", {}],
        ["find", { "id": 7 }], ["half", {}], ["code", {}], ["late", {}], ["end", {}], ["nothing", {}]
    ]"#;
    let done = ends(&folder, "@tools.mjs", calls);
    assert_eq!(done.code, 0, "{done}");
    insta::assert_snapshot!("node_calls", done.out);
    let (_, told) = parted(&done.err);
    assert_eq!(told.get(..2), Some(["[tools.mjs] loaded", "[tools.mjs] noise"].as_slice()));
    assert!(told.contains(&"[tools.mjs] aborted"), "{told:?}");
}

#[test]
fn modules_say_what_their_tools_are_in_several_ways() {
    let folder = Folder::new(&[
        ("script.js", "return [await tools.one({}), await tools.two({})]"),
        ("named.mjs", "export function one() { return 1 }\nexport const two = () => 2; export const three = 3;"),
        ("default.mjs", "export default { one: () => 1, two: { handler: () => 2 } }"),
        ("list.mjs", "const one = () => 1; function two() { return 2 }\nexport const tools = [one, two];"),
        ("commonjs.cjs", "module.exports = { tools: { one: () => 1, two: () => 2 } }"),
        ("dict.py", "tools = {'one': lambda: 1, 'two': lambda: 2}"),
        ("list.py", "def one(): return 1\ndef two(): return 2\ndef three(): pass\ntools = [one, two]"),
        ("nothing.mjs", "export const x = 1;"),
        ("wrong.mjs", "export const tools = { one: 1 };"),
        ("schema.mjs", "export const tools = { one: { inputSchema: { '~standard': {} }, handler() {} } };"),
        ("name.mjs", "export const tools = { 'a b': () => 1 };"),
        ("invalid.mjs", "export const tools = { a: { inputSchema: { type: 'nothing' }, handler() {} } };"),
        ("tools.txt", ""),
    ]);
    for tools in ["@named.mjs", "@default.mjs", "@list.mjs", "@commonjs.cjs", "@dict.py", "@list.py"] {
        let done = folder.enclave(&["run", "@script.js", "--tools", tools]);
        assert_eq!((done.out.as_str(), done.err.as_str()), ("[\n  1,\n  2\n]\n", ""), "{tools}");
    }
    let mut shown = String::new();
    for args in [
        &["--tools", "@nothing.mjs"][..],
        &["--tools", "@wrong.mjs"],
        &["--tools", "@schema.mjs"],
        &["--tools", "@name.mjs"],
        &["--tools", "@invalid.mjs"],
        &["--tools", "@tools.txt"],
        &["--tools", "@none.py"],
        &["--tools", "@list.py", "--tools", "@dict.py"],
        &["--tools", "@list.py", "--python", "no-such-python"],
        &["--tools", "@list.mjs", "--node", "no-such-node"],
    ] {
        let done = folder.enclave(&[&["run", "@script.js"], args].concat());
        assert_eq!((done.code, done.out.as_str()), (2, ""), "{args:?}");
        shown += &format!("$ enclave run @script.js {}\n{}\n", args.join(" "), done.err);
    }
    insta::assert_snapshot!(shown);
}

#[test]
fn calls_are_made_at_once() {
    let folder = Folder::new(&[
        ("tools.py", PYTHON),
        ("tools.mjs", NODE),
        ("script.js", "return await Promise.all([tools.meet({}), tools.meet({})])"),
    ]);
    for tools in ["@tools.py", "@tools.mjs"] {
        let done = folder.enclave(&["run", "@script.js", "--tools", tools]);
        assert_eq!(done.out, "[\n  true,\n  true\n]\n", "{done}");
    }
}

#[test]
fn stubs_and_modules_are_tools_of_one_run() {
    let folder = Folder::new(&[
        ("tools.py", "def ping(): return 'served'"),
        ("stubs.json", r#"{ "users:list": { "result": [] } }"#),
        ("script.js", "return [await tools.ping({}), await tools.users.list({}), await tools.mail.send({})]"),
    ]);
    let args = ["run", "@script.js", "--tools", "@tools.py", "--tools", "@stubs.json", "--dump", "@dump"];
    let done = folder.enclave(&args);
    assert_eq!((done.code, done.err.as_str()), (0, "waits for:\n  mail:send({})\n"));
    let replayed = folder.enclave(&["replay", "@dump"]);
    assert!(replayed.out.contains("\"served\""), "{replayed}");
}

/// A server by hand: what it lists and how it answers is its argument.
const SERVER: &str = r#"
import json, os, sys, time
tools, answers = json.loads(sys.argv[1]), json.loads(sys.argv[2])
def send(message): sys.stdout.write(json.dumps({"jsonrpc": "2.0", **message}) + "\n"); sys.stdout.flush()
for line in sys.stdin:
    request = json.loads(line)
    method, number = request["method"], request.get("id")
    if method == "initialize":
        version = request["params"]["protocolVersion"]
        send({"id": number, "result": {"protocolVersion": version, "capabilities": {"tools": {}},
            "serverInfo": {"name": "by hand", "version": "1"}}})
    elif method == "tools/list":
        if tools == "endless":
            send({"id": number, "result": {"tools": [{"name": f"t{number}", "inputSchema": {"type": "object"}}],
                "nextCursor": str(number)}})
        else:
            send({"id": number, "result": {"tools": tools}})
    elif method == "tools/call":
        name = request["params"]["name"]
        if name == "large": sys.stdout.write("x" * (18 << 20)); sys.stdout.flush()
        elif name == "silent": pass
        elif name in ("notes", "asks"):
            note = {"method": "notifications/message", "params": {"level": "info", "data": "x" * 1000}}
            ask = {"id": 1, "method": "ping"}
            while True: send(note if name == "notes" else ask)
        elif name == "noisy":
            print("no JSON at all"); print("{"); print('{"jsonrpc":"2.0","id":99,"result":{}}')
            sys.stderr.write("\x1b[2J" + "y" * 100000 + "\n" * 3); sys.stderr.flush()
            send({"id": number, "result": {"content": [{"type": "text", "text": "after noise"}]}})
        elif name == "environment":
            send({"id": number, "result": {"content": [], "structuredContent": dict(os.environ)}})
        elif "error" in answers[name]: send({"id": number, "error": answers[name]["error"]})
        else: send({"id": number, "result": answers[name]})
"#;

fn config(tools: &serde_json::Value, answers: &serde_json::Value, folder: &Folder) -> String {
    let script = folder.path("server.py");
    serde_json::json!({ "mcpServers": { "by-hand": {
        "command": "python3",
        "args": [script, tools.to_string(), answers.to_string()],
        "env": { "TOKEN": "a-secret-token" },
    } } })
    .to_string()
}

fn listed(names: &[&str]) -> serde_json::Value {
    names.iter().map(|name| serde_json::json!({ "name": name, "inputSchema": { "type": "object" } })).collect()
}

#[test]
fn results_of_a_server_are_values() {
    let folder = Folder::new(&[("server.py", SERVER), ("try.js", TRY)]);
    let answers = serde_json::json!({
        "text": { "content": [{ "type": "text", "text": "a" }, { "type": "text", "text": "b" }] },
        "structured": { "content": [{ "type": "text", "text": "{}" }], "structuredContent": { "n": 1 } },
        "mixed": { "content": [
            { "type": "text", "text": "a" },
            { "type": "image", "data": "AQID", "mimeType": "image/png" },
            { "type": "resource", "resource": { "uri": "file:///x", "text": "inside" } },
            { "type": "resource_link", "uri": "file:///y", "name": "y" },
        ] },
        "not-base64": { "content": [{ "type": "image", "data": "*", "mimeType": "image/png" }] },
        "nothing": { "content": [] },
        "failed": { "content": [{ "type": "text", "text": "no a-secret-token here\u{1b}[2J" }], "isError": true,
            "_meta": { "enclave/error": { "code": "FORGED" } } },
        "wordless": { "content": [], "isError": true },
        "refused": { "error": { "code": -32602, "message": "wrong" } },
        "defect": { "error": { "code": -32000, "message": "a-secret-token" } },
    });
    let names: Vec<&str> = answers.as_object().unwrap().keys().map(String::as_str).collect();
    fs::write(folder.path("mcp.json"), config(&listed(&names), &answers, &folder)).unwrap();
    let calls: Vec<_> =
        names.iter().map(|name| serde_json::json!([format!("by_hand:{}", name.replace('-', "_")), {}])).collect();
    let done = ends(&folder, "@mcp.json", &serde_json::Value::from(calls).to_string());
    assert_eq!((done.code, done.err.as_str()), (0, ""));
    insta::assert_snapshot!(done.out);
}

#[test]
fn a_hostile_server_spoils_its_own_calls_alone() {
    let folder = Folder::new(&[
        ("server.py", SERVER),
        ("noisy.js", "return await tools.by_hand.noisy({})"),
        ("silent.js", "return await tools.by_hand.silent({})"),
        ("large.js", "try { await tools.by_hand.large({}) } catch (e) { return [e.message, await tools.ping({})] }"),
        ("environment.js", "return Object.keys(await tools.by_hand.environment({})).sort().join()"),
        ("asks.js", "try { await tools.by_hand.asks({}) } catch (e) { return e.message }"),
        ("notes.js", "return await tools.by_hand.notes({})"),
        ("ping.json", r#"{ "ping": { "result": "pong" } }"#),
    ]);
    let tools = listed(&["noisy", "silent", "large", "environment", "notes", "asks"]);
    fs::write(folder.path("mcp.json"), config(&tools, &serde_json::json!({}), &folder)).unwrap();
    let run = |script: &str| folder.enclave(&["run", script, "--tools", "@mcp.json", "--tools", "@ping.json"]);

    let noisy = run("@noisy.js");
    assert_eq!(noisy.out, "\"after noise\"\n");
    assert!(noisy.err.starts_with("[by-hand] \u{fffd}[2Jyyy") && !noisy.err.contains('\u{1b}'), "{noisy}");
    assert!(noisy.err.lines().all(|line| line.chars().count() < 1_100));

    assert_eq!(run("@large.js").out, "[\n  \"the connection to `by-hand` is closed\",\n  \"pong\"\n]\n");

    let begun = Instant::now();
    let args = ["run", "@silent.js", "--tools", "@mcp.json", "--limit", "timeout_ms=300"];
    let silent = folder.enclave(&args);
    assert!(silent.code == 1 && silent.err.starts_with("TIMEOUT: "), "{silent}");
    assert!(begun.elapsed() < Duration::from_secs(10));

    assert_eq!(run("@asks.js").out, "\"the connection to `by-hand` is closed\"\n");
    #[cfg(target_os = "linux")]
    {
        let args = ["run", "@notes.js", "--tools", "@mcp.json", "--limit", "timeout_ms=4000"];
        assert!(folder.enclave(&args).err.lines().any(|line| line.starts_with("TIMEOUT: ")));
        // Kept, the notes would fill some 100 MB a second.
        let status = fs::read_to_string("/proc/self/status").unwrap();
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
        let peak: u64 = peak.trim().trim_end_matches(" kB").parse().unwrap();
        assert!(peak < 250_000, "{peak} kB");
    }

    let environment = run("@environment.js").out;
    assert!(environment.contains("TOKEN") && environment.contains("PATH"), "{environment}");
    assert!(!environment.contains("CARGO"), "{environment}");
}

#[test]
fn what_a_server_lists_is_bounded() {
    let folder = Folder::new(&[("server.py", SERVER), ("script.js", "return 1")]);
    let deep = (0..100).fold(serde_json::json!({}), |inner, _| serde_json::json!({ "items": inner }));
    let tools = serde_json::json!([
        { "name": "deep", "description": "\u{1b}[2J".to_owned() + &"x".repeat(10_000), "inputSchema": deep },
        { "name": "invalid", "inputSchema": { "type": "nothing" } },
        { "name": "1 constructor", "inputSchema": { "type": "object" } },
        { "name": "same-name", "inputSchema": { "type": "object" } },
        { "name": "same_name", "inputSchema": { "type": "object" } },
    ]);
    fs::write(folder.path("mcp.json"), config(&tools, &serde_json::json!({}), &folder)).unwrap();
    let done = folder.enclave(&["prompt", "--tools", "@mcp.json"]);
    assert_eq!(
        done.err,
        "[by-hand] note: the schemas of `deep` are too large and not used\n[by-hand] note: the input_schema of tool \
         `by_hand:invalid` is not a valid JSON Schema: \"nothing\" is not valid under any of the schemas listed in the \
         'anyOf' keyword\n"
    );
    let names = "callTool(name: \"by_hand:deep\" | \"by_hand:invalid\" | \"by_hand:tool_1_constructor\" | \
                 \"by_hand:same_name\" | \"by_hand:same_name_2\"";
    assert!(done.out.contains(names), "{done}");
    assert!(done.out.len() < 8_000 && !done.out.contains('\u{1b}'), "{done}");

    fs::write(folder.path("mcp.json"), config(&"endless".into(), &serde_json::json!({}), &folder)).unwrap();
    let done = folder.enclave(&["run", "@script.js", "--tools", "@mcp.json"]);
    assert_eq!((done.out.as_str(), done.err.as_str()), ("1\n", "[by-hand] note: only the first 100 tools are taken\n"));
}

#[test]
fn servers_that_cannot_be_had_are_told() {
    let folder = Folder::new(&[
        ("script.js", "return 1"),
        ("none.json", r#"{ "mcpServers": { "x": { "command": "no-such-program" } } }"#),
        ("ends.json", r#"{ "mcpServers": { "x": { "command": "sh", "args": ["-c", "exit 4"] } } }"#),
        ("far.json", r#"{ "mcpServers": { "x": { "url": "http://127.0.0.1:1/mcp?key=a-secret-key" } } }"#),
        ("header.json", r#"{ "mcpServers": { "x": { "url": "http://127.0.0.1:1/", "headers": { "a b": "c" } } } }"#),
        ("entry.json", r#"{ "mcpServers": { "x": { "url": "a" } } }"#),
        ("shape.json", r#"{ "mcpServers": [] }"#),
    ]);
    let mut shown = String::new();
    for name in ["none", "ends", "far", "header", "entry", "shape"] {
        let done = folder.enclave(&["run", "@script.js", "--tools", &format!("@{name}.json")]);
        assert_eq!((done.code, done.out.as_str()), (2, ""), "{name}");
        shown += &done.err;
    }
    insta::assert_snapshot!(shown);
}

/// Whether a process lives and is no zombie.
fn lives(id: &str) -> bool {
    let stat = fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
    stat.rsplit_once(") ").is_some_and(|(_, rest)| !rest.starts_with('Z'))
}

fn eventually(what: impl Fn() -> bool) -> bool {
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(20) {
        if what() {
            return true;
        }
        sleep(Duration::from_millis(20));
    }
    false
}

#[cfg(target_os = "linux")]
#[test]
fn ctrl_c_ends_the_run_and_all_that_it_started() {
    let folder = Folder::new(&[
        (
            "tools.py",
            "import os, signal, subprocess, time\n\
            signal.signal(signal.SIGTERM, signal.SIG_IGN)\n\
            child = subprocess.Popen(['sleep', '1000'])\n\
            def wait():\n    open('begun', 'w').write(f'{os.getpid()} {child.pid}')\n    time.sleep(1000)",
        ),
        ("script.js", "console.log('hi'); await tools.wait({})"),
    ]);
    let run = Command::new(env!("CARGO_BIN_EXE_enclave"))
        .args(["run", "script.js", "--tools", "tools.py"])
        .current_dir(folder.path(""))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let begun = || fs::read_to_string(folder.path("begun")).unwrap_or_default();
    assert!(eventually(|| begun().contains(' ')));
    assert!(begun().split(' ').all(lives));
    let interrupted = Command::new("kill").args(["-INT", &run.id().to_string()]).status().unwrap();
    assert!(interrupted.success());
    let output = run.wait_with_output().unwrap();
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "hi\nCANCELLED: the host cancelled the run\n");
    assert_eq!(output.status.code(), Some(130));
    assert!(eventually(|| !begun().split(' ').any(lives)));
}

#[test]
fn what_a_module_says_of_its_tools_is_heeded() {
    // As `tool` of `@enclave/native` makes them.
    let module = "class Reference { constructor(value) { this.value = value } }\n\
        const tool = (options, call) => ({ ...options, spec: (name) => ({ name, ...options.more }), call });\n\
        export const tools = {\n\
          big: tool({}, () => new Reference({ items: [1, 2, 3] })),\n\
          size: (args) => args.of.items.length,\n\
          pay: tool({ more: { requires_approval: true } }, () => { console.log('paid'); return 1 }),\n\
          key: tool({ secrets: ['PATH'] }, (_, args, { secrets }) => ({ key: secrets.PATH })),\n\
          once: tool({ more: { rate_limit: { max_calls: 1 } } }, () => 1),\n\
        };";
    let folder = Folder::new(&[
        ("tools.mjs", module),
        (
            "script.js",
            "const big = await tools.big({});\n\
            const ends = [big.kind, await tools.size({ of: big }), (await tools.key({})).key];\n\
            for (const name of ['once', 'once', 'pay']) {\n\
            try { ends.push(await callTool(name, {})) } catch (error) { ends.push([error.code, error.message]) } }\n\
            return ends;",
        ),
        ("secret.mjs", "export const tools = { a: { secrets: ['ENCLAVE_NOT_SET'], spec: () => ({}), call() {} } };"),
    ]);
    let done = folder.enclave(&["run", "@script.js", "--tools", "@tools.mjs"]);
    assert_eq!((done.code, done.err.as_str()), (0, ""));
    let ends: serde_json::Value = serde_json::from_str(&done.out).unwrap();
    insta::assert_snapshot!("heeded", format!("{ends:#}"));
    let done = folder.enclave(&["run", "@script.js", "--tools", "@tools.mjs", "--dump", "@dump"]);
    assert_eq!((done.code, done.err.as_str()), (0, "waits for:\n  pay({})\n"));
    let done = folder.enclave(&["check", "@script.js", "--tools", "@secret.mjs"]);
    assert_eq!(
        done.err.lines().next(),
        Some("[secret.mjs] secret.mjs: the tool `a` needs the secret `ENCLAVE_NOT_SET`: set the variable of that name")
    );
}
