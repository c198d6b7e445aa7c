"""A warm kernel behaves like one that was started the ordinary way; only its start is short."""

import multiprocessing
import os
import time

import pytest
from jupyter_client.manager import start_new_kernel

FORK = "forkserver" in multiprocessing.get_all_start_methods()
pytestmark = pytest.mark.skipif(not FORK, reason="this system cannot fork; kernels start the ordinary way")


@pytest.fixture
def start(monkeypatch, tmp_path):
    """Start kernels in a folder, and end them all."""
    monkeypatch.setenv("JUPYTER_DEFAULT_PROVISIONER_NAME", "warm-kernel")
    running = []

    def begin(**environment):
        environment = os.environ | {"TMPDIR": str(tmp_path)} | environment
        manager, client = start_new_kernel(kernel_name="python3", cwd=str(tmp_path), env=environment)
        running.append((manager, client))
        return manager, client

    yield begin
    for manager, client in running:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def value(client, expression):
    reply = client.execute("", user_expressions={"it": expression}, reply=True, timeout=30)
    found = reply["content"]["user_expressions"]["it"]
    return found["data"]["text/plain"] if found["status"] == "ok" else found["ename"]


def test_it_has_the_libraries_before_it_was_asked_for_them_and_none_of_the_kits_modules(start):
    _, client = start()
    assert value(client, "'pandas' in __import__('sys').modules") == "True"
    loaded = "[name for name in __import__('sys').modules if name.startswith('helpers.data')]"
    assert value(client, loaded) == "[]"


def test_it_runs_in_its_own_folder_with_its_own_environment(start, tmp_path):
    _, client = start(TWO_SHORES_TEST="given")
    assert value(client, "__import__('os').getcwd()") == repr(str(tmp_path))
    assert value(client, "__import__('os').environ['TWO_SHORES_TEST']") == "'given'"


def test_two_kernels_share_nothing_that_they_change(start):
    (_, one), (_, other) = start(), start()
    one.execute("import pandas; pandas.mine = 1; x = 2", reply=True, timeout=30)
    assert value(one, "pandas.mine + x") == "3"
    assert value(other, "x") == "NameError"
    assert value(other, "hasattr(__import__('pandas'), 'mine')") == "False"


def test_a_figure_of_matplotlib_is_shown_as_a_picture(start):
    _, client = start()
    seen = []
    client.execute_interactive(
        "import matplotlib.pyplot as plt\n_ = plt.plot([1, 2])",
        output_hook=lambda message: seen.append(message["content"].get("data", {})),
        timeout=60,
    )
    assert any("image/png" in data for data in seen)


def test_a_kernel_that_dies_is_noticed_and_one_that_hangs_can_be_interrupted(start):
    manager, client = start()
    # A kernel throws away what arrives shortly after an error, unless told not to.
    client.execute("print('begun', flush=True)\nwhile True: pass", stop_on_error=False)
    while client.get_iopub_msg(timeout=30)["msg_type"] != "stream":
        pass
    manager.interrupt_kernel()
    assert client.get_shell_msg(timeout=30)["content"]["status"] == "error"
    assert manager.is_alive()
    client.execute("import os; os._exit(3)")
    until = time.monotonic() + 20
    while manager.is_alive() and time.monotonic() < until:
        time.sleep(0.05)
    assert not manager.is_alive()
