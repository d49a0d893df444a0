"""Copies runs from a journal into another tracker, and says how fast.

    python populate.py TRACKER JOURNAL TARGET RUNS

The last line printed is JSON: seconds from the first write until the points can be queried, and the points. Reading the
journal is not counted. `mlflow-bulk` and `trackio-bulk` write past the client, to have large data in minutes instead of hours.
"""

import json
import os
import sqlite3
import sys
import time
from datetime import datetime, timezone
from typing import Any, Dict, Iterator, List, Tuple

Run = Tuple[str, int, Dict[str, Any], List[Tuple[int, int, Dict[str, float]]]]


def read_runs(journal: str, most: int) -> Iterator[Run]:
    folder = os.path.join(journal, ".runstone", "runs")
    for run_id in sorted(os.listdir(folder))[:most]:
        (name,) = [name for name in os.listdir(os.path.join(folder, run_id)) if name.endswith(".jsonl")]
        with open(os.path.join(folder, run_id, name), encoding="utf-8") as lines:
            events = [json.loads(line) for line in lines]
        params = next(event["values"] for event in events if event["type"] == "params")
        points = [(event["step"], event["at"], event["values"]) for event in events if event["type"] == "metrics"]
        yield events[0]["name"], events[0]["at"], params, points


def mlflow_client(runs: Iterator[Run], target: str) -> float:
    import mlflow
    from mlflow.entities import Metric, Param

    client = mlflow.MlflowClient(f"sqlite:///{target}/mlflow.db")
    experiment = client.create_experiment("bench")
    spent = 0.0
    for name, _, params, points in runs:
        metrics = [Metric(key, value, at, step) for step, at, values in points for key, value in values.items()]
        began = time.perf_counter()
        run = client.create_run(experiment, run_name=name)
        client.log_batch(run.info.run_id, params=[Param(key, str(value)) for key, value in params.items()])
        # The most that MLflow takes at once.
        for first in range(0, len(metrics), 1000):
            client.log_batch(run.info.run_id, metrics=metrics[first : first + 1000])
        client.set_terminated(run.info.run_id)
        spent += time.perf_counter() - began
    return spent


def mlflow_bulk(runs: Iterator[Run], target: str) -> float:
    import mlflow

    began = time.perf_counter()
    client = mlflow.MlflowClient(f"sqlite:///{target}/mlflow.db")
    experiment = client.create_experiment("bench")
    database = sqlite3.connect(f"{target}/mlflow.db")
    database.execute("PRAGMA synchronous = OFF")
    for name, started, params, points in runs:
        run = client.create_run(experiment, run_name=name, start_time=started)
        run_id = run.info.run_id
        database.executemany("INSERT INTO params (key, value, run_uuid) VALUES (?, ?, ?)", [(k, str(v), run_id) for k, v in params.items()])
        database.executemany(
            "INSERT INTO metrics (key, value, timestamp, run_uuid, step, is_nan) VALUES (?, ?, ?, ?, ?, 0)",
            [(key, value, at, run_id, step) for step, at, values in points for key, value in values.items()],
        )
        step, at, values = points[-1]
        database.executemany(
            "INSERT INTO latest_metrics (key, value, timestamp, step, is_nan, run_uuid) VALUES (?, ?, ?, ?, 0, ?)",
            [(key, value, at, step, run_id) for key, value in values.items()],
        )
        database.execute("UPDATE runs SET status = 'FINISHED', end_time = ? WHERE run_uuid = ?", (at, run_id))
        database.commit()
    database.close()
    return time.perf_counter() - began


def trackio_client(runs: Iterator[Run], target: str) -> float:
    import trackio

    spent = 0.0
    for name, _, params, points in runs:
        began = time.perf_counter()
        trackio.init(project="bench", name=name, config=params, embed=False)
        for step, _, values in points:
            trackio.log(values, step=step)
        trackio.finish()
        spent += time.perf_counter() - began
    return spent


def trackio_bulk(runs: Iterator[Run], target: str) -> float:
    from trackio.sqlite_storage import SQLiteStorage

    began = time.perf_counter()
    for name, _, params, points in runs:
        SQLiteStorage.bulk_log(
            "bench",
            name,
            [values for _, _, values in points],
            steps=[step for step, _, _ in points],
            timestamps=[datetime.fromtimestamp(at / 1000, timezone.utc).isoformat() for _, at, _ in points],
            config=params,
        )
    return time.perf_counter() - began


def aim_client(runs: Iterator[Run], target: str) -> float:
    import aim

    spent = 0.0
    for name, _, params, points in runs:
        began = time.perf_counter()
        run = aim.Run(repo=target, experiment="bench", system_tracking_interval=None, capture_terminal_logs=False)
        run.name = name
        run["params"] = params
        for step, _, values in points:
            run.track(values, step=step)
        run.close()
        spent += time.perf_counter() - began
    return spent


_TRACKERS = {
    "mlflow": mlflow_client,
    "mlflow-bulk": mlflow_bulk,
    "trackio": trackio_client,
    "trackio-bulk": trackio_bulk,
    "aim": aim_client,
}


def main() -> None:
    tracker, journal, target, most = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
    points = 0

    def counted() -> Iterator[Run]:
        nonlocal points
        for run in read_runs(journal, most):
            points += sum(len(values) for _, _, values in run[3])
            yield run

    seconds = _TRACKERS[tracker](counted(), target)
    print(json.dumps({"seconds": seconds, "points": points}), flush=True)
    os._exit(0)


if __name__ == "__main__":
    main()
