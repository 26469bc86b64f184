//! A session as one HTML page that loads nothing and runs no script. Every text of the dump is hostile: it reaches the
//! page through `escape` alone, and the page's policy lets nothing else than inline style work.

use std::fmt::{self, Write as _};

use enclave_contract::{CallOutcome, ConsoleLevel};

use crate::{
    replay::{
        Session,
        timeline::{CallSpan, End, Timeline, What},
    },
    text,
};

/// Rows of each part that are shown; a page with more cannot be read.
const MAX_CALLS: usize = 1_000;
const MAX_CONSOLE: usize = 5_000;
const MAX_SOURCE: usize = 20_000;
/// Values and lines are cut to this, in characters.
const MAX_VALUE: usize = 20_000;
/// What is shown of arguments beside a tool's name, in characters.
const MAX_LABEL: usize = 80;
/// Ticks of the axis, at most.
const MAX_TICKS: f64 = 8.0;
/// How much longer than the session the axis is while calls wait, so that they are seen.
const OPEN_END: f64 = 1.12;

/// The page of a session.
pub(crate) fn page(session: &Session) -> String {
    let mut html = String::new();
    // Writing to a text cannot fail.
    let _ = write(&mut html, session);
    html
}

fn write(html: &mut String, session: &Session) -> fmt::Result {
    let line = &session.timeline;
    let id = escape(&session.id);
    let style = include_str!("page.css");
    write!(
        html,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri \
         'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <title>Session {id}</title>\n<style>\n{style}</style>\n</head>\n<body>\n<main>\n"
    )?;
    header(html, &id, line)?;
    calls(html, line)?;
    console(html, line)?;
    let wrong_line = result(html, line)?;
    source(html, &session.code, wrong_line)?;
    html.write_str("</main>\n</body>\n</html>\n")
}

/// The text as it stands in HTML, in quoted attributes too.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text::printable(text).chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

fn header(html: &mut String, id: &str, line: &Timeline) -> fmt::Result {
    let (class, state) = match &line.end {
        End::Value(_) => ("ok", "finished"),
        End::Failed(_) => ("bad", "failed"),
        End::Waiting => ("wait", "waiting"),
    };
    let fact = |html: &mut String, name: &str, value: &str| writeln!(html, "<li>{name} <b>{}</b></li>", escape(value));
    write!(html, "<header>\n<h1>Session <code>{id}</code></h1>\n<ul class=\"facts\">\n")?;
    writeln!(html, "<li class=\"state {class}\">{state}</li>")?;
    fact(html, "started", &text::date(line.started))?;
    fact(html, "took", &text::duration(line.length))?;
    fact(html, "calls", &line.calls.len().to_string())?;
    if line.failed() > 0 {
        fact(html, "failed", &line.failed().to_string())?;
    }
    if line.waiting().next().is_some() {
        fact(html, "waiting", &line.waiting().count().to_string())?;
    }
    html.write_str("</ul>\n</header>\n")
}

/// The axis of the chart: how long it is, and where its ticks are, in milliseconds.
struct Axis {
    length: f64,
    step: f64,
}

impl Axis {
    fn of(line: &Timeline) -> Self {
        let open = line.waiting().next().is_some();
        let length = if open { line.length * OPEN_END } else { line.length }.max(1.0);
        let rough = length / MAX_TICKS;
        let power = 10f64.powf(rough.log10().floor());
        let step = [1.0, 2.0, 5.0].map(|factor| factor * power).into_iter().find(|step| *step >= rough);
        Self { length, step: step.unwrap_or(10.0 * power) }
    }

    /// A time as a part of the axis, in percent.
    fn percent(&self, ms: f64) -> f64 {
        (ms / self.length * 100.0).clamp(0.0, 100.0)
    }

    fn ticks(&self) -> impl Iterator<Item = f64> {
        (0..=10).map(|tick| f64::from(tick) * self.step).take_while(|at| *at <= self.length * 0.97)
    }
}

