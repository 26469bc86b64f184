"""Enclave in agent frameworks. Each module needs a package of its own, which an extra of `enclave` installs.

| module | extra | an `Enclave` there | their tools in an `Enclave` |
|---|---|---|---|
| `pydantic_ai` | `enclave[pydantic-ai]` | `run_code_tool` | `EnclaveToolset` |
| `langchain` (and LangGraph) | `enclave[langchain]` | `run_code_tool` | `enclave_tools` |
| `openai_agents` | `enclave[openai-agents]` | `run_code_tool` | `enclave_tools` |
| `mcp` | `enclave[mcp]` | `serve_stdio`, `serve_http` | `connect` |

The model is given one tool, `run_code`, in place of many: see `run_code`.
"""
