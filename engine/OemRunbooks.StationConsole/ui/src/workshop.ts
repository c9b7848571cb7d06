import { autocompletion, closeBrackets, type Completion, type CompletionContext, type CompletionResult } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { bracketMatching, HighlightStyle, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { type Diagnostic, linter, lintGutter } from '@codemirror/lint';
import { EditorState, type Text } from '@codemirror/state';
import { EditorView, hoverTooltip, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { post, told } from './api';

interface Position {
  line: number;
  character: number;
}

interface Range {
  start: Position;
  end: Position;
}

interface Found {
  range: Range;
  severity?: number;
  code?: string;
  message: string;
}

interface Item {
  label: string;
  kind?: number;
  detail?: string;
  documentation?: string | { value: string };
  filterText?: string;
  textEdit?: { range: Range; newText: string };
  insertText?: string;
}

// The colours of the page, so that they are read by day and by night.
const colours = HighlightStyle.define([
  { tag: [tags.definition(tags.propertyName), tags.propertyName], color: 'var(--info)' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--good)' },
  { tag: [tags.number, tags.bool, tags.keyword, tags.labelName, tags.typeName], color: 'var(--warn)' },
  { tag: [tags.comment, tags.meta, tags.separator, tags.punctuation], color: 'var(--soft)' },
]);

const kinds = ['error', 'error', 'warning', 'info', 'hint'] as const;

function offset(text: Text, { line, character }: Position): number {
  const at = text.line(Math.min(line + 1, text.lines));
  return Math.min(at.from + character, at.to);
}

function position(text: Text, at: number): Position {
  const line = text.lineAt(at);
  return { line: line.number - 1, character: at - line.from };
}

/** Makes the text of a runbook one that can be edited: what is said of it comes from the language server. */
export function edit(): void {
  const place = document.querySelector<HTMLElement>('[data-editor]');
  const area = place?.querySelector('textarea');
  if (!place || !area) {
    return;
  }
  const name = place.dataset.editor ?? '';
  const address = `/api/workshop/${encodeURIComponent(name)}`;
  const ask = <T>(method: string, params: unknown) => post<T>(`${address}/editor`, { method, params });
  const said = place.querySelector<HTMLElement>('.said');
  const problem = place.querySelector<HTMLElement>('.problem');
  const findings = place.querySelector<HTMLElement>('.findings');
  let version = 0;
  let isSaved = true;

  const tell = async (text: string): Promise<Found[]> => {
    version += 1;
    const isFirst = version === 1;
    return (
      (await ask<Found[] | null>(isFirst ? 'textDocument/didOpen' : 'textDocument/didChange', {
        textDocument: isFirst ? { languageId: 'yaml', version, text } : { version },
        ...(isFirst ? {} : { contentChanges: [{ text }] }),
      })) ?? []
    );
  };

  const marks = (view: EditorView, found: Found[]): Diagnostic[] =>
    found.map((f) => ({
      from: offset(view.state.doc, f.range.start),
      to: offset(view.state.doc, f.range.end),
      severity: kinds[f.severity ?? 1] ?? 'error',
      source: f.code,
      message: f.message,
    }));

  const look = async (view: EditorView): Promise<Diagnostic[]> => {
    try {
      const found = await tell(view.state.doc.toString());
      list(view, found);
      return marks(view, found);
    } catch (error) {
      problem!.textContent = told(error);
      return [];
    }
  };

  const list = (view: EditorView, found: Found[]) => {
    findings!.replaceChildren(
      ...found.map((f) => {
        const item = document.createElement('li');
        const button = document.createElement('button');
        button.type = 'button';
        button.className = 'plain';
        button.textContent = `${f.range.start.line + 1}: ${f.message}${f.code ? ` (${f.code})` : ''}`;
        button.addEventListener('click', () => {
          const at = offset(view.state.doc, f.range.start);
          view.dispatch({ selection: { anchor: at }, scrollIntoView: true });
          view.focus();
        });
        item.append(button);
        return item;
      }),
    );
    if (found.length === 0) {
      const item = document.createElement('li');
      item.textContent = place.dataset.clean ?? '';
      findings!.append(item);
    }
  };

  const complete = async (context: CompletionContext): Promise<CompletionResult | null> => {
    await tell(context.state.doc.toString());
    const answer = await ask<{ items: Item[] } | Item[] | null>('textDocument/completion', {
      position: position(context.state.doc, context.pos),
    });
    const items = Array.isArray(answer) ? answer : (answer?.items ?? []);
    if (items.length === 0) {
      return null;
    }
    const first = items[0]!.textEdit?.range.start;
    return {
      from: first ? offset(context.state.doc, first) : context.pos,
      options: items.map(
        (item): Completion => ({
          label: item.filterText ?? item.label,
          displayLabel: item.label,
          detail: item.detail,
          info: typeof item.documentation === 'string' ? item.documentation : item.documentation?.value,
          apply: item.textEdit?.newText ?? item.insertText ?? item.label,
        }),
      ),
    };
  };

  const hover = hoverTooltip(async (view, at) => {
    const answer = await ask<{ contents?: { value?: string } | string } | null>('textDocument/hover', {
      position: position(view.state.doc, at),
    });
    const text = typeof answer?.contents === 'string' ? answer.contents : answer?.contents?.value;
    if (!text) {
      return null;
    }
    return {
      pos: at,
      create: () => {
        const dom = document.createElement('div');
        dom.className = 'hover';
        dom.textContent = text.replaceAll(/[*`]/g, '');
        return { dom };
      },
    };
  });

  const view = new EditorView({
    state: EditorState.create({
      doc: area.value,
      extensions: [
        EditorView.cspNonce.of(place.dataset.nonce ?? ''),
        lineNumbers(),
        history(),
        bracketMatching(),
        closeBrackets(),
        indentUnit.of('  '),
        yaml(),
        syntaxHighlighting(colours),
        linter(look, { delay: 300 }),
        lintGutter(),
        autocompletion({ override: [complete] }),
        hover,
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ 'aria-label': name, tabindex: '0' }),
        keymap.of([{ key: 'Mod-s', run: () => (void save(), true) }, ...defaultKeymap, ...historyKeymap, indentWithTab]),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) {
            isSaved = false;
            said!.textContent = place.dataset.unsaved ?? '';
          }
        }),
      ],
    }),
  });
  area.replaceWith(view.dom);

  async function save(): Promise<void> {
    problem!.textContent = '';
    try {
      const text = view.state.doc.toString();
      const written = place!.dataset.lines === 'crlf' ? text.replaceAll('\n', '\r\n') : text;
      const { digest } = await post<{ digest: string }>(`${address}/save`, { text: written, digest: place!.dataset.digest });
      place!.dataset.digest = digest;
      isSaved = view.state.doc.toString() === text;
      said!.textContent = place!.dataset.saved ?? '';
      const flow = document.querySelector<HTMLImageElement>('[data-flow]');
      if (flow) {
        flow.src = `${flow.src.split('?')[0]}?seen=${digest}`;
      }
    } catch (error) {
      problem!.textContent = told(error);
    }
  }

  async function test(): Promise<void> {
    problem!.textContent = '';
    try {
      place!.querySelector('.tests')!.innerHTML = await post<string>(`${address}/test`, { text: view.state.doc.toString() });
    } catch (error) {
      problem!.textContent = told(error);
    }
  }

  place.querySelector('[data-save]')?.addEventListener('click', () => void save());
  place.querySelector('[data-test]')?.addEventListener('click', () => void test());
  addEventListener('beforeunload', (event) => {
    if (!isSaved) {
      event.preventDefault();
    }
  });
}