fn calls(html: &mut String, line: &Timeline) -> fmt::Result {
    html.write_str("<section>\n<h2>Calls</h2>\n<div class=\"card chart\">\n")?;
    if line.calls.is_empty() {
        html.write_str("<p class=\"none\">The script called no tool.</p>\n</div>\n</section>\n")?;
        return Ok(());
    }
    let axis = Axis::of(line);
    let grid: String =
        axis.ticks().map(|at| format!("<i class=\"grid\" style=\"left:{:.4}%\"></i>", axis.percent(at))).collect();
    html.write_str("<div class=\"axis\"><span></span><div class=\"ticks\">")?;
    for at in axis.ticks() {
        write!(html, "<span style=\"left:{:.4}%\">{}</span>", axis.percent(at), tick(at, axis.step))?;
    }
    writeln!(html, "{grid}</div><span></span></div>")?;
    marks(html, line, &axis, &grid)?;
    for span in line.calls.iter().take(MAX_CALLS) {
        call(html, span, &axis, &grid)?;
    }
    more(html, line.calls.len(), MAX_CALLS, "calls")?;
    html.write_str("</div>\n</section>\n")
}

/// The time of a tick, with the digits that tell it from the next.
fn tick(at: f64, step: f64) -> String {
    let (unit, name) = match step {
        step if step < 500.0 => (1.0, "ms"),
        step if step < 30e3 => (1e3, "s"),
        step if step < 1_800e3 => (60e3, "min"),
        step if step < 43_200e3 => (3_600e3, "h"),
        _ => (86_400e3, "d"),
    };
    let digits = if step / unit < 1.0 { 1 } else { 0 };
    format!("{:.digits$} {name}", at / unit)
}

/// Console lines and timers on one row.
fn marks(html: &mut String, line: &Timeline, axis: &Axis, grid: &str) -> fmt::Result {
    let mut marks = String::new();
    for moment in &line.moments {
        let (class, title) = match &moment.what {
            What::Console(level, line) => {
                let class = if *level == ConsoleLevel::Error { "mark bad" } else { "mark" };
                (class, text::console_line(*level, &text::shortened(line, MAX_LABEL)))
            }
            What::Emitted(value) => ("mark", format!("emitted {}", text::value(value, MAX_LABEL))),
            What::Timer => ("mark", "timer".to_owned()),
            What::Called(_) | What::Progress(..) | What::Answered(_) => continue,
        };
        let left = axis.percent(moment.at);
        write!(marks, "<i class=\"{class}\" style=\"left:{left:.4}%\" title=\"{}\"></i>", escape(&title))?;
        if marks.len() > 1 << 20 {
            break;
        }
    }
    if marks.is_empty() {
        return Ok(());
    }
    writeln!(
        html,
        "<div class=\"axis marks\"><span>console, timers</span>\
         <div class=\"track\">{grid}{marks}</div><span></span></div>"
    )
}

fn call(html: &mut String, span: &CallSpan, axis: &Axis, grid: &str) -> fmt::Result {
    let CallSpan { call, start, end, outcome } = span;
    let took = end.map(|end| text::duration(end - start));
    let (class, note) = match (outcome, &took) {
        (CallOutcome::Failed { .. }, Some(took)) => ("bad", format!("✕ {took}")),
        (CallOutcome::Ok(_), Some(took)) => ("ok", took.clone()),
        _ => ("wait", "waits".to_owned()),
    };
    let left = axis.percent(*start);
    let width = end.map_or(100.0, |end| axis.percent(end)) - left;
    let (name, args) = (escape(&text::shortened(&call.name, 128)), escape(&text::value(&call.args, MAX_LABEL)));
    write!(
        html,
        "<details class=\"{class}\">\n<summary><span class=\"label\"><code>{name}</code> <code>{args}</code></span>\
         <div class=\"track\">{grid}<i class=\"bar\" style=\"left:{left:.4}%;width:{width:.4}%\"></i></div>\
         <span class=\"end\">{note}</span></summary>\n<dl>\n"
    )?;
    let mut fact = |name: &str, value: &str| writeln!(html, "<dt>{name}</dt><dd><pre>{}</pre></dd>", escape(value));
    fact("call", &format!("{} at +{start:.1} ms", call.id))?;
    fact("arguments", &text::lines(&call.args, MAX_VALUE))?;
    match outcome {
        CallOutcome::Pending => fact("answer", "none yet")?,
        CallOutcome::Ok(value) => fact("result", &text::lines(value, MAX_VALUE))?,
        CallOutcome::Failed { code, message } => {
            fact("failure", &format!("{code}: {}", text::shortened(message, MAX_VALUE)))?;
        }
    }
    html.write_str("</dl>\n</details>\n")
}

