use std::{
    io::Write,
    process::{Command, Stdio},
};

use crate::Folder;

#[test]
fn shells_take_their_completions() {
    let folder = Folder::new(&[]);
    for (shell, mark) in [
        ("bash", "complete -F _enclave"),
        ("zsh", "#compdef enclave"),
        ("fish", "complete -c enclave"),
        ("powershell", "Register-ArgumentCompleter"),
    ] {
        let done = folder.enclave(&["completions", shell]);
        assert_eq!((done.code, done.err.as_str()), (0, ""));
        assert!(done.out.contains(mark), "{shell}");
        assert!(done.out.contains("replay") && done.out.contains("tools"), "{shell}");
    }
    // bash reads its own, and completes a command by them.
    let script = folder.enclave(&["completions", "bash"]).out
        + "COMP_WORDS=(enclave rep); COMP_CWORD=1; _enclave enclave rep enclave; echo \"${COMPREPLY[@]}\"";
    let mut bash = Command::new("bash").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    bash.stdin.take().unwrap().write_all(script.as_bytes()).unwrap();
    assert_eq!(bash.wait_with_output().unwrap().stdout, b"replay\n");
    let done = folder.enclave(&["completions", "tcsh"]);
    assert_eq!((done.code, done.err.lines().next()), (2, Some("error: invalid value 'tcsh' for '<SHELL>'")));
}
