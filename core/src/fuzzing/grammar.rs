//! Programs made of bytes: each byte is a choice of the grammar, so that whatever shrinks or mutates bytes shrinks and
//! mutates programs. What is made always parses and always ends; it may well throw.

/// Nodes of one program.
const MAX_NODES: u32 = 260;
/// Nesting of one program.
const MAX_DEPTH: u32 = 7;

/// The program that some bytes choose. It calls `call(value)` as its tool, which answers with a promise, and
/// `log(value)`.
pub fn program(bytes: &[u8]) -> String {
    let mut grammar = Grammar {
        bytes,
        nodes: 0,
        depth: 0,
        names: 0,
        text: String::new(),
        scopes: vec![Vec::new()],
        kinds: vec![Kind::Async],
        loops: Vec::new(),
        labels: 0,
    };
    grammar.text.push_str("let a = 1, b = 'two', c = [3, 'four', null], d = { x: 5, y: { z: [6n, -0] } };\n");
    grammar.scopes[0].extend(["a", "b", "c", "d"].map(str::to_owned));
    for _ in 0..4 + grammar.choose(6) {
        // Most programs throw soon; half of what they do may go on after that.
        if grammar.flip() {
            grammar.put("try {\n");
            grammar.scopes.push(Vec::new());
            grammar.statement();
            grammar.scopes.pop();
            grammar.put("} catch (error) { log(error?.name); }\n");
        } else {
            grammar.statement();
        }
    }
    grammar.text.push_str("return [a, b, c, d];\n");
    grammar.text
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Plain,
    Async,
    Generator,
}

struct Grammar<'b> {
    bytes: &'b [u8],
    nodes: u32,
    depth: u32,
    names: u32,
    text: String,
    scopes: Vec<Vec<String>>,
    kinds: Vec<Kind>,
    /// For each loop around, its label.
    loops: Vec<Option<u32>>,
    labels: u32,
}

const NUMBERS: &[&str] = &["0", "1", "(-1)", "2.5", "NaN", "1e21", "1n", "0n", "(-1n)"];
const TEXTS: &[&str] = &["''", "'x'", "'y'", "'10'", "'a-b-a'", "'é😀'", "'length'"];
const KEYS: &[&str] = &["x", "y", "z", "length", "name", "toString"];
const BINARY: &[&str] = &[
    "+",
    "-",
    "*",
    "/",
    "%",
    "**",
    "<",
    ">=",
    "===",
    "!==",
    "==",
    "&",
    "|",
    "^",
    "<<",
    ">>",
    ">>>",
    "in",
    "instanceof",
];
const ASSIGN: &[&str] = &["=", "+=", "-=", "*=", "**=", "<<=", "??=", "||=", "&&="];
const METHODS: &[&str] = &["map", "filter", "forEach", "find", "some", "every", "flatMap", "reduce", "sort"];
const PLAIN_METHODS: &[&str] = &["slice", "concat", "join", "indexOf", "includes", "at", "toString", "split", "push"];

