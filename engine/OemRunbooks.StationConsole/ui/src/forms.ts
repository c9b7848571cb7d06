import { get, post, Refused, told } from './api';

type Body = Record<string, unknown>;

/** What a form holds: names with a dot stand in an object of that name; a tick is yes or no, a file the name under which it was taken. */
export function bodyOf(form: HTMLFormElement, pressed?: HTMLElement | null): Body {
  const body: Body = {};
  const put = (name: string, value: unknown) => {
    const [first, ...rest] = name.split('.');
    if (!first) {
      return;
    }
    if (rest.length === 0) {
      body[first] = value;
    } else {
      ((body[first] ??= {}) as Body)[rest.join('.')] = value;
    }
  };
  for (const control of form.elements) {
    if (control instanceof HTMLInputElement && control.name && control.type !== 'file') {
      put(control.name, control.type === 'checkbox' ? control.checked : control.value);
    } else if ((control instanceof HTMLSelectElement || control instanceof HTMLTextAreaElement) && control.name) {
      put(control.name, control.value);
    }
  }
  if (pressed instanceof HTMLButtonElement && pressed.name) {
    put(pressed.name, pressed.value);
  }
  return body;
}

function say(form: Element | null, problem: string): void {
  const place = form?.querySelector<HTMLElement>('.problem');
  if (place) {
    place.textContent = problem;
  }
}

async function carryOut(button: HTMLButtonElement | null, form: Element | null, work: () => Promise<void>): Promise<void> {
  say(form, '');
  button?.setAttribute('disabled', '');
  try {
    await work();
  } catch (error) {
    say(form ?? document.body, told(error));
    if (!form && error instanceof Refused) {
      document.getElementById('notices')!.textContent = told(error);
    }
  } finally {
    button?.removeAttribute('disabled');
  }
}

async function submit(form: HTMLFormElement, pressed: HTMLButtonElement | null): Promise<void> {
  const isRefusal = pressed?.value === 'false' || pressed?.name === 'choice';
  if (!isRefusal && !form.reportValidity()) {
    return;
  }
  await carryOut(pressed, form, async () => {
    const done = await post<{ run?: string }>(form.dataset.post ?? '', bodyOf(form, pressed));
    if (form.dataset.then === 'run' && done.run) {
      location.assign(`/run/${encodeURIComponent(done.run)}`);
    } else if (form.dataset.then === 'reload') {
      location.reload();
    } else {
      document.dispatchEvent(new Event('answered'));
    }
  });
}

// A tick is kept as it is made; the one that would end the list waits for the button.
function ticked(form: HTMLFormElement, box: HTMLInputElement): void {
  const boxes = [...form.querySelectorAll<HTMLInputElement>('input[name=ticked]')];
  const item = box.closest('li');
  const file = item?.querySelector<HTMLInputElement>(`input[name="files.${CSS.escape(box.value)}"]`)?.value ?? '';
  const comment = item?.querySelector<HTMLInputElement>(`input[name="comments.${CSS.escape(box.value)}"]`)?.value ?? '';
  const ends = boxes.every((b) => b.checked || b.dataset.required !== 'true');
  if (box.checked && (ends || (box.dataset.evidence === 'true' && !file))) {
    box.dataset.held = 'true';
    return;
  }
  if (!box.checked && box.dataset.held === 'true') {
    box.dataset.held = 'false';
    return;
  }
  const body: Body = { step: form.dataset.step, accepted: 'true', [box.checked ? 'ticked' : 'unticked']: [box.value] };
  if (file && box.checked) {
    body.files = { [box.value]: file };
  }
  if (comment) {
    body.comments = { [box.value]: comment };
  }
  void carryOut(null, form, async () => {
    await post(form.dataset.checklist ?? '', body);
  });
}

