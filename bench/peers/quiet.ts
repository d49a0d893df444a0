/** Environment in which a tracker stays on this machine and in one folder, asks nothing and calls nobody. */
export function quietEnvironment(folder: string): NodeJS.ProcessEnv {
  const kept = ['PATH', 'LANG', 'LC_ALL', 'TMPDIR', 'SystemRoot', 'OPENBLAS_CORETYPE', 'OPENBLAS_L2_SIZE'];
  return {
    ...Object.fromEntries(kept.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []))),
    HOME: folder,
    PYTHONDONTWRITEBYTECODE: '1',
    PYTHONUNBUFFERED: '1',
    DO_NOT_TRACK: '1',
    WANDB_MODE: 'offline',
    WANDB_SILENT: 'true',
    WANDB_ERROR_REPORTING: 'false',
    MLFLOW_DISABLE_TELEMETRY: 'true',
    MLFLOW_TRACKING_URI: `sqlite:///${folder}/mlflow.db`,
    GIT_PYTHON_REFRESH: 'quiet',
    HF_HUB_OFFLINE: '1',
    HF_HUB_DISABLE_TELEMETRY: '1',
    GRADIO_ANALYTICS_ENABLED: 'False',
    TRACKIO_DIR: `${folder}/trackio`,
    DVC_NO_ANALYTICS: '1',
    DVC_STUDIO_OFFLINE: 'true',
  };
}
