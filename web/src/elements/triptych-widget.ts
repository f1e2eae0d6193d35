// SPDX-License-Identifier: MIT
// Elements: <triptych-widget>: one shadow root, drawn from the store's snapshot.

import { html, LitElement, noChange, nothing, type CSSResult, type PropertyValues, type TemplateResult } from 'lit';
import type { OpenOptions, Panel } from '../engine/survey.js';
import type { ExplainerElement } from '../explainers/shell.ts';
import { isFirstStyle, load } from '../manifest.ts';
import type { Action, State } from '../store/state.ts';
import type { Surroundings, WidgetEvents, WidgetStore } from '../store/widget-store.ts';
import { storeOf, whenIdle } from '../surroundings.ts';
import type { Context } from './context.ts';
import { frame } from './frame.ts';
import { button, notices, panels } from './parts.ts';
import { askStyles } from './screens/ask.styles.ts';
import { home } from './screens/home.ts';
import { notice } from './screens/notice.ts';
import { question } from './screens/question.ts';
import { themeSheet } from './theme.ts';
import { moreStyles } from './more.styles.ts';

type Mode = NonNullable<OpenOptions['mode']>;

/** The page's own address asks for it, whatever stands in its HTML. */
const asks = (mode: string): boolean => new URLSearchParams(location.search).get('mode') === mode;

/**
 * An anonymous survey about AI in care, between two explanations: understand, speak, see together.
 *
 * @element triptych-widget
 * @attr {string} src - Address of the survey's widget.json.
 * @attr {string} lang - Language to begin in; else that of the page, then of the browser. Changing it keeps the answers.
 * @attr {number} heading-level - Level of the widget's own headings in the page, 2 by default.
 * @attr {"web"|"kiosk"|"facilitator"|"paper"} mode - How answers are taken; travels in the ballot. "web" by default. "kiosk": a tablet at a stand; `?mode=kiosk` too.
 * @attr {boolean} facilitate - For a room with a projector: one explainer and one question at a time; nothing is sent. `?mode=facilitate` too.
 * @attr {"light"|"dark"} scheme - Forces a colour scheme; else that of the page.
 * @attr {string} data-base - Folder of triptych.js, where an optimiser hides it.
 *
 * @slot - Shown while scripts are off or the widget cannot load: a sentence and a way to answer otherwise.
 * @slot logo - A small logo of who asks, on the first screen.
 * @slot next - The association's own links, at the end of the last panel.
 *
 * @fires {CustomEvent<{survey: string}>} triptych-ready - The first question can be asked.
 * @fires {CustomEvent<{survey: string, screen: string, page: number}>} triptych-step - Another screen is shown.
 * @fires {CustomEvent<{survey: string}>} triptych-submitted - The collector has the ballot.
 * @fires {CustomEvent<{survey: string, code: string}>} triptych-error - Something failed; the code is of error_codes.def or of the page.
 *
 * @csspart widget - The frame around everything.
 * @csspart navigation - The three panels.
 * @csspart banner - "Demonstration", "simulated".
 * @csspart door - Each of the three doors; also `confiance`, `participation`, `engagement`.
 * @csspart button - Each button of navigation; also `primary`, `secondary`, `quiet`.
 * @csspart question - Each question.
 * @csspart choice - Each line of a choice.
 * @csspart field - Each text field and list.
 * @csspart error-summary - What is wrong on a page.
 * @csspart ballot - What leaves, in sentences.
 * @csspart card - Each card of "what next".
 *
 * @cssproperty [--triptych-font=inherit] - Font of all text.
 * @cssproperty [--triptych-heading-font=inherit] - Font of headings.
 * @cssproperty --triptych-accent - Colour of buttons, links and marks; 7:1 on the surface.
 * @cssproperty --triptych-on-accent - Text on the accent.
 * @cssproperty --triptych-surface - Ground of the widget.
 * @cssproperty --triptych-ink - Text.
 * @cssproperty --triptych-ink-soft - Secondary text; 7:1 on the surface.
 * @cssproperty --triptych-tint - Ground of marked areas.
 * @cssproperty --triptych-line - Borders.
 * @cssproperty [--triptych-radius=0.625rem] - Roundness of corners.
 */
