"""The machine that measures: is it idle, and what is it, in words that name nobody."""

import os
import platform
import time
from pathlib import Path

STAT = Path("/proc/stat")
MEMORY = Path("/proc/meminfo")
IDLE = 0.95  # of all cores' time


def _times() -> tuple[int, int]:
    """Idle and all time of all cores since the machine started, in ticks."""
    numbers = [int(number) for number in STAT.read_text(encoding="ascii").splitlines()[0].split()[1:9]]
    return numbers[3] + numbers[4], sum(numbers)


def idle_share(seconds: float) -> float:
    """How much of the cores' time nobody used during the next ``seconds``, from 0 to 1."""
    idle, total = _times()
    time.sleep(seconds)
    idle_after, total_after = _times()
    return (idle_after - idle) / max(1, total_after - total)


def wait_until_idle(patience: float = 60.0) -> bool:
    """Wait until nothing else runs; False when that did not happen within so many seconds."""
    if not STAT.exists():  # not Linux: let at least the last visit's connections close
        time.sleep(1)
        return True
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if idle_share(0.2) >= IDLE:
            return True
    return False


def description() -> str:
    """Processor, cores and memory: "x86_64, 2 cores, 24 GB"."""
    parts = [platform.machine(), f"{os.cpu_count()} cores"]
    if MEMORY.exists():
        kilobytes = int(MEMORY.read_text(encoding="ascii").split()[1])
        parts.append(f"{round(kilobytes / 1_000_000)} GB memory")
    return ", ".join([platform.system(), *parts])
