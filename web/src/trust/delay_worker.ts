import { type DelayOrder, doDelay } from './delay_job';
import type { Port } from './worker_port';

const port = self as Port;

port.onmessage = ({ data }: MessageEvent<DelayOrder>) => {
  // Without a secure context there is none, whatever its type says.
  void doDelay(port, data, crypto.subtle);
};