export class TriptychWidget extends LitElement {
  static override styles = [moreStyles, askStyles];
  static override properties = {
    src: { type: String },
    lang: { type: String, reflect: true },
    headingLevel: { type: Number, attribute: 'heading-level' },
    mode: { type: String },
  };

  declare src: string;
  declare headingLevel: number;
  declare mode: Mode;
  /** A draft is shown by a store of its own, that reads and sends nothing: the studio's preview. */
  make?: (around: Surroundings) => WidgetStore;

  #store: WidgetStore | null = null;
  #unsubscribe: (() => void) | null = null;
  readonly #modules = new Map<string, unknown>();
  readonly #fetched = new Map<string, unknown>();
  /** The screen has changed because the visitor acted: its heading takes the focus once it is drawn. */
  #moved = false;
  #refused = false;
  #drawn: State['screen'] | null = null;

  /** The first screen as the page's own HTML has it, in a declared shadow root (web/build/first-screen.ts). */
  #early: ChildNode[] = [];
  /** Whether its style serves. A policy of the page may refuse it, and that of another version would not fit. */
  #dressed = false;

  constructor() {
    super();
    this.headingLevel = 2;
    this.mode = 'web';
  }

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const root = super.createRenderRoot();
    const style = root.querySelector('style');
    this.#dressed = style?.sheet != null && isFirstStyle(style);
    this.#early = [...root.childNodes].filter((node) => node !== style || !this.#dressed);
    return root;
  }

  override connectedCallback(): void {
    // A page without a line height of its own, or with that of a menu, would set long sentences too tight. Asked before our styles come, for after them the
    // browser would have to lay the page out to answer.
    const { lineHeight, fontSize } = getComputedStyle(this);
    super.connectedCallback();
    this.toggleAttribute('default-leading', !(parseFloat(lineHeight) >= 1.3 * parseFloat(fontSize)));
    if (asks('kiosk')) this.mode = 'kiosk';
    if (!this.#store && this.src) this.#begin();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('src') && !this.#store && this.src && this.isConnected) this.#begin();
    if (changed.has('lang') && this.#store && this.lang && this.lang !== this.#state.locale && this.#state.config?.languages.includes(this.lang))
      this.#store.dispatch({ type: 'locale', locale: this.lang });
  }

  get #state(): State {
    return this.#store!.getState();
  }

  #begin(): void {
    const store = storeOf(this, <Name extends keyof WidgetEvents>(name: Name, detail: WidgetEvents[Name]) => {
      this.dispatchEvent(new CustomEvent(`triptych-${name}`, { detail, bubbles: true, composed: true }));
    });
    this.#store = store;
    let before = store.getState();
    this.#unsubscribe = store.subscribe(() => {
      const now = store.getState();
      this.#moved ||= now.moves !== before.moves;
      this.#refused ||= now.refusals !== before.refusals;
      if (now.config !== before.config && now.config?.theme) this.#adopt(themeSheet(now.config.theme));
      // A new screen asks again for what failed.
      if (now.moves !== before.moves)
        for (const cache of [this.#modules, this.#fetched]) for (const [key, value] of cache) if (value === undefined) cache.delete(key);
      // Said on the element itself, for whoever reads the page aloud.
      if (now.config) this.lang = now.locale;
      before = now;
      this.requestUpdate();
    });
    void store.start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // Moved within the page: the same sitting goes on.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#unsubscribe?.();
      this.#unsubscribe = null;
      this.#store = null;
    });
  }

  /** A chunk; the styles that it exports are worn from then on. */
  #later<Module extends object>(name: string, importer: () => Promise<Module>, resting = false): Module | null | undefined {
    const bring = async () => {
      if (resting) await new Promise<void>(whenIdle);
      const module = await load(name, importer);
      if ('styles' in module) this.#adopt((module.styles as CSSResult).styleSheet!, name === 'elements/first.styles');
      return module;
    };
    return this.#once(this.#modules, name, bring);
  }

  /** null: on its way. undefined: failed. */
  #once<Value>(cache: Map<string, unknown>, key: string, begin: () => Promise<Value>): Value | null | undefined {
    if (!cache.has(key)) {
      cache.set(key, null);
      begin().then(
        (value) => {
          cache.set(key, value);
          this.requestUpdate();
        },
        (error: unknown) => {
          console.error('triptych:', error);
          cache.set(key, undefined);
          this.requestUpdate();
        },
      );
    }
    return cache.get(key) as Value | null | undefined;
  }

  #dispatch = (action: Action): void => {
    // Inside the survey, "next" and "back" move an explainer first.
    if (action.type === 'next' || action.type === 'previous') {
      const explainer = this.renderRoot.querySelector<ExplainerElement>('triptych-explainer:not([alone])');
      if (explainer && (action.type === 'next' ? explainer.next() : explainer.previous())) return;
    }
    this.#store?.dispatch(action);
  };

  #context(state: State): Context | null {
    if (!state.words) return null;
    const store = this.#store!;
    return {
      state,
      words: state.words,
      dispatch: this.#dispatch,
      level: Math.max(1, Math.min(4, this.headingLevel)),
      later: (name, importer, resting) => this.#later(name, importer, resting),
      fetched: (key, begin) => this.#once(this.#fetched, key, begin),
      shared: this.mode !== 'web',
      address: (relative) => store.address(relative),
      store,
    };
  }

  #late = () => this.#later('elements/screens/late', () => import('./screens/late.ts'));

  #screen(context: Context): TemplateResult {
    const { screen, view } = context.state;
    // A group's view takes the place of the three doors.
    const room = this.hasAttribute('facilitate') || asks('facilitate');
    const first = { home, notice, question }[screen as string];
    if (first && !room) {
      // Once something is answered, all that sending needs is fetched: the network may be gone by then.
      if (screen !== 'home' && (view?.answered ?? 0) > 0 && this.#late()) context.store.speakOf('more');
      return first(context);
    }
    const chunk = room ? this.#later('facilitate/screen', () => import('../facilitate/screen.ts')) : this.#late();
    if (context.store.speakOf('more') && chunk) return chunk.screens[screen]!(context);
    return html`<p class="note">${context.words.t(chunk === undefined ? 'widget.unavailable' : 'widget.loading')}</p>`;
  }

  /** While the engine is renewed, what the visitor has just said on this page stays as it stands: the engine will hear of it, in order. */
  #waits({ engine, screen, view }: State): boolean {
    const isSame = this.#drawn === screen;
    this.#drawn = screen;
    return isSame && screen === 'question' && engine !== 'ready' && view !== null;
  }

  /** `before`: under all others, as where the page brings it. */
  #adopt(sheet: CSSStyleSheet, before = false): void {
    const { adoptedStyleSheets } = this.renderRoot as ShadowRoot;
    if (!adoptedStyleSheets.includes(sheet)) adoptedStyleSheets[before ? 'unshift' : 'push'](sheet);
  }

  #navigation(context: Context): TemplateResult {
    const { state, words } = context;
    const current = { home: '', understand: 'confiance', results: 'engagement' }[state.screen as string] ?? 'participation';
    return html`
      <nav class="panels" part="navigation" aria-label=${words.t('widget.doors')}>
        ${panels.map(
          (panel) => html`
            <button
              type="button"
              aria-current=${panel === current ? 'page' : nothing}
              @click=${() => panel === current || context.dispatch({ type: 'panel', panel })}
            >
              ${words.t(`widget.panel_${panel}`)}
            </button>
          `,
        )}
      </nav>
    `;
  }

  #belongings(context: Context): TemplateResult | typeof nothing {
    const { state, words, dispatch } = context;
    const { keeping, erasing, screen, view, delivery } = state;
    // On a shared device the ballots that wait are others', and nothing of this visitor may stay.
    const waiting = context.shared ? 0 : state.waiting;
    const something = (view?.answered ?? 0) > 0 || waiting > 0;
    if (screen === 'home' && !something) return nothing;
    if (erasing)
      return html`
        <div class="erasing" role="group" aria-labelledby="erase-sure">
          <p id="erase-sure" tabindex="-1">${words.t('widget.erase_sure')}</p>
          <div class="actions">
            ${button(context, 'secondary', 'widget.erase_yes', { type: 'erase', step: 'confirm' })}
            ${button(context, 'quiet', 'widget.erase_no', { type: 'erase', step: 'cancel' })}
          </div>
        </div>
      `;
    return html`
      ${waiting > 0 && delivery === 'idle' ? html`<p role="status">${words.t('ballot.waiting_here', { waiting })}</p>` : nothing}
      ${keeping === 'memory'
        ? html`<p>${words.t('widget.keep_memory')}</p>`
        : !context.shared && ['notice', 'question', 'feedback', 'review'].includes(screen) && delivery === 'idle'
          ? html`
              <label class="keep">
                <input
                  type="checkbox"
                  .checked=${keeping === 'device'}
                  @change=${(event: Event) =>
                    dispatch({ type: 'keep', on: (event.target as HTMLInputElement).checked ? 'device' : 'tab' })}
                />
                <span>${words.t('widget.keep_device')}</span>
              </label>
            `
          : nothing}
      ${button(context, 'quiet', 'widget.erase', { type: 'erase', step: 'ask' })}
    `;
  }

  override render(): TemplateResult | typeof nothing {
    const state = this.#store?.getState();
    const context = state && this.#context(state);
    const isDressed = this.#dressed || this.#later('elements/first.styles', () => import('./first.styles.ts')) !== null;
    // The page's own first screen stays until ours is drawn, and makes room for what the page says where it cannot be.
    if (!state || !context || !isDressed) return this.#early.length > 0 && state?.engine !== 'failed' ? nothing : html`<slot></slot>`;
    // Without widget.json there is nothing to show but what the page itself says.
    if (!state.config) return html`<div class="widget">${notices(context)}<slot></slot></div>`;
    return frame(context, {
      navigation: state.screen === 'home' ? nothing : this.#navigation(context),
      screen: this.#waits(state) ? noChange : this.#screen(context),
      next: state.screen === 'results' ? html`<slot name="next"></slot>` : nothing,
      belongings: this.#belongings(context),
      stand:
        this.mode === 'kiosk' && this.#later('kiosk/define', () => import('../kiosk/define.ts'))
          ? html`<triptych-kiosk .store=${this.#store}></triptych-kiosk>`
          : nothing,
    });
  }

  /** What triptych.js noted and where the focus is pass from the page's own first screen to ours. */
  #takeOver(root: ShadowRoot): void {
    const held = root.activeElement?.getAttribute('part');
    for (const node of this.#early) node.remove();
    this.#early = [];
    if (held) root.querySelector<HTMLElement>(`[part="${held}"]`)?.focus();
    const { door } = this.dataset;
    delete this.dataset.door;
    if (door) this.#dispatch({ type: 'panel', panel: door as Panel });
  }

  override updated(): void {
    const root = this.renderRoot as ShadowRoot;
    // What is ours is drawn before what was there. Before anybody acts, the page's focus is left alone.
    if (this.#early.length > 0 && !root.querySelector('.widget, slot')?.matches('.early')) this.#takeOver(root);
    else if (this.#refused) this.#focus(root.getElementById('errors'), () => (this.#refused = this.#moved = false));
    else if (this.#moved) this.#focus(root.getElementById('heading'), () => (this.#moved = false));
  }

  #focus(target: HTMLElement | null, done: () => void): void {
    if (!target) return;
    target.focus();
    done();
  }
}
