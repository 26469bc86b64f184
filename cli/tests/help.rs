use crate::Folder;

#[test]
fn help_has_examples() {
    let folder = Folder::new(&[]);
    for name in ["", "run", "check", "prompt", "mcp", "replay", "doctor", "completions"] {
        let args: Vec<&str> = [name, "--help"].into_iter().filter(|arg| !arg.is_empty()).collect();
        let done = folder.enclave(&args);
        assert_eq!((done.code, done.err.as_str()), (0, ""));
        insta::assert_snapshot!(format!("help_{}", if name.is_empty() { "enclave" } else { name }), done.out);
    }
}

#[test]
fn wrong_arguments_are_named() {
    let folder = Folder::new(&[
        ("script.js", "return 1"),
        ("key", "short"),
        ("list.json", "[]"),
        ("stub.json", r#"{ "users:list": { "value": 1 } }"#),
        ("name.json", r#"{ "users list": { "result": 1 } }"#),
    ]);
    let mut shown = String::new();
    for args in [
        &[][..],
        &["start"],
        &["run"],
        &["run", "@script.js", "--level", "low"],
        &["run", "@script.js", "--limit", "cpu_ms"],
        &["run", "@script.js", "--limit", "cpu=5"],
        &["run", "@script.js", "--limit", "cpu_ms=0"],
        &["run", "@script.js", "--context", "{"],
        &["run", "@script.js", "--key-file", "@key"],
        &["run", "@script.js", "--dump", "@dump", "--key-file", "@key"],
        &["run", "@none.js"],
        &["run", "@script.js", "--tools", "@list.json"],
        &["run", "@script.js", "--tools", "@stub.json"],
        &["run", "@script.js", "--tools", "@name.json"],
        &["check", "@script.js", "--format", "xml"],
        &["replay", "@script.js"],
    ] {
        let done = folder.enclave(args);
        assert_eq!((done.code, done.out.as_str()), (2, ""), "{args:?}");
        shown += &format!("$ enclave {}\n{}\n", args.join(" "), done.err);
    }
    insta::assert_snapshot!(shown);
}
