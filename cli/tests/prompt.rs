use crate::Folder;

#[test]
fn the_prompt_is_of_the_tools_and_the_level() {
    let folder = Folder::new(&[
        (
            "tools.py",
            "from typing import Literal, Optional\n\
            def users(role: Literal['admin', 'user'], limit: Optional[int] = None) -> list[dict[str, str]]:\n    \
            'Lists the users.'\n    return []\n\
            async def send(to: list[str], text: str, **more) -> None:\n    'Sends a message.'",
        ),
        ("stubs.json", r#"{ "crm:find": { "result": 1 } }"#),
    ]);
    let mut shown = String::new();
    for args in [
        &["prompt"][..],
        &["prompt", "--tools", "@tools.py", "--tools", "@stubs.json", "--level", "secure", "--isolation", "in_process"],
        &["prompt", "--tools", "@tools.py", "--tools", "@stubs.json", "--tool", "crm:*"],
        &["prompt", "--tools", "@tools.py", "--tool", "mail"],
    ] {
        shown += &format!("$ enclave {}\n{}\n", args.join(" "), folder.enclave(args));
    }
    insta::assert_snapshot!(shown);
}
