"""Has the library that runs the models tell nobody that it runs."""

from __future__ import annotations

import os

_SWITCH = "ORT_DISABLE_TELEMETRY"


def unobserved() -> None:
    """Switch off what ONNX Runtime reports to its maker. To be called before it is first imported.

    As it comes it keeps an identifier of the machine in the user's cache folder, and sends when
    which model was loaded. Whoever has set the variable himself is obeyed.
    """
    os.environ.setdefault(_SWITCH, "1")
