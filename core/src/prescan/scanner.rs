//! Tokens of JavaScript and TypeScript, read for certain or refused, and the depth of what they nest.
//!
//! **Depth.** A syntax tree nests by brackets, and by chains without them: `a.b.c`, `!!!x`, `x + x + x`, `a => b => c`,
//! `if (a) if (b)`, `a ? b : c ? d : e`, `A<B<C<`. Every link of a chain takes at least one token. So each open
//! bracket counts the tokens since the last place at which a chain must end (a `;`, a `,`, the start of a new
//! statement); the sum over all open brackets bounds the depth of the tree. What does not end a chain does not reset
//! the count: `else` links add up, and `<` is counted through commas, which type arguments hold.
//!
//! **Regular expressions.** A `/` begins one or divides, by what stands before it. Brackets inside would be miscounted
//! if this were guessed wrong, so the few places where it cannot be told from tokens are refused.

use enclave_contract::{DiagnosticCode, MAX_SYNTAX_DEPTH, RegexPolicy, Settings};

use super::{
    chars::offset,
    regex::{self, Shape},
};
use crate::finding::{Finding, MAX_FINDINGS};

/// `max_nesting` is never above this.
const MAX_NESTING: usize = 200;

/// What a scan found.
pub(super) struct Scan {
    pub(super) depth: u32,
    pub(super) findings: Vec<Finding>,
}

/// What an open bracket is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Open {
    Paren,
    /// The head of `if`, `while`, `for` or `with`: no operand when it closes.
    Head,
    /// Such a head, or not: its word was written with an escape.
    DoubtfulHead,
    Square,
    Brace,
    /// `${` of a template.
    Template,
}

/// One open bracket, with the counts of what stands around it.
#[derive(Clone, Copy, Debug)]
struct Level {
    open: Open,
    /// Where it was opened.
    at: usize,
    /// Tokens since the chain's start.
    chain: u32,
    /// `else` links of the statement.
    links: u32,
    /// `<` since the last statement.
    angles: u32,
}

/// What the last token was, for the one that follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Last {
    /// Nothing, or something after which an operand begins.
    Operator,
    /// An operand: a `/` divides.
    Operand,
    /// A word that takes an operand, such as `return` or `typeof`.
    Keyword,
    /// The `)` of an `if`, `while`, `for` or `with` head.
    HeadEnd,
    /// `}`: the end of a block, an object, a class or a function.
    Brace,
    /// `.` or `?.`: a word is a name.
    Dot,
    /// `>` alone or repeated: a comparison, or the end of type arguments.
    Angle,
    /// A place at which a `/` cannot be told: the word `of`, a word with an escape, such a head.
    Doubtful,
}

struct Scanner<'a> {
    text: &'a str,
    bytes: &'a [u8],
    settings: &'a Settings,
    at: usize,
    levels: [Level; MAX_NESTING + 1],
    open: usize,
    /// Tokens and brackets outside the innermost level.
    outer: u32,
    depth: u32,
    last: Last,
    /// A line break stands before the current token.
    newline: bool,
    /// The last word, when it opens a head, and whether it had an escape.
    head_word: Option<bool>,
    operators: u64,
    regexes: u64,
    string_bytes: u64,
    findings: Vec<Finding>,
    stop: bool,
}

/// Reads all tokens of a text.
pub(super) fn scan(text: &str, settings: &Settings) -> Scan {
    let level = Level { open: Open::Brace, at: 0, chain: 0, links: 0, angles: 0 };
    let mut scanner = Scanner {
        text,
        bytes: text.as_bytes(),
        settings,
        at: 0,
        levels: [level; MAX_NESTING + 1],
        open: 0,
        outer: 0,
        depth: 0,
        last: Last::Operator,
        newline: true,
        head_word: None,
        operators: 0,
        regexes: 0,
        string_bytes: 0,
        findings: Vec::new(),
        stop: false,
    };
    scanner.run();
    Scan { depth: scanner.depth, findings: scanner.findings }
}

