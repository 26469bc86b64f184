use std::{fs, io};

use crate::Folder;

const STUBS: &str = r#"{
    "users:list": { "result": [{ "name": "Ana" }, { "name": "Bo" }] },
    "mail:send": [
        { "error": { "message": "try again", "code": "BUSY", "data": { "after": 5 } } },
        { "result": { "sent": true } }
    ]
}"#;

#[test]
fn values_go_to_stdout_and_the_console_to_stderr() {
    let folder = Folder::new(&[
        ("stubs.json", STUBS),
        (
            "tools.js",
            "const users = await tools.users.list({ role: 'admin' });
            for (const user of users) {
                try {
                    console.log(await tools.mail.send({ to: user.name }));
                } catch (error) {
                    console.warn(error.code, error.message, error.data.after);
                }
            }
            await sleep(1);
            return { tenant: context.tenant, names: users.map((user) => user.name), big: 10n ** 20n };",
        ),
        ("text.js", "return 'a\\u001b[2J\\u009b\\u202e'"),
        ("nothing.js", "console.error('\\u001b[2J')"),
        ("throws.js", "const rows = null;\nreturn rows.length;"),
        ("refused.js", "return await tools.users.lst({});"),
        ("uncaught.js", "await tools.mail.send({});"),
        (
            "used-up.js",
            "for (let i = 0; i < 3; i++) { try { await tools.mail.send({}) } catch (e) { console.log(e.code) } }\n\
            return await tools.mail.send({})",
        ),
        ("computed.js", "const name = ['users', 'all'][context?.at ?? 1]; return await callTool(name, {})"),
        ("endless.js", "for (;;) { if (context) break }"),
    ]);
    let mut shown = String::new();
    for args in [
        &["run", "@tools.js", "--tools", "@stubs.json", "--context", r#"{"tenant": "acme"}"#][..],
        &["run", "@text.js"],
        &["run", "@nothing.js"],
        &["run", "@throws.js"],
        &["run", "@refused.js", "--tools", "@stubs.json"],
        &["run", "@uncaught.js", "--tools", "@stubs.json"],
        &["run", "@used-up.js", "--tools", "@stubs.json"],
        &["run", "@computed.js", "--tools", "@stubs.json"],
        &["run", "@endless.js", "--limit", "max_iterations=100"],
    ] {
        shown += &format!("$ enclave {}\n{}\n", args.join(" "), folder.enclave(args));
    }
    insta::assert_snapshot!(shown);
}

#[test]
fn json_has_the_whole_outcome() {
    let folder = Folder::new(&[
        ("stubs.json", STUBS),
        ("script.js", "console.info('hi');\nawait tools.users.list({ role: 'admin' });\nawait tools.mail.send({})"),
    ]);
    let done = folder.enclave(&["run", "@script.js", "--tools", "@stubs.json", "--format", "json"]);
    assert_eq!((done.code, done.err.as_str()), (1, "[info] hi\n"));
    let mut outcome: serde_json::Value = serde_json::from_str(&done.out).unwrap();
    for (_, number) in outcome["stats"].as_object_mut().unwrap() {
        *number = "…".into();
    }
    for call in outcome["calls"].as_array_mut().unwrap() {
        call["duration_ms"] = "…".into();
    }
    insta::assert_snapshot!(format!("{outcome:#}"));
}

#[test]
fn a_session_is_dumped_where_it_stands_and_where_it_ends() {
    let folder = Folder::new(&[
        ("stubs.json", STUBS),
        (
            "script.js",
            "const users = await tools.users.list({});\nawait sleep(60_000);\n\
            return Promise.all([tools.users.list({}), tools.crm.find({ name: users[0].name }), callTool('ping', {})])",
        ),
        ("short.js", "console.log('hi'); return 1"),
    ]);
    let standing = folder.enclave(&["run", "@script.js", "--tools", "@stubs.json", "--dump", "@dump"]);
    insta::assert_snapshot!("standing_text", standing);
    let standing = folder.enclave(&["run", "@script.js", "--dump", "@dump", "--format", "json"]);
    insta::assert_snapshot!("standing_json", standing);
    assert!(fs::read(folder.path("dump")).unwrap().starts_with(b"ENCJ"));
    fs::write(folder.path("key"), [7; 32]).unwrap();
    let ended = folder.enclave(&["run", "@short.js", "--dump", "@over", "--key-file", "@key"]);
    insta::assert_snapshot!("ended_text", ended);
    assert_eq!(
        folder.enclave(&["replay", "@over"]).err,
        "error: over: the dump is sealed: give the key that it was sealed with\n"
    );
    let replayed = folder.enclave(&["replay", "@over", "--key-file", "@key"]);
    assert_eq!((replayed.code, replayed.err.as_str()), (0, ""));
    assert_eq!(
        replayed.out.lines().skip(3).map(|line| line.split_once("  ").unwrap().1).collect::<Vec<_>>(),
        ["start", "console  hi", "value  1"]
    );
}

/// A reader that went away.
struct Closed;

impl io::Write for Closed {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(io::ErrorKind::BrokenPipe.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn output_that_nobody_reads_is_told_by_the_exit_code_alone() {
    let folder = Folder::new(&[("script.js", "console.log('hi'); return 1")]);
    let args = || vec!["run".into(), folder.path("script.js").into_os_string()];
    let (mut out, mut err) = (Vec::new(), Vec::new());
    assert_eq!((enclave_cli::run(args(), &mut Closed, &mut err), err.as_slice()), (2, b"hi\n".as_slice()));
    assert_eq!((enclave_cli::run(args(), &mut out, &mut Closed), out.as_slice()), (2, b"1\n".as_slice()));
}
