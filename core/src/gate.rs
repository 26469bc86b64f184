//! What stands between a script's call and the host's function: names, rates, arguments, references, policy.

use std::sync::Arc;

use enclave_contract::{Call, CallKind, Config, ConfigError, ErrorCode, RateLimit, RefusedBy, ToolFailure, Value};
use enclave_sandbox::{DESCRIBE_TOOL, GuestCall, READ_REFERENCE, SEARCH_TOOLS};
use sha2::{Digest, Sha256};

use crate::{
    audit::{Audit, AuditSink},
    policy::{Policy, Verdict},
    rate::{self, Rates},
    references::References,
    secrets::Secrets,
    tools::ToolTable,
};

/// What an `Enclave` holds calls to.
#[derive(Debug, Default)]
pub(crate) struct Rules {
    pub(crate) policy: Policy,
    rate_limit: RateLimit,
    reference_bytes: Option<u64>,
    max_reference_bytes: u64,
    pub(crate) secrets: Secrets,
    pub(crate) audit: Option<Audit>,
}

impl Rules {
    /// The rules that a configuration asks for.
    ///
    /// # Errors
    /// When the policy or a rate limit is not of the right shape.
    pub(crate) fn new(config: &Config, secrets: Secrets, audit: Option<AuditSink>) -> Result<Self, ConfigError> {
        rate::checked(&config.rate_limit, "rate_limit")?;
        for tool in &config.tools {
            rate::checked(&tool.rate_limit, &format!("rate_limit of tool `{}`", tool.name))?;
        }
        Ok(Self {
            policy: Policy::new(config.policy.clone())?,
            rate_limit: config.rate_limit,
            reference_bytes: config.reference_bytes,
            max_reference_bytes: config.max_reference_bytes(),
            secrets,
            audit: audit.map(|sink| Audit::new(sink, &config.redact)).transpose()?,
        })
    }
}

/// The gate of one session.
#[derive(Debug)]
pub(crate) struct Gate {
    tools: Arc<ToolTable>,
    rules: Arc<Rules>,
    rates: Rates,
    references: References,
}

/// What becomes of a call.
#[derive(Debug)]
pub(crate) enum Admission {
    /// The host is asked, when its turn comes.
    Asked(Call),
    /// The session answers.
    Answered(Answered),
}

/// A call that the host is not asked about.
#[derive(Debug)]
pub(crate) struct Answered {
    /// What could be read of it.
    pub(crate) call: Call,
    pub(crate) answer: Result<Value, ToolFailure>,
    /// What refused it; none when it has its result.
    pub(crate) refused_by: Option<RefusedBy>,
}

/// Why a call is refused.
struct Refused(RefusedBy, ErrorCode, String);

/// What becomes of an answer.
pub(crate) enum Checked {
    /// The script gets it.
    Answer(Result<Value, ToolFailure>),
    /// The script gets a handle of it.
    Reference(Arc<Value>),
}

impl Gate {
    pub(crate) fn new(tools: Arc<ToolTable>, rules: Arc<Rules>, seed: u64) -> Self {
        let references = References::new(seed, rules.max_reference_bytes);
        Self { tools, rules, rates: Rates::default(), references }
    }

    pub(crate) fn tools(&self) -> &Arc<ToolTable> {
        &self.tools
    }

    pub(crate) fn rules(&self) -> &Arc<Rules> {
        &self.rules
    }

    /// Counts from the beginning: the script runs again.
    pub(crate) fn begin_again(&mut self) {
        self.rates = Rates::default();
    }

