"""Functions that a guard's worker is asked to call in the tests."""

import os
import signal
import time


class TwoPartError(Exception):
    """An exception that cannot be unpickled: it takes two arguments and passes on one."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code


def double(value: int) -> int:
    return 2 * value


def pid() -> int:
    return os.getpid()


def sleep(seconds: float) -> None:
    time.sleep(seconds)


def spin() -> None:
    while True:
        pass


def ignore_being_asked_to_stop() -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    spin()


def take_memory(megabytes: int) -> int:
    return len(bytearray(megabytes * 1024 * 1024))


def die() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def leave() -> None:
    os._exit(3)


def nest_deeply() -> None:
    nest_deeply()


def fail(code: str) -> None:
    raise ValueError(code)


def fail_in_two_parts() -> None:
    raise TwoPartError("code", "detail")


def give_what_cannot_travel() -> object:
    return lambda: None


def echo(content: bytes) -> bytes:
    print("parsers may print")  # noqa: T201
    return content
