import { part } from './api';

interface Said {
  event: 'open' | 'gone' | 'run' | 'progress';
  data?: string;
}

interface Progress {
  run: string;
  step: string;
  done: number;
  total?: number;
  unit: 'bytes' | 'files';
}

const notices = document.getElementById('notices');
let isGone = false;

function notice(text: string | undefined, isLasting: boolean): void {
  if (!notices || !text) {
    return;
  }
  notices.textContent = text;
  notices.classList.toggle('lasting', isLasting);
  if (!isLasting) {
    setTimeout(() => (notices.textContent = ''), 4000);
  }
}

/** A part of the page that is made anew by the station: one request at a time, and the newest state wins. */
class Live {
  private isAsking = false;
  private isStale = false;

  readonly run: string | undefined;

  constructor(
    private readonly element: HTMLElement,
    private readonly address: string,
  ) {
    this.run = element.dataset.run;
  }

  async refresh(): Promise<void> {
    if (this.isAsking) {
      this.isStale = true;
      return;
    }
    this.isAsking = true;
    try {
      do {
        this.isStale = false;
        replace(this.element, await part(this.address));
      } while (this.isStale);
    } catch {
      // Told by the stream, which is gone as well.
    } finally {
      this.isAsking = false;
    }
  }
}

/** Puts in what is another one, piece by piece: a form that somebody fills in stays as it is. */
function replace(element: HTMLElement, html: string): void {
  const made = document.createElement('template');
  made.innerHTML = html;
  const [now, then] = [[...element.children] as HTMLElement[], [...made.content.children] as HTMLElement[]];
  const key = (e: HTMLElement) => e.dataset.question ?? `${e.tagName}.${e.className}`;
  then.forEach((fresh, i) => {
    const old = now[i];
    if (old && key(old) === key(fresh)) {
      if (old.dataset.question === undefined) {
        if (old.dataset.made !== fresh.outerHTML) {
          const source = fresh.outerHTML;
          old.replaceWith(fresh);
          fresh.dataset.made = source;
        }
      } else if (fresh.querySelector('[data-checklist]') && !old.contains(document.activeElement)) {
        ticks(old, fresh);
      }
      return;
    }
    const same = now.slice(i).find((o) => o.dataset.question !== undefined && o.dataset.question === fresh.dataset.question);
    if (same) {
      element.insertBefore(same, now[i] ?? null);
      now.splice(now.indexOf(same), 1);
      now.splice(i, 0, same);
    } else {
      element.insertBefore(fresh, now[i] ?? null);
      now.splice(i, 0, fresh);
    }
  });
  for (const gone of now.slice(then.length)) {
    gone.remove();
  }
  element.dispatchEvent(new CustomEvent('made', { bubbles: true }));
}

// What another tab or the terminal has ticked.
function ticks(old: HTMLElement, fresh: HTMLElement): void {
  for (const box of fresh.querySelectorAll<HTMLInputElement>('input[name=ticked]')) {
    const mine = old.querySelector<HTMLInputElement>(`input[name=ticked][value="${CSS.escape(box.value)}"]`);
    if (mine && mine.dataset.held !== 'true') {
      mine.checked = box.checked;
    }
  }
}

function amount(count: number, unit: Progress['unit']): string {
  const language = document.documentElement.lang;
  if (unit === 'files') {
    return count.toLocaleString(language);
  }
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let [size, i] = [count, 0];
  for (; size >= 1024 && i < units.length - 1; i++) {
    size /= 1024;
  }
  return `${size.toLocaleString(language, { maximumFractionDigits: 1 })} ${units[i]}`;
}

function progressed(progress: Progress): void {
  const bar = document.querySelector<HTMLProgressElement>(`[data-run="${CSS.escape(progress.run)}"] [data-progress="${CSS.escape(progress.step)}"]`);
  const said = bar?.parentElement?.querySelector<HTMLElement>('[data-amount]');
  const since = bar?.parentElement?.querySelector<HTMLElement>('[data-since]')?.dataset.since;
  if (!bar || !said) {
    return;
  }
  if (progress.total) {
    bar.max = progress.total;
    bar.value = progress.done;
    const spent = since ? Date.now() - Date.parse(since) : 0;
    const left = progress.done > 0 ? (spent * (progress.total - progress.done)) / progress.done : 0;
    said.textContent = `${amount(progress.done, progress.unit)} / ${amount(progress.total, progress.unit)} · ≈ ${length(left)}`;
  } else {
    said.textContent = amount(progress.done, progress.unit);
  }
}

function length(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

function tick(): void {
  for (const shown of document.querySelectorAll<HTMLElement>('.elapsed[data-since]')) {
    shown.textContent = length(Date.now() - Date.parse(shown.dataset.since ?? ''));
  }
}

/** Keeps the live parts of the page true. */
export function follow(): void {
  const lives = [...document.querySelectorAll<HTMLElement>('[data-live]')].map((e) => new Live(e, e.dataset.live ?? ''));
  tick();
  setInterval(tick, 1000);
  if (lives.length === 0) {
    return;
  }
  const hear = ({ event, data }: Said) => {
    if (event === 'gone' && !isGone) {
      isGone = true;
      notice(notices?.dataset.gone, true);
    } else if (event === 'open' && isGone) {
      isGone = false;
      notice(notices?.dataset.back, false);
      void Promise.all(lives.map((l) => l.refresh()));
    } else if (event === 'run' && data) {
      const { run } = JSON.parse(data) as { run: string };
      for (const live of lives.filter((l) => l.run === undefined || l.run === run)) {
        void live.refresh();
      }
    } else if (event === 'progress' && data) {
      progressed(JSON.parse(data) as Progress);
    }
  };
  listen(hear);
  document.addEventListener('answered', () => void Promise.all(lives.map((l) => l.refresh())));
}

function listen(hear: (said: Said) => void): void {
  const address = document.querySelector<HTMLScriptElement>('script[data-stream]')?.dataset.stream ?? '/assets/stream.js';
  if ('SharedWorker' in window) {
    const { port } = new SharedWorker(address, { type: 'module', name: 'stream' });
    port.addEventListener('message', (said: MessageEvent<Said>) => hear(said.data));
    port.start();
    addEventListener('pagehide', () => port.postMessage('leave'));
    return;
  }
  const source = new EventSource('/api/events');
  source.addEventListener('open', () => hear({ event: 'open' }));
  source.addEventListener('error', () => hear({ event: 'gone' }));
  for (const event of ['run', 'progress'] as const) {
    source.addEventListener(event, (said) => hear({ event, data: (said as MessageEvent<string>).data }));
  }
}