fn console(html: &mut String, line: &Timeline) -> fmt::Result {
    html.write_str("<section>\n<h2>Console</h2>\n<div class=\"card\">\n")?;
    let lines = line.moments.iter().filter_map(|moment| match &moment.what {
        What::Console(level, line) => Some((moment.at, level.as_str(), text::shortened(line, MAX_VALUE))),
        What::Emitted(value) => Some((moment.at, "emitted", text::value(value, MAX_VALUE))),
        _ => None,
    });
    let count = lines.clone().count();
    if count == 0 {
        return html.write_str("<p class=\"none\">The script wrote nothing.</p>\n</div>\n</section>\n");
    }
    html.write_str("<table class=\"lines\">\n")?;
    for (at, level, line) in lines.take(MAX_CONSOLE) {
        writeln!(
            html,
            "<tr class=\"{level}\"><td class=\"time\">+{at:.1} ms</td><td class=\"level\">{level}</td>\
             <td class=\"text mono\">{}</td></tr>",
            escape(&line)
        )?;
    }
    html.write_str("</table>\n")?;
    more(html, count, MAX_CONSOLE, "lines")?;
    html.write_str("</div>\n</section>\n")
}

/// Writes the result, and gives the line of the script where it failed.
fn result(html: &mut String, line: &Timeline) -> Result<Option<u32>, fmt::Error> {
    html.write_str("<section>\n<h2>Result</h2>\n<div class=\"card result\">\n")?;
    let mut wrong_line = None;
    match &line.end {
        End::Value(value) => writeln!(html, "<pre>{}</pre>", escape(&text::lines(value, MAX_VALUE)))?,
        End::Failed(failure) => {
            wrong_line = failure.line;
            writeln!(
                html,
                "<pre class=\"failure bad\">{}</pre>",
                escape(&text::shortened(&failure.to_string(), MAX_VALUE))
            )?;
        }
        End::Waiting => html.write_str("<p class=\"none\">None yet: the session waits.</p>\n")?,
    }
    html.write_str("</div>\n</section>\n")?;
    Ok(wrong_line)
}

fn source(html: &mut String, code: &str, wrong_line: Option<u32>) -> fmt::Result {
    html.write_str("<section>\n<h2>Script</h2>\n<ol class=\"card source\">\n")?;
    for (number, line) in (1..).zip(code.lines().take(MAX_SOURCE)) {
        let class = if Some(number) == wrong_line { " class=\"at\"" } else { "" };
        writeln!(html, "<li{class}><code>{}</code></li>", escape(line))?;
    }
    html.write_str("</ol>\n")?;
    more(html, code.lines().count(), MAX_SOURCE, "lines")?;
    html.write_str("</section>\n")
}

/// Says how many rows are left out.
fn more(html: &mut String, count: usize, shown: usize, what: &str) -> fmt::Result {
    match count.checked_sub(shown) {
        None | Some(0) => Ok(()),
        Some(more) => writeln!(html, "<p class=\"more\">and {more} more {what}</p>"),
    }
}
