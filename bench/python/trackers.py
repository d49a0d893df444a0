"""One way into each tracker: ``begin`` gives its ``log(metrics, step)`` and ``close()``, as its documentation has them.

Everything stays on this machine, in the folder given.
"""

import json
import os
from typing import Callable, Dict, Tuple

Log = Callable[[Dict[str, float], int], None]
Close = Callable[[], None]


def begin(name: str, folder: str) -> Tuple[Log, Close]:
    os.chdir(folder)
    return _TRACKERS[name](folder)


def _runstone(folder: str) -> Tuple[Log, Close]:
    import runstone

    run = runstone.init(experiment="bench", dir=folder)
    return run.log, run.finish


def _floor(folder: str) -> Tuple[Log, Close]:
    fd = os.open(os.path.join(folder, "floor.jsonl"), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)

    def log(metrics: Dict[str, float], step: int) -> None:
        os.write(fd, (json.dumps({"type": "metrics", "step": step, "values": metrics}) + "\n").encode())

    return log, lambda: os.close(fd)


def _mlflow(folder: str, synchronous: bool = True) -> Tuple[Log, Close]:
    import mlflow

    mlflow.set_tracking_uri(f"sqlite:///{folder}/mlflow.db")
    mlflow.set_experiment("bench")
    mlflow.start_run()

    def log(metrics: Dict[str, float], step: int) -> None:
        mlflow.log_metrics(metrics, step=step, synchronous=synchronous)

    def close() -> None:
        if not synchronous:
            mlflow.flush_async_logging()
        mlflow.end_run()

    return log, close


def _wandb(folder: str) -> Tuple[Log, Close]:
    import wandb

    run = wandb.init(project="bench", mode="offline", dir=folder, settings=wandb.Settings(silent=True))
    return lambda metrics, step: run.log(metrics, step=step), run.finish


def _trackio(folder: str) -> Tuple[Log, Close]:
    import trackio

    trackio.init(project="bench", embed=False)
    return lambda metrics, step: trackio.log(metrics, step=step), trackio.finish


def _tensorboard(folder: str) -> Tuple[Log, Close]:
    from tensorboardX import SummaryWriter

    writer = SummaryWriter(os.path.join(folder, "run"))

    def log(metrics: Dict[str, float], step: int) -> None:
        for key, value in metrics.items():
            writer.add_scalar(key, value, step)

    return log, writer.close


def _aim(folder: str) -> Tuple[Log, Close]:
    import aim

    run = aim.Run(repo=folder, experiment="bench", system_tracking_interval=None)
    return lambda metrics, step: run.track(metrics, step=step), run.close


def _dvclive(folder: str) -> Tuple[Log, Close]:
    from dvclive import Live

    live = Live(dir=os.path.join(folder, "dvclive"), save_dvc_exp=False)

    def log(metrics: Dict[str, float], step: int) -> None:
        live.step = step
        for key, value in metrics.items():
            live.log_metric(key, value)
        live.next_step()

    return log, live.end


_TRACKERS = {
    "runstone": _runstone,
    "floor": _floor,
    "mlflow": _mlflow,
    "mlflow async": lambda folder: _mlflow(folder, synchronous=False),
    "wandb": _wandb,
    "trackio": _trackio,
    "tensorboard": _tensorboard,
    "aim": _aim,
    "dvclive": _dvclive,
}