async function finish(form: HTMLFormElement, pressed: HTMLButtonElement): Promise<void> {
  const all = bodyOf(form);
  const boxes = [...form.querySelectorAll<HTMLInputElement>('input[name=ticked]:checked')];
  const body = {
    step: form.dataset.step,
    accepted: pressed.value,
    ticked: boxes.map((b) => b.value),
    files: all.files ?? {},
    comments: all.comments ?? {},
  };
  await carryOut(pressed, form, async () => {
    await post(form.dataset.checklist ?? '', body);
    document.dispatchEvent(new Event('answered'));
  });
}

async function plan(button: HTMLButtonElement, form: HTMLFormElement): Promise<void> {
  const place = document.getElementById('plan');
  await carryOut(button, form, async () => {
    const html = await post<string>(button.dataset.plan ?? '', bodyOf(form));
    if (place) {
      place.innerHTML = html;
      place.scrollIntoView({ block: 'nearest' });
    }
  });
}

/** Sends a photo or a file at once; the form carries the name under which it was taken. */
async function upload(input: HTMLInputElement): Promise<void> {
  const [around, file] = [input.closest<HTMLElement>('[data-upload]'), input.files?.[0]];
  const said = around?.querySelector<HTMLElement>('.said');
  const hidden = around?.querySelector<HTMLInputElement>('input[type=hidden]');
  if (!around || !file || !said || !hidden) {
    return;
  }
  hidden.value = '';
  said.className = 'said';
  said.textContent = said.dataset.sending ?? '';
  try {
    const answer = await fetch(`/api/uploads?name=${encodeURIComponent(file.name)}`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: file,
    });
    const body = await answer.json();
    if (!answer.ok) {
      throw new Refused(body);
    }
    hidden.value = body.file;
    said.textContent = `${said.dataset.sent ?? ''}: ${file.name}`;
    preview(around, file);
    const box = input.closest('li')?.querySelector<HTMLInputElement>('input[name=ticked]');
    if (box && !box.checked) {
      box.checked = true;
      box.dispatchEvent(new Event('change', { bubbles: true }));
    }
  } catch (error) {
    said.className = 'said problem';
    said.textContent = told(error);
  }
}

function preview(around: HTMLElement, file: File): void {
  around.querySelector('img')?.remove();
  if (!['image/png', 'image/jpeg', 'image/webp', 'image/gif'].includes(file.type)) {
    return;
  }
  const reader = new FileReader();
  reader.addEventListener('load', () => {
    const image = document.createElement('img');
    image.alt = file.name;
    image.src = String(reader.result);
    around.append(image);
  });
  reader.readAsDataURL(file);
}

/** Makes forms and buttons do what they say. */
export function serve(): void {
  document.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement;
    const pressed = event.submitter as HTMLButtonElement | null;
    if (form.dataset.post) {
      event.preventDefault();
      void submit(form, pressed);
    } else if (form.dataset.checklist && pressed) {
      event.preventDefault();
      void finish(form, pressed);
    }
  });
  // Checked when it is sent: a refusal needs no field filled in.
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-post]')) {
    form.noValidate = true;
  }
  document.addEventListener('made', () => {
    for (const form of document.querySelectorAll<HTMLFormElement>('form[data-post]')) {
      form.noValidate = true;
    }
  });
  document.addEventListener('click', (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>('button');
    if (button?.dataset.post) {
      const { post: address, bodyRetry } = button.dataset;
      void carryOut(button, button.closest('section'), async () => {
        await post(address ?? '', bodyRetry ? { retry: bodyRetry } : {});
        document.dispatchEvent(new Event('answered'));
      });
    } else if (button?.dataset.plan && button.form) {
      void plan(button, button.form);
    } else if (button?.dataset.pick) {
      void import('./picker').then(({ pick }) => pick(button, get));
    }
  });
  document.addEventListener('change', (event) => {
    const input = event.target as HTMLInputElement;
    const list = input.closest<HTMLFormElement>('form[data-checklist]');
    if (input.type === 'file') {
      void upload(input);
    } else if (list && input.name === 'ticked') {
      ticked(list, input);
    }
  });
}