    /// What becomes of a call that the script makes; `now` is the session's time.
    pub(crate) fn admit(&mut self, call: GuestCall, now: f64) -> Admission {
        let GuestCall { id, name, args } = call;
        let counted = self.count(&name, now);
        let (args, refused) = match args {
            Ok(args) => (args, None),
            Err(error) => {
                let message = format!("arguments of `{name}`: {}", error.message);
                (Value::Undefined, Some(Refused(RefusedBy::Marshaller, error.code, message)))
            }
        };
        let mut call = Call { id, name, args, kind: CallKind::Tool };
        // As before each other check: how often, whether there is such a tool, whether the arguments can cross.
        let refused = counted.and_then(|()| self.known(&call.name)).and_then(|()| refused.map_or(Ok(()), Err));
        let ours = refused.as_ref().ok().and_then(|()| self.answer(&call));
        if let Some(answer) = ours {
            let answer = answer.map_err(|message| {
                let code = ErrorCode::ToolArgumentsInvalid.to_string();
                ToolFailure { code, message, data: Value::Undefined }
            });
            return Admission::Answered(Answered { call, answer, refused_by: None });
        }
        match refused.and_then(|()| self.kind_of(&call)) {
            Ok(kind) => {
                call.kind = kind;
                Admission::Asked(call)
            }
            Err(Refused(by, code, message)) => {
                let failure = ToolFailure { code: code.to_string(), message, data: Value::Undefined };
                Admission::Answered(Answered { call, answer: Err(failure), refused_by: Some(by) })
            }
        }
    }

    /// The session's own answer, where the call is for it.
    fn answer(&self, call: &Call) -> Option<Result<Value, String>> {
        let text = |key| call.args.get(key).and_then(Value::as_str);
        match call.name.as_str() {
            READ_REFERENCE => Some(self.references.read(&call.args)),
            SEARCH_TOOLS => Some(match text("query") {
                Some(query) => Ok(self.tools.search_for_script(query, call.args.get("limit"))),
                None => Err("`search_tools` takes a text: what the tool should do".to_owned()),
            }),
            DESCRIBE_TOOL => Some(match text("name") {
                Some(name) => self.tools.describe(name).map(Value::String).ok_or_else(|| self.tools.not_found(name)),
                None => Err("`describe_tool` takes the name of a tool".to_owned()),
            }),
            _ => None,
        }
    }

    /// What the host is asked about a call that a journal has, as if the script had just made it; or why it is refused.
    pub(crate) fn readmit(&self, call: &Call) -> Result<CallKind, String> {
        self.known(&call.name).and_then(|()| self.kind_of(call)).map_err(|Refused(_, _, message)| message)
    }

    fn count(&mut self, name: &str, now: f64) -> Result<(), Refused> {
        let tool = self.tools.get(name).map(|tool| tool.rate_limit).unwrap_or_default();
        self.rates
            .count(name, &self.rules.rate_limit, &tool, now)
            .map_err(|message| Refused(RefusedBy::Limit, ErrorCode::RateLimited, message))
    }

    fn known(&self, name: &str) -> Result<(), Refused> {
        if matches!(name, READ_REFERENCE | SEARCH_TOOLS | DESCRIBE_TOOL) || self.tools.knows(name) {
            return Ok(());
        }
        Err(Refused(RefusedBy::Name, ErrorCode::ToolNotFound, self.tools.not_found(name)))
    }

    /// What the host is asked about a call whose arguments fit.
    fn kind_of(&self, call: &Call) -> Result<CallKind, Refused> {
        let Call { name, args, .. } = call;
        let invalid = |message| Refused(RefusedBy::Schema, ErrorCode::ToolArgumentsInvalid, message);
        if !matches!(args, Value::Object(_)) {
            let message = format!("`{name}` takes one object with its arguments, such as `{{ key: value }}`");
            return Err(invalid(message));
        }
        let resolved = self.references.resolved(args);
        let resolved = resolved.map_err(|what| invalid(format!("arguments of `{name}`: {what}")))?;
        self.tools.check_arguments(name, resolved.as_ref().unwrap_or(args)).map_err(invalid)?;
        self.kind(call, self.rules.policy.judge(name, self.tools.get(name)))
    }

