"""Serves the tools of a Python module over the standard input and output, as an MCP server.

Runs by the standard library alone; where the module uses `enclave`, its tools are what `@tool` made.
"""

import asyncio
import base64
import concurrent.futures
import dataclasses
import datetime
import decimal
import enum
import importlib.util
import inspect
import json
import os
import sys
import threading
import traceback
import typing
import types
import uuid

MAX_THREADS = 64
"""Calls of plain functions that run at once; further ones wait for a thread."""
MAX_SCHEMA_DEPTH = 16
PLAIN = {str: "string", int: "integer", float: "number", bool: "boolean", type(None): "null"}


def main(path):
    path = os.path.abspath(path)
    # The protocol has descriptors of its own: what the module prints, or programs that it starts, goes to stderr.
    incoming = os.fdopen(os.dup(0), "rb")
    outgoing = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    sys.stdout.reconfigure(line_buffering=True)
    sys.argv = [path]
    module = imported(path)
    try:
        tools = {tool.name: tool for tool in collected(module)}
    except Misfit as error:
        print(f"{os.path.basename(path)}: {error}", file=sys.stderr)
        raise SystemExit(1) from None
    Server(tools, path, outgoing).run(incoming)


class Misfit(Exception):
    """What is wrong with the module, and not in it."""


def imported(path):
    sys.path.insert(0, os.path.dirname(os.path.abspath(path)))
    name = os.path.splitext(os.path.basename(path))[0]
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except BaseException as error:
        print_error(error, path)
        raise SystemExit(1) from None
    return module


def print_error(error, path):
    """Tells of an exception; from the module's own lines on, where it passed them."""
    where = error.__traceback__
    while where is not None and where.tb_frame.f_code.co_filename != path:
        where = where.tb_next
    traceback.print_exception(type(error), error, where or error.__traceback__)


def collected(module):
    """The tools of a module: its `tools`, or what `@tool` made in it, or else its public functions."""
    declared = getattr(module, "tools", None)
    if isinstance(declared, dict):
        return [tool_of(function, name) for name, function in declared.items()]
    if isinstance(declared, (list, tuple)):
        return [tool_of(function, None) for function in declared]
    public = [(name, value) for name, value in vars(module).items() if not name.startswith("_")]
    made = [value for value in vars(module).values() if is_enclave_tool(value)]
    if made:
        unique = {id(tool): tool for tool in made}
        return [tool_of(tool, None) for tool in unique.values()]
    functions = [
        value for _, value in public if inspect.isfunction(value) and value.__module__ == module.__name__
    ]
    if not functions:
        raise Misfit("it has no tools: make them with `@tool`, or write public functions")
    return [tool_of(function, None) for function in functions]


def is_enclave_tool(value):
    enclave = sys.modules.get("enclave")
    return enclave is not None and isinstance(value, enclave.Tool)


def is_reference(value):
    kind = getattr(sys.modules.get("enclave"), "Reference", None)
    return kind is not None and isinstance(value, kind)


def tool_of(function, name):
    if not is_enclave_tool(function):
        try:
            from enclave import Tool
        except ImportError:
            return PlainTool(function, name)
        function = Tool(function)
    return EnclaveTool(function if name is None else function.renamed(name))


class EnclaveTool:
    """What `@tool` made."""

    def __init__(self, tool):
        self.tool = tool
        self.name = tool.name
        names = getattr(tool, "secrets", ())
        missing = [name for name in names if name not in os.environ]
        if missing:
            raise Misfit(f"the tool `{tool.name}` needs the secret `{missing[0]}`: set the variable of that name")
        self.secrets = {name: os.environ[name] for name in names}

    def described(self):
        spec = self.tool.spec()
        hints = {"read_only": "readOnlyHint", "destructive": "destructiveHint", "idempotent": "idempotentHint",
                 "open_world": "openWorldHint"}
        annotations = {hints[name]: value for name, value in spec["annotations"].items() if name in hints}
        rest = {key: value for key, value in spec.items()
                if key not in ("name", "description", "input_schema", "output_schema", "annotations")
                and value not in (None, False, [], {})}
        entry = described(self.name, spec["description"], spec["input_schema"], spec["output_schema"], annotations, rest)
        if self.secrets:
            entry.setdefault("_meta", {})["enclave/secrets"] = list(self.secrets)
        return entry

    def prepare(self, args):
        prepared = self.tool.prepare(args, self.secrets) if self.secrets else self.tool.prepare(args)
        return prepared.call, prepared.is_async


