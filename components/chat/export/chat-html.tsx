import type { ReactNode } from 'react';
import { placeholders, restoreMarkers } from '../../../utils/citations/parse-citations';
import { hostOf } from '../../../utils/shared/host-of';
import type { Source } from '../../../utils/sources/source';
import type { Texts } from '../../ui/i18n';
import { drawStill } from '../../ui/markdown/draw-still';
import markdownCss from '../../ui/markdown/markdown.css?inline';
import { toSafeLink } from '../../ui/markdown/safe-link';
import type { CheckedCitation } from '../check-citations';
import { type CitationState, sayState, stateOf } from '../citation-states';
import chatCss from './chat-page.css?inline';
import { answerFacts, endingWords, introWords, questionWords, titleWords } from './export-words';
import type { ExportedAnswer, ExportedChat, ExportedQuestion } from './load-export';

/** Nothing is loaded and nothing runs, whatever a model or a page has written. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/** Before the number, so that no state is told by its colour alone. */
const signs: Record<CitationState, string> = {
  checking: '',
  verified: '',
  close: '≈',
  missing: '?',
  unchecked: '',
};

interface Note {
  citation: CheckedCitation;
  /** Places in the text that lead to it. */
  places: number;
}

/** The notes of all answers, each passage once. */
class Notes {
  readonly list: Note[] = [];
  readonly #byKey = new Map<string, number>();

  /** @returns the note's number, from 1, and how often it was named before. */
  add(citation: CheckedCitation): { number: number; place: number } {
    const key = `${citation.number}\n${citation.quote}`;
    const known = this.#byKey.get(key);
    const number = known ?? this.list.push({ citation, places: 0 });
    this.#byKey.set(key, number);
    return { number, place: ++this.list[number - 1]!.places };
  }
}

function SourceLink({ title, url }: { title: string; url: string }) {
  const link = toSafeLink(url, title);
  if (!link) return <>{title || url}</>;
  return (
    <>
      <a href={link.href} target="_blank" rel="noopener noreferrer" referrerPolicy="no-referrer">
        {title || link.href}
      </a>{' '}
      <span className="md-host">{hostOf(link.href)}</span>
    </>
  );
}

function NoteItem({
  note: { citation, places },
  number,
  texts,
}: {
  note: Note;
  number: number;
  texts: Texts;
}) {
  const { source, report, quote } = citation;
  const state = stateOf(citation);
  const words = report?.quote || quote;
  const percent = Math.floor((report?.score ?? 0) * 100);
  return (
    <li id={`note-${number}`}>
      {words && <q>{words.replace(/\s+/g, ' ')}</q>}{' '}
      {source && <SourceLink title={source.title} url={source.url} />}
      {state !== 'verified' && (
        <span className="warn"> {texts.t(sayState(citation), { number: citation.number, percent })}</span>
      )}
      {Array.from({ length: places }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a page that never changes.
        <a key={index} className="back" href={`#mark-${number}-${index + 1}`}>
          ↩
        </a>
      ))}
    </li>
  );
}

async function drawAnswer(answer: ExportedAnswer, notes: Notes, texts: Texts): Promise<ReactNode> {
  const { text, citations } = answer.cited;
  const marks = {
    pattern: placeholders,
    draw: (index: number) => {
      const citation = citations[index];
      if (!citation) return null;
      const { number, place } = notes.add(citation);
      const state = stateOf(citation);
      return (
        <sup key={`${index}-${place}`} id={`mark-${number}-${place}`} className="cite">
          <a href={`#note-${number}`} data-state-of-citation={state}>
            {signs[state]}
            {number}
          </a>
        </sup>
      );
    },
    restore: (shown: string) => restoreMarkers(shown, citations),
  };
  const ending = endingWords(answer, texts);
  return (
    <article>
      <h2>{answer.speaker || texts.t('answer.label')}</h2>
      <p className="facts">{answerFacts(answer, texts)}</p>
      {await drawStill(text, marks)}
      {ending && <p className="ending">{ending}</p>}
    </article>
  );
}

function QuestionPart({ question, texts }: { question: ExportedQuestion; texts: Texts }) {
  const list = question.sourceNumbers.join(', ');
  return (
    <section className="question">
      <h2>{question.speaker || texts.t('export.question')}</h2>
      <p dir="auto" className="asked">
        {questionWords(question, texts)}
      </p>
      {list && (
        <p className="facts">{texts.t('export.with', { list, count: question.sourceNumbers.length })}</p>
      )}
    </section>
  );
}

function SourceItem({ source, texts }: { source: Source | undefined; texts: Texts }) {
  const { t, number } = texts;
  if (!source) return <li>—</li>;
  return (
    <li>
      <SourceLink title={source.title} url={source.url} />
      <span className="facts">
        {' '}
        · {t('source.characters', { characters: number(source.characterCount) })}
      </span>
    </li>
  );
}

/**
 * A chat as one page that runs nothing and loads nothing: light and dark, on paper too. Made of elements by React, which escapes all
 * that is text.
 */
export async function toChatHtml(chat: ExportedChat, savedAt: number, texts: Texts): Promise<string> {
  const { t } = texts;
  const { renderToStaticMarkup } = await import('react-dom/server');
  const notes = new Notes();
  const turns: ReactNode[] = [];
  for (const [index, turn] of chat.turns.entries()) {
    if (turn.role === 'user') turns.push(<QuestionPart key={index} question={turn} texts={texts} />);
    else turns.push(<div key={index}>{await drawAnswer(turn, notes, texts)}</div>);
  }
  const title = titleWords(chat, texts);
  const page = (
    <html lang={texts.locale}>
      <head>
        <meta charSet="utf-8" />
        <meta httpEquiv="Content-Security-Policy" content={policy} />
        <meta name="referrer" content="no-referrer" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        <style>{markdownCss + chatCss}</style>
      </head>
      <body>
        <main>
          <header>
            <h1 dir="auto">{title}</h1>
            {introWords(chat, savedAt, texts).map((line) => (
              <p key={line} className="facts">
                {line}
              </p>
            ))}
          </header>
          {turns}
          {chat.joined.length > 0 && (
            <section className="sources">
              <h2>{t('export.sources')}</h2>
              <ol>
                {chat.joined.map((source, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a page that never changes.
                  <SourceItem key={index} source={source} texts={texts} />
                ))}
              </ol>
            </section>
          )}
          <NoteList notes={notes} texts={texts} />
        </main>
      </body>
    </html>
  );
  return `<!doctype html>\n${renderToStaticMarkup(page)}\n`;
}

/** Drawn last: the answers have filled it by then. */
function NoteList({ notes, texts }: { notes: Notes; texts: Texts }) {
  if (notes.list.length === 0) return null;
  return (
    <section className="notes">
      <h2>{texts.t('export.notes')}</h2>
      <ol>
        {notes.list.map((note, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a page that never changes.
          <NoteItem key={index} note={note} number={index + 1} texts={texts} />
        ))}
      </ol>
    </section>
  );
}
