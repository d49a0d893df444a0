import type { SeriesReply, SeriesRequest } from '../../src/protocol/catalog.ts';

/** The one question that curves ask. `Host` answers it; tests may answer it otherwise. */
export interface SeriesPort {
  ask(method: 'series', request: SeriesRequest, signal?: AbortSignal): Promise<SeriesReply>;
}
