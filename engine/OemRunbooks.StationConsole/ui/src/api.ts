/** What the station says of a request that it does not carry out. */
export interface Problem {
  code: string;
  words: string;
  hint?: string;
}

export class Refused extends Error {
  constructor(readonly problem: Problem) {
    super(problem.words);
  }
}

/** Sends JSON; gives what comes back, and throws Refused for what is refused. */
export async function post<T>(address: string, body: unknown): Promise<T> {
  const answer = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return read<T>(answer);
}

/** Asks for something. */
export async function get<T>(address: string): Promise<T> {
  return read<T>(await fetch(address));
}

/** Asks for a part of a page. */
export async function part(address: string): Promise<string> {
  const answer = await fetch(address);
  if (!answer.ok) {
    throw new Error(String(answer.status));
  }
  return answer.text();
}

async function read<T>(answer: Response): Promise<T> {
  const type = answer.headers.get('content-type') ?? '';
  if (!answer.ok) {
    throw new Refused(
      type.startsWith('application/json') ? await answer.json() : { code: String(answer.status), words: answer.statusText },
    );
  }
  return (type.startsWith('application/json') ? await answer.json() : await answer.text()) as T;
}

/** The problem in words for whoever filled a form in. */
export function told(error: unknown): string {
  if (error instanceof Refused) {
    const { words, hint } = error.problem;
    const said = words.charAt(0).toUpperCase() + words.slice(1);
    return hint ? `${said} – ${hint}` : said;
  }
  return document.getElementById('notices')?.dataset.gone ?? String(error);
}
