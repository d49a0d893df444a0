import path from 'node:path';

/** Files that an editor shows as noise: they are revealed in their folder instead. Nothing is ever unpickled. */
const binary: ReadonlySet<string> = new Set(
  'arrow bin bst cbm ckpt feather gz h5 hdf5 joblib keras msgpack mlmodel model npy npz onnx orc parquet pb pickle pkl pt pth safetensors tar tflite ubj xz zip zst'
    .split(' ')
    .map((name) => `.${name}`),
);
const text: ReadonlySet<string> = new Set(['.json', '.md', '.txt', '.yaml', '.yml', '.csv', '.tsv', '.toml']);

/** Whether an editor can show an artifact: text, pictures, tables. */
export function canBeShown(artifact: { readonly path: string; readonly kind: string }): boolean {
  const extension = path.posix.extname(artifact.path).toLowerCase();
  if (text.has(extension)) return true;
  return artifact.kind !== 'model' && !binary.has(extension);
}
