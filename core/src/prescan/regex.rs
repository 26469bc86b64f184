//! Shapes of regular expressions that backtrack without bound.
//!
//! A pattern is read once into a small tree, with a budget for depth. A quantifier without an upper bound over
//! something that itself repeats, or over alternatives that can begin alike, is exponential. Two such quantifiers
//! that follow each other and share characters are polynomial.

/// What was found in a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Linear,
    /// Adjacent repetitions over the same characters.
    Polynomial,
    /// Repetitions inside a repetition.
    Exponential,
}

/// Groups that may be open at once.
const MAX_DEPTH: usize = 50;

/// A set of characters: one bit for each of ASCII's, and one for all others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Set {
    ascii: u128,
    other: bool,
}

impl Set {
    const NONE: Self = Self { ascii: 0, other: false };
    const ALL: Self = Self { ascii: u128::MAX, other: true };

    fn of(c: char) -> Self {
        if c.is_ascii() { Self { ascii: 1 << u32::from(c), other: false } } else { Self { ascii: 0, other: true } }
    }

    fn range(from: char, to: char) -> Self {
        let mut set = Self { ascii: 0, other: !to.is_ascii() };
        for code in u32::from(from)..=u32::from(to).min(127) {
            set.ascii |= 1 << code;
        }
        set
    }

    fn or(self, other: Self) -> Self {
        Self { ascii: self.ascii | other.ascii, other: self.other || other.other }
    }

    fn not(self) -> Self {
        Self { ascii: !self.ascii, other: true }
    }

    fn meets(self, other: Self) -> bool {
        self.ascii & other.ascii != 0 || (self.other && other.other)
    }

    fn class(letter: char) -> Option<Self> {
        let word = Self::range('a', 'z').or(Self::range('A', 'Z')).or(Self::range('0', '9')).or(Self::of('_'));
        let space = [' ', '\t', '\n', '\r', '\x0b', '\x0c'].map(Self::of).into_iter().fold(Self::NONE, Self::or);
        Some(match letter {
            'd' => Self::range('0', '9'),
            'D' => Self::range('0', '9').not(),
            'w' => word,
            'W' => word.not(),
            's' => Self { other: true, ..space },
            'S' => Self { other: true, ..space.not() },
            _ => return None,
        })
    }
}

/// What the analysis knows of a part of a pattern.
#[derive(Clone, Copy, Debug)]
struct Part {
    /// Characters that it can begin with.
    first: Set,
    /// Characters that it can hold anywhere.
    all: Set,
    /// Whether it can match nothing.
    empty: bool,
    /// Whether it is, or is nothing but, a repetition without bound; over these characters.
    loops: Option<Set>,
    /// The characters of a repetition that the part ends with, when what follows could give way to it.
    tail: Option<Set>,
    /// The characters of a repetition that the part begins with.
    head: Option<Set>,
    /// Whether it is one character.
    single: bool,
    shape: Shape,
}

impl Part {
    const NOTHING: Self = Self {
        first: Set::NONE,
        all: Set::NONE,
        empty: true,
        loops: None,
        tail: None,
        head: None,
        single: false,
        shape: Shape::Linear,
    };

    fn of(set: Set) -> Self {
        Self { first: set, all: set, empty: false, single: true, ..Self::NOTHING }
    }
}

/// The worst shape in a pattern (the text between the slashes). A pattern that cannot be read is left to the parser.
pub(super) fn analyse(pattern: &str) -> Shape {
    let mut reader = Reader { chars: pattern.chars().collect(), at: 0, depth: 0, too_deep: false };
    let part = reader.alternatives();
    if reader.too_deep { Shape::Exponential } else { part.shape }
}

struct Reader {
    chars: Vec<char>,
    at: usize,
    depth: usize,
    too_deep: bool,
}

impl Reader {
    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn next(&mut self) -> Option<char> {
        let c = self.peek();
        self.at += usize::from(c.is_some());
        c
    }

    fn eat(&mut self, text: &str) -> bool {
        let found = text.chars().enumerate().all(|(index, c)| self.chars.get(self.at + index) == Some(&c));
        if found {
            self.at += text.chars().count();
        }
        found
    }

    fn alternatives(&mut self) -> Part {
        let mut whole = self.sequence();
        // Alternatives that can begin alike are two ways to match the same text, once they are repeated.
        let mut ambiguous = false;
        while self.eat("|") {
            let next = self.sequence();
            ambiguous |= whole.first.meets(next.first);
            whole = Part {
                first: whole.first.or(next.first),
                all: whole.all.or(next.all),
                empty: whole.empty || next.empty,
                loops: whole.loops.or(next.loops),
                tail: join(whole.tail, next.tail),
                head: join(whole.head, next.head),
                single: whole.single && next.single,
                shape: worse(whole.shape, next.shape),
            };
        }
        if ambiguous && whole.loops.is_none() {
            // Marked like a repetition: a quantifier around it makes the shape exponential.
            whole.loops = Some(whole.first);
        }
        whole
    }