class PlainTool:
    """A function, where `enclave` is not installed."""

    def __init__(self, function, name):
        if not callable(function):
            raise Misfit(f"a tool must be a function, not `{type(function).__name__}`")
        self.function = function
        self.name = name or function.__name__
        try:
            self.hints = typing.get_type_hints(function)
        except Exception:
            self.hints = {}
        self.signature = inspect.signature(function)

    def described(self):
        properties, required, is_open = {}, [], False
        for parameter in self.signature.parameters.values():
            if parameter.kind is parameter.VAR_KEYWORD:
                is_open = True
            elif parameter.kind in (parameter.POSITIONAL_OR_KEYWORD, parameter.KEYWORD_ONLY):
                properties[parameter.name] = schema_of(self.hints.get(parameter.name, typing.Any), 0)
                if parameter.default is parameter.empty:
                    required.append(parameter.name)
        schema = {"type": "object", "properties": properties, "additionalProperties": is_open}
        if required:
            schema["required"] = required
        output = schema_of(self.hints.get("return", typing.Any), 0) or None
        return described(self.name, inspect.getdoc(self.function) or "", schema, output, {}, {})

    def prepare(self, args):
        self.signature.bind(**args)
        return (lambda: self.function(**args)), inspect.iscoroutinefunction(self.function)


def described(name, description, input_schema, output_schema, annotations, rest):
    entry = {"name": name, "description": description, "inputSchema": input_schema or {"type": "object"}}
    if output_schema:
        entry["outputSchema"] = output_schema
    if annotations:
        entry["annotations"] = annotations
    if rest:
        entry["_meta"] = {"enclave/spec": rest}
    return entry


def schema_of(hint, depth):
    """The JSON Schema of a type; without a word on what is not known."""
    if depth >= MAX_SCHEMA_DEPTH:
        return {}
    if hint in PLAIN:
        return {"type": PLAIN[hint]}
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Annotated:
        schema = schema_of(args[0], depth + 1)
        texts = [one for one in args[1:] if isinstance(one, str)]
        return {**schema, "description": texts[0]} if texts else schema
    if origin is typing.Literal:
        return {"enum": list(args)}
    if origin is typing.Union or origin is getattr(types, "UnionType", None):
        return {"anyOf": [schema_of(one, depth + 1) for one in args]}
    if hint in (list, tuple, set) or origin in (list, set, frozenset) or (origin is tuple and args[1:] == (...,)):
        items = schema_of(args[0], depth + 1) if args else {}
        return {"type": "array", "items": items} if items else {"type": "array"}
    if hint is dict or origin is dict:
        values = schema_of(args[1], depth + 1) if len(args) == 2 else {}
        return {"type": "object", "additionalProperties": values} if values else {"type": "object"}
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        return {"enum": [one.value for one in hint]}
    return {}


