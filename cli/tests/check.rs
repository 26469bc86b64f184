use crate::Folder;

#[test]
fn findings_are_written_with_their_places() {
    let folder = Folder::new(&[
        ("good.js", "const users = await tools.users.list({});\nreturn users.length;"),
        ("bad.js", "const x = eval('1');\nreturn usrs;"),
        ("warned.js", "return 1;\nconst x = 2;"),
        ("strict.js", "function f() {}\nreturn 1;"),
    ]);
    let mut shown = String::new();
    for args in [
        &["check", "@good.js"][..],
        &["check", "@bad.js"],
        &["check", "@warned.js"],
        &["check", "@strict.js", "--level", "strict"],
        &["check", "@strict.js", "--language", "agentscript", "--format", "json"],
        &["check", "@good.js", "--limit", "max_lines=1"],
    ] {
        shown += &format!("$ enclave {}\n{}\n", args.join(" "), folder.enclave(args));
    }
    insta::assert_snapshot!(shown);
}
