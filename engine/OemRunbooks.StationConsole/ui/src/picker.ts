import { html, render } from 'lit';
import { told } from './api';

interface Item {
  name: string;
  path: string;
  directory: boolean;
}

interface Listing {
  in: string;
  items: Item[];
}

/** Lets somebody choose a file or directory of the station. */
export async function pick(button: HTMLButtonElement, get: <T>(address: string) => Promise<T>): Promise<void> {
  const field = document.getElementById(button.dataset.pick ?? '') as HTMLInputElement | null;
  const wantsDirectory = button.dataset.kind === 'directory';
  if (!field) {
    return;
  }
  const dialog = document.createElement('dialog');
  dialog.className = 'picker';
  dialog.setAttribute('aria-label', button.textContent ?? '');
  document.body.append(dialog);
  const choose = (path: string) => {
    field.value = path;
    dialog.close();
  };
  const show = async (place: string): Promise<void> => {
    try {
      const listing = await get<Listing>(`/api/files?in=${encodeURIComponent(place)}`);
      const above = listing.in.includes('/') ? listing.in.slice(0, listing.in.lastIndexOf('/')) : '';
      render(
        html`<h2>/${listing.in}</h2>
          <ul>
            ${listing.in ? html`<li><button type="button" @click=${() => show(above)}>../</button></li>` : ''}
            ${listing.items.map(
              (item) =>
                html`<li>
                  <button
                    type="button"
                    ?disabled=${wantsDirectory && !item.directory}
                    @click=${() => (item.directory ? show(item.path) : choose(item.path))}
                  >
                    ${item.name}${item.directory ? '/' : ''}
                  </button>
                </li>`,
            )}
          </ul>
          <p class="actions">
            ${wantsDirectory && listing.in ? html`<button type="button" class="main" @click=${() => choose(listing.in)}>✓ ${listing.in}</button>` : ''}
            <button type="button" class="plain" @click=${() => dialog.close()}>✕ Esc</button>
          </p>`,
        dialog,
      );
    } catch (error) {
      render(html`<p class="problem" role="alert">${told(error)}</p>`, dialog);
    }
  };
  dialog.addEventListener('close', () => {
    dialog.remove();
    button.focus();
  });
  await show(field.value.includes('/') ? field.value.slice(0, field.value.lastIndexOf('/')) : '');
  dialog.showModal();
}
