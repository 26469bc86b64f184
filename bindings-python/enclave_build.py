"""The build backend: maturin's, which first builds the worker.

A wheel has two binaries, the native module and the program that runs scripts apart from the host. Maturin builds one
crate; the other is built by `cargo worker` and lies in the package when maturin collects its files.
"""

import os
import shutil
import subprocess

import maturin
from maturin import *  # noqa: F403  the hooks that stay as they are

# What pip uses is this module, which maturin cannot know.
os.environ["MATURIN_NO_MISSING_BUILD_BACKEND_WARNING"] = "1"


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    _build_worker()
    return maturin.build_wheel(wheel_directory, config_settings, metadata_directory)


def build_editable(wheel_directory, config_settings=None, metadata_directory=None):
    _build_worker()
    return maturin.build_editable(wheel_directory, config_settings, metadata_directory)


def _build_worker():
    if not shutil.which("cargo") and not os.environ.get("MATURIN_NO_INSTALL_RUST"):
        # Maturin asks for this package where there is no cargo.
        from puccinialin import setup_rust

        os.environ.update(setup_rust())
    subprocess.run(["cargo", "worker", "--out", os.path.join("python", "enclave")], check=True)