    fn sequence(&mut self) -> Part {
        let mut whole = Part::NOTHING;
        let mut parts = 0;
        while let Some(c) = self.peek() {
            if c == '|' || c == ')' {
                break;
            }
            let Some(next) = self.term() else { continue };
            let adjacent = whole.tail.zip(next.head).is_some_and(|(tail, head)| tail.meets(head));
            let shape = worse(worse(whole.shape, next.shape), if adjacent { Shape::Polynomial } else { Shape::Linear });
            whole = Part {
                first: if whole.empty { whole.first.or(next.first) } else { whole.first },
                all: whole.all.or(next.all),
                empty: whole.empty && next.empty,
                // A repetition that something else must follow or lead is bounded by it, unless that can be part of
                // the repetition's own text.
                loops: match (whole.loops, next.loops) {
                    (None, None) => None,
                    (Some(set), None)
                        if next.empty || (parts > 0 || whole.loops.is_some()) && set.meets(next.first) =>
                    {
                        Some(set)
                    }
                    (None, Some(set)) if whole.empty || parts == 0 || whole.all.meets(set) => Some(set),
                    (Some(a), Some(b)) => Some(a.or(b)),
                    _ => None,
                },
                tail: if next.empty { join(whole.tail, next.tail) } else { next.tail },
                head: if whole.empty && parts > 0 {
                    join(whole.head, next.head)
                } else if parts == 0 {
                    next.head
                } else {
                    whole.head
                },
                single: parts == 0 && next.single,
                shape,
            };
            parts += 1;
        }
        whole
    }

    /// An atom with its quantifier; nothing for an assertion.
    fn term(&mut self) -> Option<Part> {
        let atom = self.atom()?;
        let (unbounded, optional) = match self.peek() {
            Some('*') => (true, true),
            Some('+') => (true, false),
            Some('?') => (false, true),
            Some('{') => match self.braces() {
                Some(found) => found,
                None => return Some(atom),
            },
            _ => return Some(atom),
        };
        if matches!(self.peek(), Some('*' | '+' | '?')) {
            self.next();
        }
        self.eat("?");
        if !unbounded {
            return Some(Part { empty: atom.empty || optional, single: false, ..atom });
        }
        let shape = if atom.loops.is_some() { Shape::Exponential } else { atom.shape };
        Some(Part {
            empty: atom.empty || optional,
            loops: Some(atom.all),
            tail: if atom.single { Some(atom.all) } else { atom.tail },
            head: if atom.single { Some(atom.all) } else { atom.head },
            single: false,
            shape: worse(shape, atom.shape),
            ..atom
        })
    }

    /// `{n}`, `{n,}`, `{n,m}`: whether it is without bound and whether it may be nothing. More than 20 counts as
    /// without bound.
    fn braces(&mut self) -> Option<(bool, bool)> {
        let start = self.at;
        self.next();
        let number = |reader: &mut Self| {
            let mut text = String::new();
            while let Some(digit) = reader.peek().filter(char::is_ascii_digit) {
                text.push(digit);
                reader.at += 1;
            }
            text
        };
        let low = number(self);
        let comma = self.eat(",");
        let high = number(self);
        if low.is_empty() || !self.eat("}") {
            self.at = start + 1;
            return None;
        }
        let many = |text: &str| text.parse::<u32>().map_or(true, |number| number > 20);
        let unbounded = if !comma { many(&low) && low != "0" } else { high.is_empty() || many(&high) };
        // A fixed count of many is one way to match, not several.
        Some((unbounded && comma, low == "0"))
    }

    fn atom(&mut self) -> Option<Part> {
        match self.next()? {
            '(' => self.group(),
            '[' => Some(Part::of(self.class())),
            '.' => Some(Part::of(Set::of('\n').not())),
            '^' | '$' => None,
            '\\' => self.escape(),
            c => Some(Part::of(Set::of(c))),
        }
    }

