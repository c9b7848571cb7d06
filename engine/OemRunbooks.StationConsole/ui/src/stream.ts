// One stream for all tabs of a browser: it allows six connections to a host, and a seventh tab would wait for ever.
const worker = self as unknown as SharedWorkerGlobalScope;
const ports = new Set<MessagePort>();
const lengths = new Map<string, string>();
let source: EventSource | undefined;

function tell(message: unknown): void {
  for (const port of ports) {
    port.postMessage(message);
  }
}

function open(): void {
  source = new EventSource('/api/events');
  source.addEventListener('open', () => tell({ event: 'open' }));
  source.addEventListener('error', () => {
    tell({ event: 'gone' });
    // A stream that was refused for good is not tried again by the browser: the program may come back on this port.
    if (source?.readyState === EventSource.CLOSED) {
      setTimeout(open, 2000);
    }
  });
  for (const event of ['run', 'progress']) {
    source.addEventListener(event, (said) => {
      const data = (said as MessageEvent<string>).data;
      if (event === 'run') {
        lengths.set((JSON.parse(data) as { run: string }).run, data);
      }
      tell({ event, data });
    });
  }
}

worker.addEventListener('connect', (event) => {
  const port = event.ports[0];
  if (!port) {
    return;
  }
  ports.add(port);
  port.addEventListener('message', (said) => {
    if (said.data === 'leave') {
      ports.delete(port);
    }
  });
  port.start();
  if (!source) {
    open();
  }
  // Whoever comes later is told how everything stands.
  for (const data of lengths.values()) {
    port.postMessage({ event: 'run', data });
  }
});