class Server:
    """Requests in, answers out. Async tools run in one event loop, others in threads."""

    def __init__(self, tools, path, outgoing):
        self.tools = tools
        self.path = path
        self.outgoing = outgoing
        self.lock = threading.Lock()
        self.running = {}
        self.threads = concurrent.futures.ThreadPoolExecutor(MAX_THREADS)

    def run(self, incoming):
        asyncio.run(self.serve(incoming))

    async def serve(self, incoming):
        loop = asyncio.get_running_loop()
        ended = loop.create_future()

        def read():
            for line in incoming:
                loop.call_soon_threadsafe(self.take, json.loads(line))
            loop.call_soon_threadsafe(ended.set_result, None)

        threading.Thread(target=read, daemon=True).start()
        await ended
        # Threads of tools that still run would hold up the end.
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)

    def take(self, message):
        method, params, number = message.get("method"), message.get("params") or {}, message.get("id")
        if method == "initialize":
            self.answer(number, {
                "protocolVersion": params.get("protocolVersion"),
                "capabilities": {"tools": {}},
                "serverInfo": {"name": "enclave-python", "version": "1"},
            })
        elif method == "ping":
            self.answer(number, {})
        elif method == "tools/list":
            try:
                self.answer(number, {"tools": [tool.described() for tool in self.tools.values()]})
            except Exception as error:
                traceback.print_exc()
                self.refuse(number, -32603, f"{type(error).__name__}: {error}")
        elif method == "tools/call":
            task = asyncio.get_running_loop().create_task(self.call(number, params))
            self.running[number] = task
            task.add_done_callback(lambda _: self.running.pop(number, None))
        elif method == "notifications/cancelled":
            task = self.running.get(params.get("requestId"))
            if task is not None:
                task.cancel()
        elif number is not None:
            self.refuse(number, -32601, f"no method `{method}`")

    async def call(self, number, params):
        name = params.get("name")
        tool = self.tools.get(name)
        if tool is None:
            self.fail(number, "TOOL_NOT_FOUND", f"there is no tool `{name}`", None)
            return
        try:
            call, is_async = tool.prepare(params.get("arguments") or {})
        except Exception as error:
            self.fail(number, "TOOL_ARGUMENTS_INVALID", str(error), None)
            return
        try:
            if is_async:
                value = await call()
            else:
                value = await asyncio.get_running_loop().run_in_executor(self.threads, call)
                if inspect.isawaitable(value):
                    value = await value
            result = {"content": [], "structuredContent": value}
            if is_reference(value):
                result = {"content": [], "structuredContent": value.value, "_meta": {"enclave/reference": True}}
            self.answer(number, result)
        except asyncio.CancelledError:
            raise
        except BaseException as error:
            code = getattr(error, "code", None)
            code = code if isinstance(code, str) else None
            if code is None:
                print_error(error, self.path)
            self.fail(number, code or "TOOL_ERROR", str(error) or type(error).__name__, getattr(error, "data", None))

    def fail(self, number, code, message, data):
        error = {"code": code}
        if data is not None:
            try:
                json.dumps(data, default=plain, allow_nan=False)
                error["data"] = data
            except (TypeError, ValueError):
                pass
        self.answer(number, {
            "content": [{"type": "text", "text": message}], "isError": True, "_meta": {"enclave/error": error},
        })

    def answer(self, number, result):
        self.send({"jsonrpc": "2.0", "id": number, "result": result})

    def refuse(self, number, code, message):
        self.send({"jsonrpc": "2.0", "id": number, "error": {"code": code, "message": message}})

    def send(self, message):
        text = json.dumps(message, default=plain, allow_nan=False, ensure_ascii=False, separators=(",", ":"))
        try:
            line = text.encode() + b"\n"
        except UnicodeEncodeError:
            # Half of a surrogate pair is no text to others.
            line = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode() + b"\n"
        with self.lock:
            self.outgoing.write(line)
            self.outgoing.flush()


def plain(value):
    """What JSON does not have, as what is nearest in it."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    if hasattr(value, "model_dump"):
        return value.model_dump(mode="json")
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, (datetime.datetime, datetime.date, datetime.time)):
        return value.isoformat()
    if isinstance(value, (set, frozenset)):
        return list(value)
    if isinstance(value, (bytes, bytearray)):
        return base64.b64encode(value).decode()
    if isinstance(value, (decimal.Decimal, uuid.UUID)):
        return str(value)
    raise TypeError(f"a tool cannot give a `{type(value).__name__}`: it is not data")


main(sys.argv[1])