    /// What the host is asked next, when it has said whether the predicate of a rule holds; or why the call is refused.
    pub(crate) fn judged(&self, call: &Call, rule: u32, holds: bool) -> Result<CallKind, String> {
        let verdict = self.rules.policy.judged(rule, holds, &call.name, self.tools.get(&call.name));
        self.kind(call, verdict).map_err(|Refused(_, _, message)| message)
    }

    fn kind(&self, call: &Call, verdict: Verdict) -> Result<CallKind, Refused> {
        match verdict {
            Verdict::Allow => Ok(CallKind::Tool),
            Verdict::Ask(reason) => Ok(CallKind::Approval { hash: hash(call), reason }),
            Verdict::Judge(rule) => Ok(CallKind::Policy { rule }),
            Verdict::Deny(reason) => Err(Refused(RefusedBy::Policy, ErrorCode::ToolDenied, reason)),
        }
    }

    /// Whether a call may wait for its answer besides the open ones.
    pub(crate) fn has_room(&self, call: &Call, open: &[Call]) -> bool {
        let name = &call.name;
        let all = self.rules.rate_limit.max_concurrent.is_none_or(|max| open.len() < max as usize);
        let tool = self.tools.get(name).and_then(|tool| tool.rate_limit.max_concurrent);
        let weighs = |call: &Call| self.references.weight(&call.args);
        all && tool.is_none_or(|max| open.iter().filter(|call| call.name == *name).count() < max as usize)
            && self.references.have_room(weighs(call), open.iter().map(weighs))
    }

    /// The call as the host gets it: its tool, and what judges it, see what handles stand for. Who approves it sees the
    /// handles, which say what they are.
    pub(crate) fn for_host(&self, call: &Call) -> Call {
        let resolved = match call.kind {
            CallKind::Approval { .. } => None,
            // It was resolved when it was admitted.
            CallKind::Tool | CallKind::Policy { .. } => self.resolved(&call.args),
        };
        Call { args: resolved.unwrap_or_else(|| call.args.clone()), ..call.clone() }
    }

    /// Arguments with what their handles stand for; none when they have none.
    pub(crate) fn resolved(&self, args: &Value) -> Option<Value> {
        self.references.resolved(args).ok().flatten()
    }

    /// A tool's answer as the script may have it.
    pub(crate) fn checked(&mut self, call: &Call, answer: Result<Value, ToolFailure>, by_reference: bool) -> Checked {
        let failed = |message| {
            Checked::Answer(Err(ToolFailure {
                code: ErrorCode::ToolError.to_string(),
                message,
                data: Value::Undefined,
            }))
        };
        let mut value = match answer {
            Ok(value) => value,
            Err(failure) => return Checked::Answer(Err(self.rules.secrets.scrub_failure(failure))),
        };
        self.rules.secrets.scrub_value(&mut value);
        if let Err(message) = self.tools.check_result(&call.name, &value) {
            return failed(message);
        }
        let declared = self.tools.get(&call.name).is_some_and(|tool| tool.by_reference);
        let too_long = || self.rules.reference_bytes.is_some_and(|max| value.json_bytes() > max);
        if !(by_reference || declared || too_long()) {
            return Checked::Answer(Ok(value));
        }
        let value = Arc::new(value);
        match self.references.keep(call.id, Arc::clone(&value)) {
            Ok(()) => Checked::Reference(value),
            Err(message) => failed(format!("result of `{}`: {message}", call.name)),
        }
    }

    pub(crate) fn references(&mut self) -> &mut References {
        &mut self.references
    }

    /// What the host gets of a value that the script returned: what its handles stand for.
    pub(crate) fn returned(&self, value: Value) -> Result<Value, String> {
        Ok(self.references.returned(&value)?.unwrap_or(value))
    }
}

/// What is approved: the name and the arguments, byte for byte.
fn hash(call: &Call) -> String {
    let mut bytes = Vec::new();
    // Writing to memory cannot fail, and values are plain data; a hash of nothing would approve nothing else.
    let _ = ciborium::into_writer(&(&call.name, &call.args), &mut bytes);
    Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