impl Scanner<'_> {
    fn run(&mut self) {
        while !self.stop && self.at < self.bytes.len() {
            self.token();
        }
        if !self.stop && self.open > 0 {
            let level = self.levels[self.open];
            let (what, closing) = match level.open {
                Open::Paren | Open::Head | Open::DoubtfulHead => ("this `(`", ")"),
                Open::Square => ("this `[`", "]"),
                Open::Brace => ("this `{`", "}"),
                Open::Template => ("the `${` of this template", "}"),
            };
            let help = format!("write the `{closing}` that belongs to it, or look for one too few behind it");
            self.fail(level.at, format!("{what} is not closed before the end of the script"), &help);
        }
        if !self.stop && self.string_bytes > self.settings.limits.max_total_string_bytes {
            let limit = self.settings.limits.max_total_string_bytes;
            let message =
                format!("the strings of the script have {} bytes in all; the limit is {limit}", self.string_bytes);
            self.find(DiagnosticCode::StringTooLong, (0, 0), message, "load large texts with a tool");
        }
    }

    fn token(&mut self) {
        let start = self.at;
        let byte = self.bytes[start];
        match byte {
            b'\n' | b'\r' => {
                self.newline = true;
                self.at += 1;
            }
            b' ' | b'\t' | 0x0b | 0x0c => self.at += 1,
            b'/' => self.slash(),
            b'"' | b'\'' => self.string(byte),
            b'`' => {
                self.at += 1;
                // Behind a value, also on the next line, a template is a call: the chain goes on.
                self.begin(Kind::Continuation);
                self.template(start);
            }
            b'0'..=b'9' => self.number(),
            b'.' if self.bytes.get(start + 1).is_some_and(u8::is_ascii_digit) => self.number(),
            b'a'..=b'z' | b'A'..=b'Z' | b'_' | b'$' | b'\\' | b'#' | b'@' => self.word(),
            b'(' | b'[' | b'{' => self.push(byte),
            b')' | b']' | b'}' => self.pop(byte),
            0x80.. => self.beyond_ascii(),
            _ => self.punctuator(),
        }
    }

    /// White space of Unicode, or a word.
    fn beyond_ascii(&mut self) {
        let c = self.text[self.at..].chars().next().unwrap_or(' ');
        if matches!(c, '\u{2028}' | '\u{2029}') {
            self.newline = true;
            self.at += c.len_utf8();
        } else if c.is_whitespace() || c == '\u{feff}' {
            self.at += c.len_utf8();
        } else {
            self.word();
        }
    }

    // Tokens and the counts.

    /// Counts a token; resets the chain where a new statement must begin in front of it.
    fn begin(&mut self, kind: Kind) {
        let boundary = match (self.last, kind) {
            // Behind a block or an object, only a word or a literal begins something new.
            (Last::Brace, Kind::Word | Kind::Operand | Kind::OpenBrace) => true,
            // An operand behind an operand: a new statement, at a line break.
            (Last::Operand, Kind::Word | Kind::Operand) => self.newline,
            _ => false,
        };
        if boundary {
            self.reset();
        }
        self.count();
        self.newline = false;
        self.head_word = None;
        if kind != Kind::Punctuator {
            self.operators = 0;
        }
    }

    fn reset(&mut self) {
        let level = &mut self.levels[self.open];
        level.chain = 0;
        level.links = 0;
        level.angles = 0;
    }

    fn count(&mut self) {
        let level = &mut self.levels[self.open];
        level.chain += 1;
        let depth = self.outer + level.chain + level.links + level.angles;
        self.depth = self.depth.max(depth);
        if depth > MAX_SYNTAX_DEPTH {
            let message = format!("this statement chains more than {MAX_SYNTAX_DEPTH} operators, calls or members");
            let help = "split it into several statements, or loop over an array";
            self.find(DiagnosticCode::ExpressionTooLong, (offset(self.at), offset(self.at + 1)), message, help);
            self.stop = true;
        }
    }

    fn push(&mut self, byte: u8) {
        let head = self.head_word;
        let kind = if byte == b'{' { Kind::OpenBrace } else { Kind::Bracket };
        self.begin(kind);
        let open = match (byte, head) {
            (b'(', Some(false)) => Open::Head,
            (b'(', Some(true)) => Open::DoubtfulHead,
            (b'(', None) => Open::Paren,
            (b'[', _) => Open::Square,
            _ => Open::Brace,
        };
        self.at += 1;
        self.enter(open);
    }

    fn enter(&mut self, open: Open) {
        if self.stop {
            return;
        }
        let limit = self.settings.limits.max_nesting;
        if self.open as u64 >= limit.min(MAX_NESTING as u64) {
            let message = format!("brackets nest deeper than {limit}");
            let place = (offset(self.at - 1), offset(self.at));
            self.find(
                DiagnosticCode::NestingTooDeep,
                place,
                message,
                "move inner parts into functions or variables of their own",
            );
            self.stop = true;
            return;
        }
        let level = self.levels[self.open];
        self.outer += level.chain + level.links + level.angles;
        self.open += 1;
        self.levels[self.open] = Level { open, at: self.at - 1, chain: 0, links: 0, angles: 0 };
        self.last = Last::Operator;
    }

    fn leave(&mut self) -> Open {
        let closed = self.levels[self.open].open;
        self.open -= 1;
        let level = self.levels[self.open];
        self.outer -= level.chain + level.links + level.angles;
        closed
    }

    fn pop(&mut self, byte: u8) {
        let start = self.at;
        if self.open == 0 {
            self.fail(
                start,
                format!("`{}` closes nothing", char::from(byte)),
                "remove it, or open the bracket that it closes",
            );
            return;
        }
        let open = self.levels[self.open].open;
        let fits = match byte {
            b')' => matches!(open, Open::Paren | Open::Head | Open::DoubtfulHead),
            b']' => open == Open::Square,
            _ => matches!(open, Open::Brace | Open::Template),
        };
        if !fits {
            self.fail(
                start,
                format!("`{}` closes a bracket of another kind", char::from(byte)),
                "close the brackets in the order in which they were opened",
            );
            return;
        }
        self.leave();
        self.at += 1;
        if open == Open::Template {
            self.template(start);
            return;
        }
        // A closing bracket is a token of the level that it returns to.
        self.count();
        self.newline = false;
        self.head_word = None;
        self.operators = 0;
        self.last = match open {
            Open::Head => Last::HeadEnd,
            Open::DoubtfulHead => Last::Doubtful,
            Open::Brace => Last::Brace,
            _ => Last::Operand,
        };
    }

    fn word(&mut self) {
        let start = self.at;
        let mut escaped = false;
        if matches!(self.bytes[start], b'#' | b'@') {
            self.at += 1;
        }
        while let Some(byte) = self.bytes.get(self.at) {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | b'$' => self.at += 1,
                b'\\' => {
                    escaped = true;
                    self.at += 1;
                    if self.bytes.get(self.at) == Some(&b'u') && self.bytes.get(self.at + 1) == Some(&b'{') {
                        let end = self.text[self.at..].find('}').map_or(self.bytes.len(), |end| self.at + end + 1);
                        // An escape holds hexadecimal digits alone.
                        let digits =
                            self.bytes[self.at + 2..end.max(self.at + 3) - 1].iter().all(u8::is_ascii_hexdigit);
                        if !digits {
                            self.fail(
                                start,
                                "an escape in a name is not closed".to_owned(),
                                "write the name without escapes",
                            );
                            return;
                        }
                        self.at = end;
                    }
                }
                0x80.. => {
                    let c = self.text[self.at..].chars().next().unwrap_or(' ');
                    if c.is_whitespace() || matches!(c, '\u{feff}' | '\u{2028}' | '\u{2029}') {
                        break;
                    }
                    self.at += c.len_utf8();
                }
                _ => break,
            }
        }
        if self.at == start {
            self.at += 1;
        }
        self.classify(start, escaped);
    }

    fn classify(&mut self, start: usize, escaped: bool) {
        let word = &self.text[start..self.at];
        let was_dot = self.last == Last::Dot;
        if was_dot {
            self.begin(Kind::Continuation);
            self.last = Last::Operand;
            return;
        }
        let await_head = self.head_word.is_some() && word == "await";
        let kind = match word {
            "in" | "instanceof" | "as" | "satisfies" | "of" | "extends" | "implements" | "is" | "catch" | "finally"
            | "while" | "else" => Kind::Continuation,
            _ => Kind::Word,
        };
        let links = self.levels[self.open].links;
        if word == "else" {
            // The statement before it ended at a `;` or a `}`, but the chain of `else if` goes on.
            self.levels[self.open].links = links + 1;
        }
        self.begin(kind);
        self.last = match word {
            _ if escaped => Last::Doubtful,
            "return" | "typeof" | "case" | "in" | "instanceof" | "new" | "delete" | "void" | "throw" | "else"
            | "do" | "extends" => Last::Keyword,
            // Words that are names in one place and not in another, and words behind which a line may end.
            "await" | "yield" | "default" | "export" | "import" | "var" | "let" | "const" | "of" | "as" | "is"
            | "async" | "get" | "set" | "static" | "type" | "satisfies" | "implements" | "keyof" | "readonly"
            | "unique" | "infer" | "asserts" | "abstract" | "declare" | "namespace" | "module" | "global"
            | "interface" | "enum" | "class" | "function" | "if" | "while" | "for" | "with" | "switch" | "try"
            | "catch" | "finally" | "break" | "continue" | "debugger" | "accessor" | "override" | "public"
            | "private" | "protected" | "using" | "out" | "require" => Last::Doubtful,
            _ => Last::Operand,
        };
        self.head_word = match word {
            "if" | "while" | "for" | "with" => Some(false),
            "await" if await_head => Some(false),
            _ if escaped => Some(true),
            _ => None,
        };
    }

    fn number(&mut self) {
        while let Some(byte) = self.bytes.get(self.at) {
            let sign =
                matches!(byte, b'+' | b'-') && matches!(self.bytes[self.at - 1], b'e' | b'E') && !self.is_radix();
            if !(byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.') || sign) {
                break;
            }
            self.at += 1;
        }
        self.begin(Kind::Operand);
        self.last = Last::Operand;
    }

    /// Whether the number that is being read is hexadecimal, where `e` is a digit.
    fn is_radix(&self) -> bool {
        let start = self.bytes[..self.at]
            .iter()
            .rposition(|byte| !byte.is_ascii_alphanumeric() && !matches!(byte, b'_' | b'.'));
        let start = start.map_or(0, |at| at + 1);
        self.bytes[start] == b'0' && matches!(self.bytes.get(start + 1), Some(b'x' | b'X'))
    }

    fn punctuator(&mut self) {
        let rest = &self.bytes[self.at..];
        let found = |text: &[u8]| rest.starts_with(text);
        if found(b"<!--") || (self.newline && found(b"-->")) {
            self.fail(self.at, "HTML-like comments are not JavaScript of today".to_owned(), "write `//` for a comment");
            return;
        }
        let length =
            [b">>>=".as_slice(), b"...", b"===", b"!==", b">>>", b"**=", b"<<=", b">>=", b"&&=", b"||=", b"??="]
                .iter()
                .chain(&[
                    b"=>".as_slice(),
                    b"==",
                    b"!=",
                    b"<=",
                    b">=",
                    b"&&",
                    b"||",
                    b"??",
                    b"?.",
                    b"++",
                    b"--",
                    b"+=",
                    b"-=",
                    b"*=",
                    b"%=",
                    b"&=",
                    b"|=",
                    b"^=",
                    b"<<",
                    b">>",
                    b"**",
                ])
                .find(|text| found(text))
                .map_or(1, |text| text.len());
        // `a?.5:1` is a ternary.
        let length = if found(b"?.") && rest.get(2).is_some_and(u8::is_ascii_digit) { 1 } else { length };
        let token = &rest[..length];
        let before = self.last;
        let newline = self.newline;
        self.begin(Kind::Punctuator);
        self.at += length;
        match token {
            b";" | b"," => {
                self.operators = 0;
                self.separator(token == b";");
            }
            b"." | b"?." => {
                self.operators = 0;
                self.last = Last::Dot;
            }
            b"..." | b"=>" | b":" | b"?" => {
                self.operators = 0;
                self.last = Last::Operator;
            }
            // Behind an operand on the same line these are postfix; the operand stands.
            b"++" | b"--" | b"!" if before == Last::Operand && !newline => {
                self.operator();
                self.last = Last::Operand;
            }
            b"++" | b"--" | b"!" if matches!(before, Last::Brace | Last::Doubtful) => {
                self.operator();
                self.last = Last::Doubtful;
            }
            b">" | b">>" | b">>>" => {
                self.operator();
                self.last = Last::Angle;
            }
            b"<" | b"<<" => {
                self.levels[self.open].angles += u32::try_from(length).unwrap_or(1);
                self.operator();
                self.last = Last::Operator;
            }
            _ => {
                self.operator();
                self.last = Last::Operator;
            }
        }
    }

    fn operator(&mut self) {
        self.operators += 1;
        let limit = self.settings.limits.max_consecutive_operators;
        if self.operators == limit + 1 {
            let place = (offset(self.at - 1), offset(self.at));
            let message = format!("more than {limit} operators follow each other");
            self.find(DiagnosticCode::OperatorRun, place, message, "write the expression without repeated operators");
        }
    }

    /// A `;` ends a statement, a `,` an item: the chain ends, but `else` links and type arguments may go on.
    fn separator(&mut self, statement: bool) {
        let next_else = statement && self.next_word_is_else();
        let level = &mut self.levels[self.open];
        level.chain = 0;
        if statement {
            level.angles = 0;
            if !next_else {
                level.links = 0;
            }
        }
        self.last = Last::Operator;
    }

    /// Whether the next token is `else`, comments aside. Looks no further than a few characters; where it does not
    /// see the next token it says yes, which only keeps a count.
    fn next_word_is_else(&self) -> bool {
        let rest = &self.bytes[self.at..];
        let blank = rest.iter().take(256).take_while(|byte| byte.is_ascii_whitespace()).count();
        let rest = &rest[blank..];
        rest.starts_with(b"else")
            || rest.starts_with(b"/")
            || rest.first().is_some_and(|byte| *byte >= 0x80)
            || blank == 256
    }

    // Literals.

    fn string(&mut self, quote: u8) {
        let start = self.at;
        self.at += 1;
        loop {
            match self.bytes.get(self.at) {
                Some(b'\\') => {
                    self.at += 1;
                    self.at += if self.bytes[self.at..].starts_with(b"\r\n") { 2 } else { 1 };
                }
                Some(byte) if *byte == quote => break,
                Some(b'\n' | b'\r') | None => {
                    self.fail_on_line(start, "a string", "close the string, or use a template for several lines");
                    return;
                }
                Some(_) => self.at += 1,
            }
        }
        self.at += 1;
        self.measure(start);
        self.begin(Kind::Operand);
        self.last = Last::Operand;
    }

    /// The text of a template up to its end or to the next `${`.
    fn template(&mut self, start: usize) {
        let from = self.at;
        loop {
            match self.bytes.get(self.at) {
                Some(b'\\') => self.at += 2,
                Some(b'`') => {
                    self.at += 1;
                    self.measure(from);
                    self.last = Last::Operand;
                    self.newline = false;
                    self.head_word = None;
                    return;
                }
                Some(b'$') if self.bytes.get(self.at + 1) == Some(&b'{') => {
                    self.measure(from);
                    self.at += 2;
                    self.count();
                    self.newline = false;
                    self.head_word = None;
                    self.enter(Open::Template);
                    return;
                }
                Some(_) => self.at += 1,
                None => {
                    self.at = self.bytes.len();
                    self.fail(start, "a template is not closed".to_owned(), "close the template with a backtick");
                    return;
                }
            }
        }
    }

    fn measure(&mut self, start: usize) {
        let bytes = (self.at.min(self.bytes.len()) - start) as u64;
        self.string_bytes += bytes;
        let limit = self.settings.limits.max_string_bytes;
        if bytes > limit {
            let message = format!("a string has {bytes} bytes; the limit is {limit}");
            self.find(
                DiagnosticCode::StringTooLong,
                (offset(start), offset(start + 1)),
                message,
                "load long texts with a tool",
            );
        }
    }

    fn slash(&mut self) {
        let start = self.at;
        match self.bytes.get(start + 1) {
            Some(b'/') => {
                let end = self.text[start..].find(['\n', '\r', '\u{2028}', '\u{2029}']);
                self.at = end.map_or(self.bytes.len(), |end| start + end);
                return;
            }
            Some(b'*') => {
                let Some(length) = self.text[start + 2..].find("*/") else {
                    self.at = self.bytes.len();
                    self.fail(start, "a comment is not closed".to_owned(), "close the comment with `*/`");
                    return;
                };
                let end = start + 2 + length + 2;
                self.newline |= self.text[start..end].contains(['\n', '\r', '\u{2028}', '\u{2029}']);
                self.at = end;
                return;
            }
            _ => {}
        }
        match self.last {
            Last::Operand => {
                self.begin(Kind::Punctuator);
                self.at += if self.bytes.get(start + 1) == Some(&b'=') { 2 } else { 1 };
                self.operator();
                self.last = Last::Operator;
            }
            Last::Operator | Last::Keyword | Last::HeadEnd => self.regex(),
            Last::Brace | Last::Dot | Last::Angle | Last::Doubtful => self.fail(
                start,
                "it is not clear whether this `/` divides or begins a regular expression".to_owned(),
                "put the regular expression into a variable, or the divided value into parentheses",
            ),
        }
    }

    fn regex(&mut self) {
        let start = self.at;
        self.at += 1;
        let mut class = false;
        loop {
            match self.bytes.get(self.at) {
                Some(b'\\') if !matches!(self.bytes.get(self.at + 1), None | Some(b'\n' | b'\r')) => self.at += 2,
                Some(b'/') if !class => break,
                None | Some(b'\n' | b'\r' | b'\\') => {
                    self.fail_on_line(start, "a regular expression", "close it with `/`");
                    return;
                }
                Some(byte) => {
                    class = *byte == b'[' || (class && *byte != b']');
                    self.at += 1;
                }
            }
        }
        let end = self.at;
        self.at += 1;
        while self.bytes.get(self.at).is_some_and(u8::is_ascii_alphanumeric) {
            self.at += 1;
        }
        // A line separator of Unicode ends the line too.
        if self.text.get(start..end).is_none_or(|text| text.contains(['\u{2028}', '\u{2029}'])) {
            self.fail_on_line(start, "a regular expression", "close it with `/`");
            return;
        }
        self.begin(Kind::Operand);
        self.last = Last::Operand;
        self.check_regex(start, end);
    }

    fn check_regex(&mut self, start: usize, end: usize) {
        let place = (offset(start), offset(self.at));
        let policy = self.settings.regex;
        let rule = self.settings.rules.get(&DiagnosticCode::NoRegexLiteral);
        if policy == RegexPolicy::Blocked
            && rule.and_then(|rule| rule.setting) != Some(enclave_contract::RuleSetting::Off)
        {
            let help = "use string methods such as `includes`, `split`, `startsWith` and `replaceAll`";
            self.find(
                DiagnosticCode::NoRegexLiteral,
                place,
                "regular expressions are not part of this language".to_owned(),
                help,
            );
            return;
        }
        self.regexes += 1;
        let limits = &self.settings.limits;
        let pattern = &self.text[start + 1..end];
        let length = pattern.chars().count() as u64;
        if length > limits.max_regex_length {
            let message =
                format!("a regular expression has {length} characters; the limit is {}", limits.max_regex_length);
            self.find(DiagnosticCode::RegexLimit, place, message, "split it into several smaller ones");
            return;
        }
        if self.regexes == limits.max_regexes.max(1) + 1 {
            let message = format!("the script has more than {} regular expressions", limits.max_regexes);
            self.find(DiagnosticCode::RegexLimit, place, message, "use string methods for simple cases");
        }
        if policy == RegexPolicy::Allowed {
            return;
        }
        let help = "write the repetition so that each text matches in one way, for example with a class that excludes what follows";
        match regex::analyse(pattern) {
            Shape::Exponential => {
                let message =
                    format!("`/{pattern}/` can take exponential time: a repetition stands inside a repetition");
                self.find(DiagnosticCode::RegexRedos, place, message, help);
            }
            Shape::Polynomial if policy == RegexPolicy::AnalysedPolynomial => {
                let message =
                    format!("`/{pattern}/` can take long on long texts: two repetitions match the same characters");
                self.findings.push(Finding::warning(DiagnosticCode::RegexRedos, place, message, help));
            }
            _ => {}
        }
    }

    // Findings.

    fn find(&mut self, code: DiagnosticCode, place: (u32, u32), message: String, help: &str) {
        if self.findings.len() < MAX_FINDINGS {
            self.findings.push(Finding::error(code, place, message, help));
        }
    }

    /// The text cannot be read on from here.
    fn fail(&mut self, at: usize, message: String, help: &str) {
        let mut at = at.min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        let end = (at + 1).min(self.text.len());
        self.find(DiagnosticCode::ParseError, (offset(at), offset(end)), message, help);
        self.stop = true;
    }

    /// A quote or a slash that is not closed on its line is often one in the text of an element.
    fn fail_on_line(&mut self, start: usize, what: &str, help: &str) {
        let is_element = self.text.contains("</");
        let jsx = "JSX is not part of the language: return plain data (strings, objects, arrays)";
        self.fail(start, format!("{what} is not closed on its line"), if is_element { jsx } else { help });
    }
}

/// What a token is, for the decision whether a new statement begins in front of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A word that can begin a statement.
    Word,
    /// A word that goes on, such as `instanceof` or `else`, or a name behind a dot.
    Continuation,
    /// A literal.
    Operand,
    OpenBrace,
    /// `(` or `[`
    Bracket,
    Punctuator,
}
