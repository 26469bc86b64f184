//! Characters that make a source read differently from how it runs.

use enclave_contract::UnicodeChecks;

/// Characters that reorder text.
pub(super) fn is_bidi(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{061c}')
}

/// Characters that show nothing. A zero width joiner between emoji, and a variation selector, stand in text.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{00ad}' | '\u{034f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180e}'
        | '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2064}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{e0000}'..='\u{e007f}' | '\u{e0100}'..='\u{e01ef}')
}

/// Characters of `is_invisible` that emoji are made with.
pub(super) fn joins_emoji(c: char) -> bool {
    matches!(c, '\u{200d}' | '\u{fe0e}' | '\u{fe0f}')
}

/// Characters that spell the name of a flag behind a black one; anywhere else they hide a text.
pub(super) fn is_tag(c: char) -> bool {
    matches!(c, '\u{e0020}'..='\u{e007f}')
}

/// The black flag, and how many tags may stand behind it: a region of five letters and digits, and the end.
pub(super) const FLAG: char = '\u{1f3f4}';
pub(super) const FLAG_TAGS: u32 = 6;

/// The ASCII letter that a character looks like.
fn looks_like(c: char) -> Option<char> {
    const PAIRS: &[(&str, char)] = &[
        ("аɑα", 'a'),
        ("ЬƄ", 'b'),
        ("сϲ", 'c'),
        ("ԁ", 'd'),
        ("еҽ", 'e'),
        ("ɡ", 'g'),
        ("һ", 'h'),
        ("іıι", 'i'),
        ("јϳ", 'j'),
        ("κ", 'k'),
        ("ӏ", 'l'),
        ("ո", 'n'),
        ("оοσօ", 'o'),
        ("рρ", 'p'),
        ("ԛ", 'q'),
        ("г", 'r'),
        ("ѕ", 's'),
        ("τ", 't'),
        ("υս", 'u'),
        ("νѵ", 'v'),
        ("ѡω", 'w'),
        ("хχ", 'x'),
        ("уγ", 'y'),
        ("ᴢ", 'z'),
        ("АΑ", 'A'),
        ("ВΒ", 'B'),
        ("СϹ", 'C'),
        ("ЕΕ", 'E'),
        ("НΗ", 'H'),
        ("ІΙ", 'I'),
        ("Ј", 'J'),
        ("КΚ", 'K'),
        ("МΜ", 'M'),
        ("Ν", 'N'),
        ("ОΟ", 'O'),
        ("РΡ", 'P'),
        ("Ѕ", 'S'),
        ("ТΤ", 'T'),
        ("ХΧ", 'X'),
        ("УΥ", 'Y'),
        ("Ζ", 'Z'),
    ];
    match c {
        '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}' => char::from_u32(u32::from(c) - 0xfee0),
        '\u{1d400}'..='\u{1d6a3}' => {
            let index = (u32::from(c) - 0x1d400) % 52;
            let base = if index < 26 { u32::from('A') + index } else { u32::from('a') + index - 26 };
            char::from_u32(base)
        }
        _ => PAIRS.iter().find(|(group, _)| group.contains(c)).map(|(_, ascii)| *ascii),
    }
}

/// The ASCII name that an identifier pretends to be: one that mixes look-alikes with ASCII letters, or consists of
/// them alone and reads as a name of the language.
pub(super) fn imitated(name: &str) -> Option<String> {
    const NAMES: &[&str] = &[
        "eval",
        "constructor",
        "prototype",
        "Function",
        "process",
        "console",
        "callTool",
        "tools",
        "require",
        "window",
        "self",
    ];
    if name.is_ascii() || !name.chars().any(|c| looks_like(c).is_some()) {
        return None;
    }
    let ascii: String = name.chars().map(|c| looks_like(c).unwrap_or(c)).collect();
    let mixed = name.chars().any(|c| c.is_ascii_alphabetic());
    (ascii.is_ascii() && (mixed || NAMES.contains(&ascii.as_str()))).then_some(ascii)
}

/// Which checks a setting asks for: bidirectional, invisible, look-alike.
pub(super) const fn wanted(checks: UnicodeChecks) -> (bool, bool, bool) {
    match checks {
        UnicodeChecks::All => (true, true, true),
        UnicodeChecks::BidiHomoglyph => (true, false, true),
        UnicodeChecks::Bidi => (true, false, false),
        UnicodeChecks::None => (false, false, false),
    }
}

#[cfg(test)]
mod tests {
    use super::imitated;

    #[test]
    fn names_of_other_scripts_are_names() {
        assert_eq!(imitated("имя"), None);
        assert_eq!(imitated("größe"), None);
        assert_eq!(imitated("μ"), None);
        assert_eq!(imitated("cоnst"), Some("const".into()));
        assert_eq!(imitated("ехес"), None);
        assert_eq!(imitated("ｅｖａｌ"), Some("eval".into()));
    }
}