impl Grammar<'_> {
    /// The next choice of `count`; 0, the simplest, when the bytes are used up.
    fn choose(&mut self, count: usize) -> usize {
        let Some((first, rest)) = self.bytes.split_first() else { return 0 };
        self.bytes = rest;
        usize::from(*first) % count
    }

    fn flip(&mut self) -> bool {
        self.choose(2) == 1
    }

    fn pick(&mut self, from: &[&'static str]) {
        let index = self.choose(from.len());
        self.text.push_str(from[index]);
    }

    fn put(&mut self, text: &str) {
        self.text.push_str(text);
    }

    fn name(&mut self) -> String {
        self.names += 1;
        format!("v{}", self.names)
    }

    fn declare(&mut self, name: &str) {
        self.scopes.last_mut().unwrap().push(name.to_owned());
    }

    fn variable(&mut self) -> String {
        let all: Vec<&String> = self.scopes.iter().flatten().collect();
        let count = all.len();
        let recent = all.into_iter().rev().cloned().collect::<Vec<_>>();
        recent[self.choose(count)].clone()
    }

    fn kind(&self) -> Kind {
        *self.kinds.last().unwrap()
    }

    /// Whether there is room for something that nests.
    fn room(&mut self) -> bool {
        self.nodes += 1;
        self.nodes < MAX_NODES && self.depth < MAX_DEPTH && !self.bytes.is_empty()
    }

    fn block(&mut self) {
        self.put("{\n");
        self.scopes.push(Vec::new());
        self.depth += 1;
        for _ in 0..1 + self.choose(3) {
            self.statement();
        }
        self.depth -= 1;
        self.scopes.pop();
        self.put("}\n");
    }

    fn in_loop(&mut self, label: Option<u32>) {
        self.loops.push(label);
        self.block();
        self.loops.pop();
    }

    fn statement(&mut self) {
        if !self.room() {
            return self.put("log(0);\n");
        }
        match self.choose(20) {
            0 | 1 => {
                self.put("log(");
                self.expression();
                self.put(");\n");
            }
            2 | 3 => {
                let name = self.name();
                let keyword = ["const", "let", "var"][self.choose(3)];
                self.put(&format!("{keyword} {name} = "));
                self.expression();
                self.put(";\n");
                self.declare(&name);
            }
            4 => self.destructuring(),
            5 => {
                self.target();
                self.put(" ");
                self.pick(ASSIGN);
                self.put(" ");
                self.expression();
                self.put(";\n");
            }
            6 => {
                self.put("if (");
                self.expression();
                self.put(") ");
                self.block();
                if self.flip() {
                    self.put("else ");
                    self.block();
                }
            }
            7..=11 => self.a_loop(),
            12 => {
                self.put("switch (");
                self.expression();
                self.put(") {\ncase ");
                self.expression();
                self.put(": ");
                self.block();
                if self.flip() {
                    self.put("break;\n");
                }
                self.put("default: ");
                self.block();
                self.put("}\n");
            }
            13 => {
                self.put("try ");
                self.block();
                let name = self.name();
                self.put(&format!("catch ({name}) "));
                self.put(&format!("{{ log({name} instanceof Error ? {name}.name : {name});\n"));
                self.scopes.push(vec![name]);
                self.depth += 1;
                self.statement();
                self.depth -= 1;
                self.scopes.pop();
                self.put("}\n");
                if self.flip() {
                    self.put("finally ");
                    self.block();
                }
            }
            14 => {
                let name = self.name();
                let kind = self.function_kind();
                let star = if kind == Kind::Generator { "*" } else { "" };
                let start = if kind == Kind::Async { "async " } else { "" };
                self.put(&format!("{start}function{star} {name}"));
                self.declare(&name);
                self.function(kind);
            }
            15 => self.class(),
            16 if self.kinds.len() > 1 => {
                self.put("return ");
                self.expression();
                self.put(";\n");
            }
            17 if !self.loops.is_empty() => {
                let index = self.choose(self.loops.len());
                let word = if self.flip() { "break" } else { "continue" };
                match self.loops[index] {
                    Some(label) => self.put(&format!("if (log(1)) {word} l{label};\n")),
                    None => self.put(&format!("if (log(2)) {word};\n")),
                }
            }
            18 => {
                self.put("if (log(0)) throw ");
                self.expression();
                self.put(";\n");
            }
            _ => self.block(),
        }
    }

    fn a_loop(&mut self) {
        let label = if self.choose(3) == 0 {
            self.labels += 1;
            self.put(&format!("l{}: ", self.labels));
            Some(self.labels)
        } else {
            None
        };
        let name = self.name();
        let turns = 1 + self.choose(4);
        match self.choose(6) {
            0 => {
                self.put(&format!("for (let {name} = 0; {name} < {turns}; {name}++) "));
                self.scopes.push(vec![name]);
                self.in_loop(label);
                self.scopes.pop();
            }
            1 => {
                self.put(&format!("for (const {name} of ["));
                self.list();
                self.put("]) ");
                self.scopes.push(vec![name]);
                self.in_loop(label);
                self.scopes.pop();
            }
            2 => {
                self.put(&format!("for (const {name} in "));
                self.object();
                self.put(") ");
                self.scopes.push(vec![name]);
                self.in_loop(label);
                self.scopes.pop();
            }
            3 => {
                self.put(&format!("for (let {name} = {turns}; {name} --> 0;) "));
                self.scopes.push(vec![name]);
                self.in_loop(label);
                self.scopes.pop();
            }
            4 => {
                self.put(&format!("for (const [{name}, {name}_ = "));
                self.expression();
                self.put("] of Object.entries(");
                self.object();
                self.put(")) ");
                self.scopes.push(vec![name.clone(), format!("{name}_")]);
                self.in_loop(label);
                self.scopes.pop();
            }
            _ => {
                // The count stands in front of the test, so that `continue` passes it too.
                let test = format!("{name}.n++ < {turns}");
                self.text.truncate(self.text.len() - label.map_or(0, |label| format!("l{label}: ").len()));
                self.put(&format!("const {name} = {{ n: 0 }};\n"));
                if let Some(label) = label {
                    self.put(&format!("l{label}: "));
                }
                if self.flip() {
                    self.put(&format!("while ({test}) "));
                    self.in_loop(label);
                } else {
                    self.put("do ");
                    self.in_loop(label);
                    self.put(&format!("while ({test});\n"));
                }
            }
        }
    }

    fn destructuring(&mut self) {
        let (first, second, rest) = (self.name(), self.name(), self.name());
        match self.choose(4) {
            0 => {
                self.put(&format!("const {{ x: {first} = "));
                self.expression();
                self.put(&format!(", y: {{ z: {second} }} = {{ z: 1 }}, ...{rest} }} = "));
                self.object();
            }
            1 => {
                self.put(&format!("let [{first}, , {second} = "));
                self.expression();
                self.put(&format!(", ...{rest}] = ["));
                self.list();
                self.put("]");
            }
            2 => {
                self.put(&format!("const {{ ['x' + '']: {first}, [`${{"));
                self.expression();
                self.put(&format!("}}`]: {second} = 2 }} = "));
                self.object();
                self.put(&format!(", {rest} = 0"));
            }
            _ => {
                self.put(&format!(
                    "let {first}, {second}, {rest} = {{}}; [{first}, {rest}.x, {{ z: {second} }}] = [1, 2, "
                ));
                self.object();
                self.put("]");
            }
        }
        self.put(";\n");
        for name in [first, second, rest] {
            self.declare(&name);
        }
    }

    fn class(&mut self) {
        let name = self.name();
        self.put(&format!("class {name} {{\n#p = 1;\nstatic s = "));
        let outer = (std::mem::take(&mut self.loops), self.kinds.clone());
        self.kinds.push(Kind::Plain);
        self.expression();
        self.put(";\nconstructor(x) { this.x = x; }\nget g() { return this.#p++; }\n");
        self.put("m");
        self.function(Kind::Plain);
        self.put("*[Symbol.iterator]");
        self.function(Kind::Generator);
        if self.flip() {
            self.put("static {\nlog(this.s);\n}\n");
        }
        self.put("}\n");
        (self.loops, self.kinds) = outer;
        self.declare(&name);
    }

    fn function_kind(&mut self) -> Kind {
        [Kind::Plain, Kind::Async, Kind::Generator][self.choose(3)]
    }

    /// Parameters and body. A function never calls itself: its name is hidden by a parameter's.
    fn function(&mut self, kind: Kind) {
        let (first, second) = (self.name(), self.name());
        self.put(&format!("({first} = 1, ...{second}) "));
        let loops = std::mem::take(&mut self.loops);
        // Only what is declared before, so that calls cannot go in circles.
        let scopes = std::mem::replace(&mut self.scopes, vec![vec!["a".into(), "b".into(), "c".into(), "d".into()]]);
        self.scopes.push(vec![first, second]);
        self.kinds.push(kind);
        self.block();
        self.kinds.pop();
        self.scopes = scopes;
        self.loops = loops;
    }

    fn target(&mut self) {
        let name = ["a", "b", "c", "d"][self.choose(4)];
        match self.choose(4) {
            0 => self.put(name),
            1 => {
                self.put("d.");
                self.pick(&["x", "y", "z"]);
            }
            2 => {
                self.put("c[");
                self.expression();
                self.put("]");
            }
            _ => {
                self.put("d[`${");
                self.expression();
                self.put("}`]");
            }
        }
    }

    fn list(&mut self) {
        for index in 0..self.choose(4) {
            if index > 0 {
                self.put(", ");
            }
            if self.choose(5) == 4 {
                self.put("...[");
                self.expression();
                self.put("]");
            } else {
                self.expression();
            }
        }
    }

    fn object(&mut self) {
        self.put("{ x: ");
        self.expression();
        match self.choose(6) {
            0 => {}
            1 => {
                self.put(", ['y']: ");
                self.expression();
            }
            2 => {
                self.put(", get y() { return 4; }, set y(_) { log('set'); }");
            }
            3 => {
                self.put(", ...");
                let name = self.variable();
                self.put(&name);
            }
            4 => {
                self.put(", [");
                self.expression();
                self.put(" + '']: 2");
            }
            _ => self.put(", y() { return this.x; }, 'a b': 1, 3: 2"),
        }
        self.put(" }");
    }

    fn arrow(&mut self) {
        let (first, second) = (self.name(), self.name());
        let is_async = self.choose(4) == 0;
        self.put(&format!("({}({first}, {second} = 2) => ", if is_async { "async " } else { "" }));
        let loops = std::mem::take(&mut self.loops);
        self.scopes.push(vec![first, second]);
        self.kinds.push(if is_async { Kind::Async } else { Kind::Plain });
        if self.flip() {
            self.block();
        } else {
            self.put("(");
            self.expression();
            self.put(")");
        }
        self.kinds.pop();
        self.scopes.pop();
        self.loops = loops;
        self.put(")");
    }

    fn expression(&mut self) {
        if !self.room() {
            return self.pick(NUMBERS);
        }
        self.depth += 1;
        self.node();
        self.depth -= 1;
    }

    fn node(&mut self) {
        match self.choose(26) {
            0 => self.pick(NUMBERS),
            1 => self.pick(TEXTS),
            2..=4 => {
                let name = self.variable();
                self.put(&name);
            }
            5 | 6 => {
                self.put("(");
                self.expression();
                self.put(" ");
                let operator = self.choose(BINARY.len());
                self.put(BINARY[operator]);
                self.put(" ");
                self.expression();
                self.put(")");
            }
            7 => {
                self.put("[");
                self.list();
                self.put("]");
            }
            8 => {
                self.put("(");
                self.object();
                self.put(")");
            }
            9 => {
                let name = self.variable();
                self.put(&name);
                self.pick(&[".", "?."]);
                self.pick(KEYS);
            }
            10 => {
                let name = self.variable();
                self.put(&name);
                self.pick(&["[", "?.["]);
                self.expression();
                self.put("]");
            }
            11 => {
                self.arrow();
                self.put("(");
                self.list();
                self.put(")");
            }
            12 => self.arrow(),
            13 => {
                self.put("`<${");
                self.expression();
                self.put("}>`");
            }
            14 => {
                self.put("(");
                self.expression();
                self.put(" ? ");
                self.expression();
                self.put(" : ");
                self.expression();
                self.put(")");
            }
            15 => {
                self.put("((");
                self.expression();
                self.put(") ");
                self.pick(&["&&", "||", "??"]);
                self.put(" (");
                self.expression();
                self.put("))");
            }
            16 => {
                self.pick(&["(typeof (", "(!(", "(- (", "(+ (", "(~(", "(void ("]);
                self.expression();
                self.put("))");
            }
            17 => match self.kind() {
                Kind::Async => {
                    self.put("(await ");
                    self.expression();
                    self.put(")");
                }
                Kind::Generator => {
                    self.put("(yield ");
                    self.expression();
                    self.put(")");
                }
                Kind::Plain => self.expression(),
            },
            18 | 19 => {
                let waits = self.kind() == Kind::Async;
                self.put(if waits { "(await call(" } else { "(call(" });
                self.expression();
                self.put("))");
            }
            20 => {
                self.put("[");
                self.list();
                self.put("].");
                self.pick(METHODS);
                self.put("(");
                self.arrow();
                self.put(")");
            }
            21 => {
                let name = self.variable();
                self.put(&name);
                self.put(".");
                self.pick(PLAIN_METHODS);
                self.put("(");
                self.list();
                self.put(")");
            }
            22 => {
                self.put("(");
                self.target();
                self.put(" ");
                self.pick(ASSIGN);
                self.put(" ");
                self.expression();
                self.put(")");
            }
            23 => {
                let name = self.variable();
                self.put(&format!("[...{name}]"));
            }
            24 => {
                let name = self.variable();
                self.put(&format!("new {name}("));
                self.list();
                self.put(").x");
            }
            _ => {
                self.put("String(");
                self.expression();
                self.put(").replace(/[a-z]/g, ");
                self.arrow();
                self.put(")");
            }
        }
    }
}