    fn group(&mut self) -> Option<Part> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            self.too_deep = true;
            self.at = self.chars.len();
            self.depth -= 1;
            return None;
        }
        let look_around = self.eat("?=") || self.eat("?!") || self.eat("?<=") || self.eat("?<!");
        if !look_around && !self.eat("?:") && self.eat("?<") {
            while self.next().is_some_and(|c| c != '>') {}
        }
        let inner = self.alternatives();
        self.eat(")");
        self.depth -= 1;
        if look_around {
            return Some(Part { shape: inner.shape, ..Part::NOTHING });
        }
        Some(inner)
    }

    fn class(&mut self) -> Set {
        let negated = self.eat("^");
        let mut set = Set::NONE;
        while let Some(c) = self.next() {
            if c == ']' {
                break;
            }
            let (from, class) = if c == '\\' { self.class_escape() } else { (c, None) };
            if let Some(class) = class {
                set = set.or(class);
                continue;
            }
            if self.peek() == Some('-') && self.chars.get(self.at + 1).is_some_and(|next| *next != ']') {
                self.next();
                let to = match self.next() {
                    Some('\\') => match self.class_escape() {
                        (to, None) => to,
                        (_, Some(class)) => {
                            set = set.or(class);
                            from
                        }
                    },
                    Some(to) => to,
                    None => from,
                };
                set = set.or(Set::range(from.min(to), to.max(from)));
            } else {
                set = set.or(Set::of(from));
            }
        }
        if negated { set.not() } else { set }
    }

    fn class_escape(&mut self) -> (char, Option<Set>) {
        let c = self.next().unwrap_or('\\');
        match c {
            'n' => ('\n', None),
            't' => ('\t', None),
            'r' => ('\r', None),
            'p' | 'P' => {
                self.property();
                ('p', Some(Set::ALL))
            }
            'x' | 'u' | 'c' => ('\u{ff}', None),
            _ => (c, Set::class(c)),
        }
    }

    fn escape(&mut self) -> Option<Part> {
        let c = self.next()?;
        match c {
            'b' | 'B' => None,
            'n' => Some(Part::of(Set::of('\n'))),
            't' => Some(Part::of(Set::of('\t'))),
            'r' => Some(Part::of(Set::of('\r'))),
            'p' | 'P' => {
                self.property();
                Some(Part::of(Set::ALL))
            }
            // What a back reference matches is not known here.
            '1'..='9' | 'k' => Some(Part::of(Set::ALL)),
            'x' | 'u' | 'c' => Some(Part::of(Set { ascii: 0, other: true })),
            _ => Some(Part::of(Set::class(c).unwrap_or_else(|| Set::of(c)))),
        }
    }

    fn property(&mut self) {
        if self.eat("{") {
            while self.next().is_some_and(|c| c != '}') {}
        }
    }
}

fn join(a: Option<Set>, b: Option<Set>) -> Option<Set> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.or(b)),
        (a, b) => a.or(b),
    }
}

fn worse(a: Shape, b: Shape) -> Shape {
    let rank = |shape| match shape {
        Shape::Linear => 0,
        Shape::Polynomial => 1,
        Shape::Exponential => 2,
    };
    if rank(b) > rank(a) { b } else { a }
}

#[cfg(test)]
mod tests {
    use super::{Shape, analyse};

    #[test]
    fn shapes() {
        for pattern in [
            r"(a+)+$",
            r"(a*)*",
            r"(a|a)*",
            r"(a|ab)*c",
            r"(.*)*",
            r"(\w+)+",
            r"(\d+)*x",
            r"([a-z]+)*!",
            r"((a+)b?)+",
            r"(x+x+)+y",
            r"^(\s*\w+\s*)+$",
            r"(?:a+){2,}",
            r"(a{1,}){3,}",
        ] {
            assert_eq!(analyse(pattern), Shape::Exponential, "{pattern}");
        }
        for pattern in [r"a*a*", r".*.*x", r"\s*,?\s*\s+$", r"\d+\w+"] {
            assert_eq!(analyse(pattern), Shape::Polynomial, "{pattern}");
        }
        for pattern in [
            r"^\s+|\s+$",
            r"(\d+)-(\d+)",
            r"(?:\d{1,3}\.){3}\d{1,3}",
            r"\b\w+\b",
            r"(\w+\s)*",
            r"^[a-z]+(-[a-z]+)*$",
            r"^\d{4}-\d{2}-\d{2}$",
            r"(?<year>\d{4})-(?<month>\d{2})",
            r"\{\{(\w+)\}\}",
            r"[^,]+,[^,]+",
            r#""([^"\\]|\\.)*""#,
            r"https?:\/\/[^\s/]+(\/[^\s]*)?",
            r"(,\d+)+",
            r"^#+\s",
            r"\$(\d+(?:\.\d{2})?)",
            r"(?=.*\d)(?=.*[a-z]).{8,}",
        ] {
            assert_eq!(analyse(pattern), Shape::Linear, "{pattern}");
        }
    }
}
