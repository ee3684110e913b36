import type { ReactNode } from 'react';
import { LANGUAGES } from '#domain/charter/code-lists.js';
import { PAGE_ICON, PAGE_STYLE, QUICK_EXIT, type PageAsset } from './page-assets.js';
import type { PageContext } from './page-context.js';
import { FRAME_WORDS, LANGUAGE_NAMES } from './page.words.js';

interface FrameProps {
  readonly context: PageContext;
  /** What a tab, a history and a lock screen show: it names no place, no illness and no help. */
  readonly title: string;
  readonly children: ReactNode;
  /** Where the quick exit leads; it ends what was open. Null where there is nothing to hide. */
  readonly exit?: string | null;
  /** The way back, above the content. */
  readonly back?: { readonly to: string; readonly say: string } | undefined;
  /** Scripts of own origin that this page gains from and does not need. */
  readonly scripts?: readonly PageAsset[];
}

/** The frame of every page of ours: language, direction, the way past the bar, the quick exit, and nothing from elsewhere. */
export function Frame({ context, title, children, exit = '/today', back, scripts = [] }: FrameProps) {
  const words = FRAME_WORDS[context.language];
  return (
    <html lang={context.language} dir={context.direction}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <meta name="format-detection" content="telephone=no" />
        <title>{title}</title>
        <link rel="icon" type="image/svg+xml" href={PAGE_ICON.path} />
        <link rel="stylesheet" href={PAGE_STYLE.path} />
        {[QUICK_EXIT, ...scripts].map(({ path }) => (
          <script key={path} src={path} defer />
        ))}
      </head>
      <body>
        <a className="skip" href="#content">
          {words.skip}
        </a>
        <header className="bar top">
          <Languages context={context} />
          {exit !== null && (
            <a className="exit" href={exit} data-exit rel="nofollow">
              {words.leave}
            </a>
          )}
        </header>
        <main id="content" tabIndex={-1}>
          {back && (
            <p>
              <a href={back.to}>{back.say}</a>
            </p>
          )}
          {children}
        </main>
      </body>
    </html>
  );
}

function Languages({ context }: { readonly context: PageContext }) {
  return (
    <nav aria-label={FRAME_WORDS[context.language].languages}>
      <ul>
        {LANGUAGES.map((language) => (
          <li key={language} lang={language} dir={language === 'ar' ? 'rtl' : 'ltr'}>
            {language === context.language ? (
              <strong aria-current="true">{LANGUAGE_NAMES[language]}</strong>
            ) : (
              <a href={`${context.path}?language=${language}`}>{LANGUAGE_NAMES[language]}</a>
            )}
          </li>
        ))}
      </ul>
    </nav>
  );
}
