//! Texts that come from the host's side lose paths and tracebacks.

/// What stands in place of a path.
const PLACEHOLDER: &str = "[path]";
/// Directories in which hosts keep files; other absolute paths may be routes of an API.
const ROOTS: &[&str] = &[
    "/home/",
    "/root/",
    "/usr/",
    "/var/",
    "/tmp/",
    "/opt/",
    "/etc/",
    "/Users/",
    "/private/",
    "/mnt/",
    "/srv/",
    "/proc/",
    "/sys/",
    "/dev/",
    "/run/",
    "/lib/",
    "/lib64/",
    "/bin/",
    "/sbin/",
    "/boot/",
    "/media/",
    "/app/",
    "/workspace/",
    "/workspaces/",
    "/work/",
    "/data/",
    "/nix/",
    "/snap/",
    "/Library/",
    "/Applications/",
    "/System/",
    "/Volumes/",
    "/github/",
    "/builds/",
    "/code/",
    "/src/",
    "/site-packages/",
    "/node_modules/",
];
/// Endings of files that errors of a host name.
const SOURCES: &[&str] = &[".py", ".js", ".ts", ".mjs", ".cjs", ".rs", ".so", ".node", ".tsx", ".jsx", ".go", ".java"];

/// The text without tracebacks and host paths.
pub(crate) fn scrub(text: &str) -> String {
    let text = without_traceback(text);
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = next_token(rest) {
        out.push_str(&rest[..start]);
        let token_length = rest[start..].find(is_boundary).unwrap_or(rest.len() - start);
        let (token, after) = rest[start..].split_at(token_length);
        out.push_str(&scrub_token(token));
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Where the next run of characters begins that could be a path.
fn next_token(text: &str) -> Option<usize> {
    text.find(|c: char| !is_boundary(c))
}

fn is_boundary(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '"' | '\'' | '`' | '(' | ')' | '<' | '>' | ',' | ';' | '[' | ']' | '{' | '}' | '|' | '=')
}

fn scrub_token(token: &str) -> String {
    let start = if let Some(at) = token.find("file://") {
        Some(at)
    } else if let Some(at) = windows_path(token) {
        Some(at)
    } else if token.contains("://") {
        None
    } else {
        token.find('/').filter(|at| is_host_path(&token[*at..]))
    };
    match start {
        Some(at) => {
            // Punctuation behind a path belongs to the sentence.
            let tail = &token[token.trim_end_matches(['.', ':', '!', '?']).len()..];
            format!("{}{PLACEHOLDER}{tail}", &token[..at])
        }
        None => token.to_owned(),
    }
}

fn is_host_path(path: &str) -> bool {
    let bare = path.trim_end_matches(|c: char| c.is_ascii_digit() || c == ':');
    ROOTS.iter().any(|root| {
        path.starts_with(root)
            || path.contains("/site-packages/")
            || path.contains("/node_modules/")
            || path == root.trim_end_matches('/')
    }) || (path.len() > 1 && SOURCES.iter().any(|ending| bare.ends_with(ending)))
}

/// `C:\…`, `\\server\share`
fn windows_path(token: &str) -> Option<usize> {
    let bytes = token.as_bytes();
    (0..bytes.len().saturating_sub(2))
        .find(|at| {
            bytes[*at].is_ascii_alphabetic()
                && bytes[at + 1] == b':'
                && (bytes[at + 2] == b'\\')
                && (*at == 0 || !bytes[at - 1].is_ascii_alphanumeric())
        })
        .or_else(|| token.starts_with("\\\\").then_some(0))
}

/// A Python traceback is cut down to its last line, which says what went wrong.
fn without_traceback(text: &str) -> &str {
    match text.find("Traceback (most recent call last)") {
        Some(at) => {
            let last = text[at..].lines().rev().find(|line| !line.trim().is_empty() && !line.starts_with(' '));
            let last = last.filter(|line| !line.starts_with("Traceback")).unwrap_or("");
            if at == 0 { last } else { text[..at].trim_end() }
        }
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::scrub;

    #[test]
    fn host_paths_and_tracebacks_go_and_sentences_stay() {
        for (text, expected) in [
            ("no such user: 7", "no such user: 7"),
            ("cannot open /home/ana/app/db.sqlite.", "cannot open [path]."),
            ("at run (/srv/app/tools.js:12:5)", "at run ([path])"),
            ("File \"/usr/lib/python3/x.py\", line 3", "File \"[path]\", line 3"),
            ("open file:///etc/passwd failed", "open [path] failed"),
            ("C:\\Users\\ana\\x.py is missing", "[path] is missing"),
            ("GET /users/list gave 404", "GET /users/list gave 404"),
            ("see https://example.com/home/x", "see https://example.com/home/x"),
            ("ratio 3/4 and a/b", "ratio 3/4 and a/b"),
            ("path=/tmp/secret", "path=[path]"),
            ("Traceback (most recent call last):\n  File \"x.py\", line 1\nValueError: bad", "ValueError: bad"),
        ] {
            assert_eq!(scrub(text), expected, "{text}");
        }
    }
}
